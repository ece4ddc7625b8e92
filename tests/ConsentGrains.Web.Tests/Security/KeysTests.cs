using System.Text.Json.Nodes;
using ConsentGrains.Web.Security;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Security;

public sealed class KeysTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Fact]
    public async Task A_key_is_shown_once_and_never_listed()
    {
        var made = await registry.Admin.MustAsync("/v1/keys", New("els", "decide"));
        var secret = Secret(made);
        secret.ShouldStartWith("cg_");
        secret.Length.ShouldBe(46);
        var list = await registry.Admin.GetAsync("/v1/keys?limit=1000");
        list.Text.ShouldNotContain(secret);
        list.Text.ShouldNotContain(ApiKey.HashOf(secret));
        var listed = list.Json["results"]!.AsArray().Single(k => k!["id"]!.ToString() == made.Json["id"]!.ToString())!;
        listed["party"]!.GetValue<string>().ShouldBe("els");
        listed["revoked"]!.GetValue<bool>().ShouldBeFalse();
        (await AskAsync(secret)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Both_headers_carry_a_key()
    {
        var secret = Secret(await registry.Admin.MustAsync("/v1/keys", New("els", "decide")));
        (await registry.Nobody.AskAsync(Asking.Permitted("nobody"), ("X-API-Key", secret))).Status.ShouldBe(200);
        (await registry.Nobody.AskAsync(Asking.Permitted("nobody"), ("Authorization", $"bearer {secret}"))).Status.ShouldBe(200);
        (await registry.Nobody.AskAsync(Asking.Permitted("nobody"), ("Authorization", $"Basic {secret}"))).Code.ShouldBe("key-missing");
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_are_good_until_the_grace_is_over()
    {
        var made = await registry.Admin.MustAsync("/v1/keys", New("els", "decide"));
        var rotated = await registry.Admin.MustAsync($"/v1/keys/{made.Json["id"]}/rotate", new JsonObject { ["graceHours"] = 2 });
        rotated.Json["formerSecretUntil"]!.GetValue<string>().ShouldEndWith("+09:00");
        (await AskAsync(Secret(made))).Status.ShouldBe(200);
        (await AskAsync(Secret(rotated))).Status.ShouldBe(200);
        registry.Time.Advance(TimeSpan.FromHours(2));
        (await AskAsync(Secret(made))).Code.ShouldBe("key-expired");
        (await AskAsync(Secret(rotated))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Without_grace_the_former_secret_ends_at_once()
    {
        var made = await registry.Admin.MustAsync("/v1/keys", New("els", "decide"));
        await registry.Admin.MustAsync($"/v1/keys/{made.Json["id"]}/rotate", new JsonObject { ["graceHours"] = 0 });
        (await AskAsync(Secret(made))).Code.ShouldBe("key-expired");
    }

    [Fact]
    public async Task A_revoked_key_ends_at_once_and_for_ever()
    {
        var made = await registry.Admin.MustAsync("/v1/keys", New("els", "decide"));
        await registry.Admin.MustAsync($"/v1/keys/{made.Json["id"]}/revoke", new JsonObject());
        (await AskAsync(Secret(made))).Code.ShouldBe("key-revoked");
        (await registry.Admin.PostTextAsync($"/v1/keys/{made.Json["id"]}/rotate", "{}")).Code.ShouldBe("credential-revoked");
    }

    [Fact]
    public async Task A_key_is_good_on_its_last_day_and_not_after()
    {
        var today = DateOnly.FromDateTime(registry.Time.GetUtcNow().AddHours(9).DateTime);
        var wanted = New("els", "decide");
        wanted["until"] = today.ToString("yyyy-MM-dd");
        var secret = Secret(await registry.Admin.MustAsync("/v1/keys", wanted));
        (await AskAsync(secret)).Status.ShouldBe(200);
        registry.Time.Advance(TimeSpan.FromDays(1));
        (await AskAsync(secret)).Code.ShouldBe("key-expired");
    }

    [Fact]
    public async Task A_request_for_a_key_that_is_repeated_makes_one_key()
    {
        var first = await registry.Admin.MustAsync("/v1/keys", New("emana", "decide"), ("Idempotency-Key", "make-1"));
        var again = await registry.Admin.MustAsync("/v1/keys", New("emana", "decide"), ("Idempotency-Key", "make-1"));
        again.Json["id"]!.ToString().ShouldBe(first.Json["id"]!.ToString());
        again.Json["secret"].ShouldBeNull();
        again.Json["repeated"]!.GetValue<bool>().ShouldBeTrue();
        (await registry.Admin.PostAsync("/v1/keys", New("emana", "admin"), ("Idempotency-Key", "make-1"))).Code.ShouldBe("idempotency-key-reused");
    }

    [Theory]
    [InlineData("""{"roles":["decide"],"label":"x"}""", "/party")]
    [InlineData("""{"party":"els","label":"x"}""", "/roles")]
    [InlineData("""{"party":"els","roles":["root"],"label":"x"}""", "/roles")]
    [InlineData("""{"party":"els","roles":["decide","decide"],"label":"x"}""", "/roles")]
    [InlineData("""{"party":"els","roles":["decide"]}""", "/label")]
    [InlineData("""{"party":"els","roles":["decide"],"label":"x","until":"tomorrow"}""", "/until")]
    [InlineData("""{"party":"els","roles":["decide"],"label":"x","scope":1}""", "/scope")]
    public async Task A_key_that_can_not_be_is_refused(string body, string path)
    {
        var reply = await registry.Admin.PostTextAsync("/v1/keys", body);
        reply.Status.ShouldBe(400);
        reply.Json["errors"]!.AsArray().Select(e => e!["path"]!.GetValue<string>()).ShouldContain(path);
    }

    [Fact]
    public async Task A_key_of_a_party_nobody_knows_is_refused() =>
        (await registry.Admin.PostAsync("/v1/keys", New("nobody", "decide"))).Code.ShouldBe("party-unknown");

    [Theory]
    [InlineData("-1")]
    [InlineData("721")]
    [InlineData("1.5")]
    [InlineData("\"2\"")]
    public async Task A_grace_that_can_not_be_is_refused(string hours) =>
        (await registry.Admin.PostTextAsync("/v1/keys/any/rotate", $$"""{"graceHours":{{hours}}}""")).Code.ShouldBe("fields-invalid");

    [Theory]
    [InlineData("/v1/parties")]
    [InlineData("/v1/policies")]
    [InlineData("/v1/keys")]
    [InlineData("/v1/customers/els/C1")]
    public async Task Nothing_is_read_without_a_key(string path) => (await registry.Nobody.GetAsync(path)).Code.ShouldBe("key-missing");

    static JsonObject New(string party, string role) => new() { ["party"] = party, ["roles"] = new JsonArray(role), ["label"] = "billing" };

    static string Secret(Reply reply) => reply.Json["secret"]!.GetValue<string>();

    async Task<Reply> AskAsync(string secret)
    {
        using var client = new Client(registry.Address, secret);
        return await client.AskAsync(Asking.Permitted("nobody"));
    }
}
