using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Registry;

/// <summary>Supply points over HTTP: who sees which and how much of it, a switch from its application to its day, and lists per area.</summary>
public sealed class SupplyPointTests(TestRegistry registry) : IClassFixture<TestRegistry>, IAsyncLifetime
{
    const string Rival = "denki";
    Client rival = null!;
    Client outsider = null!;
    Client gtdo = null!;
    Client otherGtdo = null!;
    Client occto = null!;

    public async Task InitializeAsync()
    {
        foreach (var party in new[] { Rival, "outsider" })
            await registry.Admin.MustAsync("/v1/commands", new JsonObject { ["party"] = new JsonObject { ["id"] = party, ["name"] = party } });
        rival = await registry.KeyAsync(Rival, "register");
        outsider = await registry.KeyAsync("outsider", "register");
        gtdo = await registry.KeyAsync("gtdo-03", "register");
        otherGtdo = await registry.KeyAsync("gtdo-04", "register");
        occto = await registry.KeyAsync("occto", "register");
    }

    public Task DisposeAsync()
    {
        foreach (var client in new[] { rival, outsider, gtdo, otherGtdo, occto }) client.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_switch_goes_from_its_application_to_its_day()
    {
        var point = await RegisterAsync(1);
        var applied = await rival.MustAsync($"{point}/switches", Application(1), ("Idempotency-Key", "a-switch"));
        applied.Headers["ETag"].ShouldBe("\"3\"");
        (await rival.MustAsync($"{point}/switches", Application(1), ("Idempotency-Key", "a-switch"))).Json["repeated"]!.GetValue<bool>().ShouldBeTrue();
        (await rival.PostAsync($"{point}/switches/judge", new JsonObject { ["result"] = "ok" })).Code.ShouldBe("issuer-not-entitled");
        await registry.Els.MustAsync($"{point}/switches/judge", new JsonObject { ["result"] = "ok" }, ("If-Match", "\"3\""));
        await occto.MustAsync($"{point}/switches/match", new JsonObject());
        (await rival.PostAsync($"{point}/switches/cancel", new JsonObject())).Code.ShouldBe("switch-locked");
        await gtdo.MustAsync($"{point}/switches/complete", new JsonObject { ["on"] = Today });
        var seen = await rival.GetAsync(point);
        seen.Json["switch"]!["stage"]!.GetValue<string>().ShouldBe("completed");
        seen.Json["holders"]![0]!["customer"]!.GetValue<string>().ShouldBe("denki/D-1");
        (await registry.Els.GetAsync(point)).Status.ShouldBe(404, "its need has ended");
    }

    [Fact]
    public async Task To_an_outsider_a_point_it_has_no_part_in_looks_as_one_that_does_not_exist()
    {
        var point = await RegisterAsync(2);
        var missing = Path(99_999);
        foreach (var path in new[] { point, $"{point}?at=2026-01-01T00:00:00Z" })
        {
            var (there, not) = (await outsider.GetAsync(path), await outsider.GetAsync(missing));
            (there.Status, Told(there)).ShouldBe((404, Told(not)));
        }

        foreach (var (below, body) in new[] { ("/switches/judge", new JsonObject { ["result"] = "ok" }), ("/holders/move-out", new JsonObject { ["on"] = Today }), ("/switches/cancel", []) })
        {
            var (there, not) = (await outsider.PostAsync(point + below, body.DeepClone()), await outsider.PostAsync(missing + below, body.DeepClone()));
            there.Code.ShouldBe("supply-point-unknown");
            (there.Status, Told(there).Replace("0002", "…", StringComparison.Ordinal)).ShouldBe((not.Status, Told(not).Replace("9999", "…", StringComparison.Ordinal)));
            (await outsider.PostAsync(point + below, body.DeepClone(), ("If-Match", "\"77\""))).Code.ShouldBe("supply-point-unknown");
        }

        (await otherGtdo.GetAsync(point)).Status.ShouldBe(404);
        (await otherGtdo.PostAsync($"{point}/switches/match", new JsonObject())).Code.ShouldBe("supply-point-unknown");
        (await Numbers(outsider)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_transmission_operator_sees_its_own_area_and_not_who_the_customers_are()
    {
        var point = await RegisterAsync(3);
        var seen = await gtdo.GetAsync(point);
        (seen.Json["held"]!.GetValue<bool>(), seen.Json["suppliers"]![0]!["retailer"]!.GetValue<string>()).ShouldBe((true, "els"));
        seen.Text.ShouldNotContain("els/C-3");
        (await registry.Els.GetAsync(point)).Text.ShouldContain("els/C-3");
        (await Numbers(gtdo)).ShouldContain(Number(3));
        (await Numbers(gtdo)).ShouldAllBe(n => n.StartsWith("03", StringComparison.Ordinal));
        (await Numbers(otherGtdo)).ShouldBeEmpty();
        (await gtdo.GetAsync("/v1/supply-points?area=4")).Code.ShouldBe("not-yours");
    }

    [Fact]
    public async Task An_incoming_retailer_sees_the_point_while_its_application_is_open_and_afterwards_only_what_came_of_it()
    {
        var point = await RegisterAsync(4);
        (await rival.GetAsync(point)).Status.ShouldBe(404);
        (await Numbers(rival)).ShouldNotContain(Number(4));
        await rival.MustAsync($"{point}/switches", Application(4));
        (await rival.GetAsync(point)).Json["revision"]!.GetValue<int>().ShouldBe(3);
        foreach (var client in new[] { rival, occto }) (await Numbers(client)).ShouldContain(Number(4));
        await registry.Els.MustAsync($"{point}/switches/judge", new JsonObject { ["result"] = "ng", ["reasons"] = new JsonArray("name-mismatch", "address-mismatch") });
        var after = (await rival.GetAsync(point)).Json.AsObject();
        after["switch"]!["reasons"]!.AsArray().Select(r => r!.GetValue<string>()).ShouldBe(["name-mismatch", "address-mismatch"]);
        after.ContainsKey("revision").ShouldBeFalse();
        foreach (var client in new[] { rival, occto }) (await Numbers(client)).ShouldNotContain(Number(4));
        (await occto.GetAsync(point)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_new_retailer_sees_nothing_of_the_former_holder_at_any_moment()
    {
        var point = await RegisterAsync(5);
        registry.Time.Advance(TimeSpan.FromHours(1));
        var before = registry.Time.GetUtcNow();
        registry.Time.Advance(TimeSpan.FromHours(1));
        await rival.MustAsync($"{point}/switches", Application(5));
        await registry.Els.MustAsync($"{point}/switches/judge", new JsonObject { ["result"] = "ok" });
        await gtdo.MustAsync($"{point}/switches/match", new JsonObject());
        await gtdo.MustAsync($"{point}/switches/complete", new JsonObject { ["on"] = Today });
        (await rival.GetAsync(point)).Text.ShouldNotContain("els/C-5");
        (await rival.GetAsync($"{point}?at={before:yyyy-MM-ddTHH:mm:ssZ}")).Status.ShouldBe(404);
        (await gtdo.GetAsync($"{point}?at={before:yyyy-MM-ddTHH:mm:ssZ}")).Json["suppliers"]![0]!["retailer"]!.GetValue<string>().ShouldBe("els");
    }

    [Fact]
    public async Task A_look_up_password_is_seen_by_the_retailer_it_is_for_only_where_it_has_part_in_the_point()
    {
        var point = await RegisterAsync(6);
        var body = new JsonObject { ["customer"] = "els/C-6", ["retailer"] = Rival, ["days"] = 7 };
        await registry.Els.MustAsync($"{point}/lookup-passwords", body);
        (await registry.Els.GetAsync(point)).Json["lookUpPasswords"]!.AsArray().Count.ShouldBe(1);
        (await rival.GetAsync(point)).Status.ShouldBe(404);
        (await rival.PostAsync($"{point}/lookup-passwords", new JsonObject { ["customer"] = "els/C-6", ["retailer"] = Rival, ["days"] = 7 })).Code.ShouldBe("supply-point-unknown");
    }

    [Fact]
    public async Task Numbers_are_read_in_any_writing_and_masked_in_every_problem()
    {
        var point = await RegisterAsync(7);
        (await registry.Els.GetAsync("/v1/supply-points/03-0000-0000-0000-0000-0007")).Status.ShouldBe(200);
        var refused = await registry.Els.PostAsync($"{point}/switches/match", new JsonObject());
        (refused.Status, refused.Text).ShouldSatisfyAllConditions(r => r.Status.ShouldBe(422), r => r.Text.ShouldNotContain(Number(7)));
        (await registry.Els.GetAsync("/v1/supply-points/12345678901234567")).Json["errors"]![0]!["code"]!.GetValue<string>().ShouldBe("gas-number");
        (await registry.Els.GetAsync("/v1/supply-points/1100")).Json["errors"]![0]!["code"]!.GetValue<string>().ShouldBe("supply-point-malformed");
    }

    [Fact]
    public async Task A_list_is_searched_by_number_supplier_stage_and_holder()
    {
        for (var i = 10; i < 13; i++) await RegisterAsync(i);
        await rival.MustAsync($"{Path(10)}/switches", Application(10));
        await registry.Els.MustAsync($"{Path(11)}/holders/move-out", new JsonObject { ["on"] = Today });
        (await Numbers(gtdo, "&open=true&begins=03-0000-0000-0000-0000-001")).ShouldBe([Number(10)]);
        (await Numbers(gtdo, "&switch=applied&begins=030000000000000000001")).ShouldBe([Number(10)]);
        (await Numbers(gtdo, "&held=false&begins=030000000000000000001")).ShouldBe([Number(11)]);
        (await Numbers(gtdo, "&retailer=els&begins=030000000000000000001")).ShouldBe([Number(10), Number(12)]);
        var page = await gtdo.GetAsync("/v1/supply-points?limit=1&begins=030000000000000000001");
        var next = await gtdo.GetAsync($"/v1/supply-points?limit=1&begins=030000000000000000001&after={Uri.EscapeDataString(page.Json["next"]!.GetValue<string>())}");
        next.Json["results"]![0]!["number"]!.GetValue<string>().ShouldBe(Number(11));
        (await gtdo.GetAsync("/v1/supply-points?open=maybe")).Code.ShouldBe("query-invalid");
    }

    static string Number(int n) => $"03{n:00000000000000000000}";

    static string Path(int n) => $"/v1/supply-points/{Number(n)}";

    /// <summary>What a problem says, without what names the request.</summary>
    static string Told(Reply reply)
    {
        var json = reply.Json.AsObject();
        json.Remove("trace");
        json.Remove("instance");
        return json.ToJsonString();
    }

    string Today => Core.Instant.From(registry.Time.GetUtcNow()).Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    static JsonObject Application(int n) => new() { ["by"] = Rival, ["customer"] = $"denki/D-{n}", ["losingCustomer"] = $"els/C-{n}" };

    static async Task<List<string>> Numbers(Client client, string filter = "")
    {
        var reply = await client.GetAsync($"/v1/supply-points?current=true&limit=1000{filter}");
        reply.Status.ShouldBe(200, reply.Text);
        return [.. reply.Json["results"]!.AsArray().Select(r => r!["number"]!.GetValue<string>())];
    }

    async Task<string> RegisterAsync(int n)
    {
        await registry.Els.MustAsync(Path(n), new JsonObject { ["customer"] = $"els/C-{n}", ["since"] = "2025-01-01", ["voltage"] = "low" });
        return Path(n);
    }
}
