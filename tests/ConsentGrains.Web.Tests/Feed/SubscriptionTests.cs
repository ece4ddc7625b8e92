using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Feed;

/// <summary>Who may make, see and change which subscription, and what reading under one does.</summary>
public sealed class SubscriptionTests : IAsyncLifetime
{
    const string Root = Subscribing.Root;
    readonly TestRegistry registry = new();
    Client emana = null!;
    Client els = null!;

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        (emana, els) = (await registry.KeyAsync("emana", "subscribe"), await registry.KeyAsync("els", "subscribe"));
    }

    public async Task DisposeAsync()
    {
        emana.Dispose();
        els.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task A_party_sees_and_changes_its_own_and_an_administrator_all()
    {
        var id = await emana.SubscribeAsync(Subscribing.Pull());
        var mine = await emana.GetAsync($"{Root}/{id}");
        (mine.Status, mine.Json.Text("party"), mine.Json.Text("status"), mine.Json.Text("kind"), mine.Headers["ETag"]).ShouldBe((200, "emana", "active", "pull", "\"1\""));
        foreach (var reply in new[]
        {
            await els.GetAsync($"{Root}/{id}"), await els.PostAsync($"{Root}/{id}/suspend", new JsonObject()), await els.PostAsync($"{Root}/{id}/replay", new JsonObject { ["from"] = "now" }),
            await PatchAsync(els, id, """{"areas":[1]}"""), await DeleteAsync(els, id), await els.GetAsync($"/v1/changes?subscription={id}"), await registry.Admin.GetAsync($"/v1/changes?subscription={id}"),
        }) (reply.Status, reply.Code).ShouldBe((404, "not-found"));
        (await registry.Admin.GetAsync($"{Root}/{id}")).Status.ShouldBe(200);
        (await registry.Admin.MustAsync($"{Root}/{id}/suspend", new JsonObject())).Status.ShouldBe(201);
        (await emana.GetAsync($"{Root}/{id}")).Json.Text("reason").ShouldBe("asked");
        (await emana.MustAsync($"{Root}/{id}/resume", new JsonObject())).Status.ShouldBe(201);
        (await registry.Emana.GetAsync(Root)).Code.ShouldBe("role-missing", "a key without the role subscribe");
        (await registry.Nobody.GetAsync(Root)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_list_shows_what_has_not_ended_to_whom_it_belongs()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++) ids.Add(await emana.SubscribeAsync(Subscribing.Pull()));
        await els.SubscribeAsync(Subscribing.Pull());
        await DeleteAsync(emana, ids[0]);
        (await ListAsync(emana, "?current=true")).ShouldBe(ids[1..].Order(StringComparer.Ordinal));
        (await ListAsync(registry.Admin, "?current=true")).Count.ShouldBe(3);
        (await ListAsync(registry.Admin, "?party=els")).Count.ShouldBe(1);
        (await emana.GetAsync($"{Root}?party=els")).Code.ShouldBe("not-yours");
        var first = (await emana.GetAsync($"{Root}?limit=1")).Json;
        (await ListAsync(emana, $"?limit=1&after={first.Text("next")}")).Single().ShouldNotBe(first["results"]![0]!.Text("id"));
    }

    [Fact]
    public async Task The_same_request_makes_one_subscription_and_shows_its_secret_once()
    {
        var body = Subscribing.Webhook("https://partner.example/hook");
        var first = await emana.MustAsync(Root, body, ("Idempotency-Key", "one"));
        var again = await emana.MustAsync(Root, body, ("Idempotency-Key", "one"));
        (first.Status, again.Status, again.Json.Text("id")).ShouldBe((201, 200, first.Json.Text("id")));
        first.Json.Text("secret").ShouldStartWith("whsec_");
        Convert.FromBase64String(first.Json.Text("secret")["whsec_".Length..]).Length.ShouldBe(32);
        again.Json["secret"].ShouldBeNull();
        var read = await emana.GetAsync($"{Root}/{first.Json.Text("id")}");
        (read.Json.Text("status"), read.Json.Text("url")).ShouldBe(("waiting", "https://partner.example/hook"));
        read.Text.ShouldNotContain("whsec_");
        var rotated = await emana.MustAsync($"{Root}/{first.Json.Text("id")}/rotate-secret", new JsonObject { ["graceHours"] = 1 });
        rotated.Json.Text("secret").ShouldNotBe(first.Json.Text("secret"));
        (await emana.GetAsync($"{Root}/{first.Json.Text("id")}")).Json["formerSecretUntil"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_pull_goes_on_where_it_stands_and_is_told_what_it_asked_for()
    {
        var id = await emana.SubscribeAsync(new JsonObject { ["kind"] = "pull", ["types"] = new JsonArray("jp.consentgrains.customer.enrolled.v1") });
        await EnrolAsync("M-1");
        await registry.Emana.MustAsync("/v1/customers/emana/M-1/consents", new JsonObject { ["purpose"] = "EMANA-2-PU2", ["evidence"] = "form" });
        await EnrolAsync("M-2");
        var first = (await PullAsync(id, "&limit=1")).Json;
        first["results"]!.AsArray().Single()!.Text("type").ShouldBe("jp.consentgrains.customer.enrolled.v1");
        (await PullAsync(id, "&limit=1")).Json["results"]![0]!.Text("id").ShouldBe(first["results"]![0]!.Text("id"), "nobody said that it was taken");
        var second = (await PullAsync(id, $"&after={first.Text("next")}")).Json;
        second["results"]!.AsArray().Single()!.Text("subject").ShouldNotBe(first["results"]![0]!.Text("subject"));
        (await PullAsync(id, "")).Json["results"]!.AsArray().Single()!.Text("id").ShouldBe(second["results"]![0]!.Text("id"), "what lay before `after` counts as taken");
        (await emana.GetAsync($"{Root}/{id}")).Json.Text("position").ShouldBe(first.Text("next"));
        (await emana.MustAsync($"{Root}/{id}/replay", new JsonObject { ["from"] = "beginning" })).Status.ShouldBe(201);
        (await PullAsync(id, "")).Json["results"]!.AsArray().Count.ShouldBe(2, "from the beginning again");
        (await PatchAsync(emana, id, """{"types":[]}""")).Status.ShouldBe(201);
        (await PullAsync(id, "")).Json["results"]!.AsArray().Count.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_stream_ends_with_its_subscription_and_the_next_try_is_answered_410()
    {
        var id = await emana.SubscribeAsync(new JsonObject { ["kind"] = "sse", ["types"] = new JsonArray("jp.consentgrains.customer.enrolled.v1"), ["from"] = "beginning" });
        await EnrolAsync("M-1");
        using var stream = await EventSource.OpenAsync(registry.Address, emana.Secret, $"?subscription={id}");
        await stream.NextAsync();
        (await stream.NextAsync())["event"].ShouldBe("jp.consentgrains.customer.enrolled.v1");
        await DeleteAsync(emana, id);
        var last = await stream.NextAsync();
        (last["event"], last["data"]).ShouldBe(("end", """{"code":"subscription-ended"}"""));
        (await stream.NextAsync()).ShouldBeEmpty();
        using var again = await EventSource.OpenAsync(registry.Address, emana.Secret, $"?subscription={id}");
        ((int)again.Response.StatusCode).ShouldBe(410);
    }

    [Fact]
    public async Task A_suspended_stream_ends_and_goes_on_when_it_is_resumed()
    {
        var id = await emana.SubscribeAsync(new JsonObject { ["kind"] = "sse", ["from"] = "beginning" });
        using var stream = await EventSource.OpenAsync(registry.Address, emana.Secret, $"?subscription={id}");
        await stream.NextAsync();
        var told = await stream.NextAsync();
        await emana.MustAsync($"{Root}/{id}/suspend", new JsonObject());
        var last = told;
        while (last["event"] != "end") last = await stream.NextAsync();
        last["data"].ShouldBe("""{"code":"subscription-stopped"}""");
        await emana.MustAsync($"{Root}/{id}/resume", new JsonObject());
        using var again = await EventSource.OpenAsync(registry.Address, emana.Secret, $"?subscription={id}", told["id"]);
        await again.NextAsync();
        (await emana.GetAsync($"{Root}/{id}")).Json.Text("position").ShouldBe(told["id"], "the last id was taken");
    }

    [Theory]
    [InlineData("{}", "kind")]
    [InlineData("""{"kind":"fax"}""", "kind")]
    [InlineData("""{"kind":"webhook"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"http://partner.example/"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"https://127.0.0.1/"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"https://[::ffff:10.0.0.1]/"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"https://169.254.169.254/latest"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"https://2130706433/"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"https://user:secret@partner.example/"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"file:///etc/passwd"}""", "url")]
    [InlineData("""{"kind":"pull","url":"https://partner.example/"}""", "url")]
    [InlineData("""{"kind":"pull","areas":[0]}""", "areas")]
    [InlineData("""{"kind":"pull","areas":[3,3]}""", "areas")]
    [InlineData("""{"kind":"pull","types":"all"}""", "types")]
    [InlineData("""{"kind":"pull","after":"abc"}""", "after")]
    [InlineData("""{"kind":"pull","from":"tomorrow"}""", "from")]
    [InlineData("""{"kind":"pull","color":1}""", "color")]
    public async Task What_can_not_be_used_is_named(string body, string field)
    {
        var reply = await emana.PostTextAsync(Root, body);
        (reply.Status, reply.Code, reply.Json["errors"]![0]!.Text("path")).ShouldBe((400, "fields-invalid", "/" + field), reply.Text);
    }

    [Theory]
    [InlineData("""{"kind":"pull","types":["consent.given.v1"]}""", "event-type-unknown")]
    public async Task A_rule_that_says_no_is_named(string body, string code)
    {
        var reply = await emana.PostTextAsync(Root, body);
        (reply.Status, reply.Code).ShouldBe((422, code));
    }

    [Fact]
    public async Task A_subscription_is_read_by_its_own_kind()
    {
        var id = await emana.SubscribeAsync(Subscribing.Pull());
        (await emana.GetAsync($"/v1/changes/stream?subscription={id}")).Code.ShouldBe("query-invalid");
        (await emana.PostAsync($"{Root}/{id}/rotate-secret", new JsonObject())).Code.ShouldBe("subscription-not-webhook");
    }

    Task<Reply> PullAsync(string id, string more) => emana.GetAsync($"/v1/changes?subscription={id}{more}");

    Task EnrolAsync(string number) => registry.Emana.MustAsync($"/v1/customers/emana/{number}/enrolments", new JsonObject { ["policy"] = "EMANA" });

    static async Task<List<string>> ListAsync(Client client, string query) =>
        [.. (await client.GetAsync(Root + query)).Json["results"]!.AsArray().Select(one => one!.Text("id"))];

    static Task<Reply> DeleteAsync(Client client, string id) => client.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"{Root}/{id}"));

    static Task<Reply> PatchAsync(Client client, string id, string body) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Patch, $"{Root}/{id}") { Content = new StringContent(body, Encoding.UTF8, "application/json") });
}
