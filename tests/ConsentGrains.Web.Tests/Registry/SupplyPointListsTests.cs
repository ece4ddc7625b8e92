using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Registry;

/// <summary>What stands below one supply point: its holders, and every application to switch there ever was, each to those it concerns.</summary>
public sealed class SupplyPointListsTests(TestRegistry registry) : IClassFixture<TestRegistry>, IAsyncLifetime
{
    const string Rival = "denki";
    const string Third = "hikari";
    readonly Dictionary<string, Client> clients = new(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        foreach (var party in new[] { Rival, Third, "outsider" })
            await registry.Admin.MustAsync("/v1/commands", new JsonObject { ["party"] = new JsonObject { ["id"] = party, ["name"] = party } });
        foreach (var party in new[] { Rival, Third, "outsider", "gtdo-03", "gtdo-04", "occto" }) clients[party] = await registry.KeyAsync(party, "register");
        clients["els"] = registry.Els;
    }

    public Task DisposeAsync()
    {
        foreach (var (party, client) in clients)
            if (party != "els") client.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Every_application_is_kept_with_its_stage_and_day_and_shown_to_those_it_concerns()
    {
        var point = await RegisterAsync(1);
        await ApplyAsync(point, Rival, "denki/D-1", "els/C-1");
        await clients[Rival].MustAsync($"{point}/switches/cancel", new JsonObject());
        await ApplyAsync(point, Rival, "denki/D-1", "els/C-1");
        foreach (var (party, stages) in new[] { ("gtdo-03", "cancelled applied"), (Rival, "cancelled applied"), ("els", "applied"), ("occto", "applied") })
            (await StagesAsync(party, point)).ShouldBe(stages, party);
        foreach (var party in new[] { "gtdo-04", Third, "outsider" }) (await clients[party].GetAsync($"{point}/switches")).Status.ShouldBe(404, party);
        await CompleteAsync(point, "els");
        var all = (await clients["gtdo-03"].GetAsync($"{point}/switches")).Json["results"]!.AsArray();
        all.Select(s => s!["by"]!.GetValue<string>()).ShouldBe([Rival, Rival]);
        all[1]!["effective"]!.GetValue<string>().ShouldStartWith(Today);
        (await StagesAsync(Rival, point)).ShouldBe("cancelled completed");
        (await clients["els"].GetAsync($"{point}/switches")).Status.ShouldBe(404, "its need has ended");
    }

    [Fact]
    public async Task Customers_stand_in_the_newest_application_alone_and_only_for_their_own_operator()
    {
        var point = await RegisterAsync(2);
        await ApplyAsync(point, Rival, "denki/D-2", "els/C-2");
        (await clients["els"].GetAsync($"{point}/switches")).Text.ShouldContain("els/C-2");
        await CompleteAsync(point, "els");
        (await clients[Rival].GetAsync($"{point}/switches")).Text.ShouldContain("denki/D-2");
        registry.Time.Advance(TimeSpan.FromDays(1));
        await ApplyAsync(point, Third, "hikari/H-2", "denki/D-2");
        var seen = await clients[Third].GetAsync($"{point}/switches");
        seen.Json["results"]!.AsArray().Select(s => s!["by"]!.GetValue<string>()).ShouldBe([Third], "of the one before it learns nothing");
        (await clients[Rival].GetAsync($"{point}/switches")).Json["results"]![0]!.AsObject().ContainsKey("customer").ShouldBeFalse();
        (await clients["gtdo-03"].GetAsync($"{point}/switches")).Text.ShouldNotContain("D-2");
    }

    [Fact]
    public async Task Holders_are_those_of_now_and_of_days_to_come_to_their_own_operator()
    {
        var point = await RegisterAsync(3);
        var own = await clients["els"].GetAsync($"{point}/holders");
        own.Json["results"]![0]!["customer"]!.GetValue<string>().ShouldBe("els/C-3");
        own.Headers["ETag"].ShouldBe("\"1\"");
        var area = await clients["gtdo-03"].GetAsync($"{point}/holders");
        (area.Json["held"]!.GetValue<bool>(), area.Json["results"]!.AsArray().Count, area.Text.Contains("C-3", StringComparison.Ordinal)).ShouldBe((true, 1, false));
        foreach (var party in new[] { "gtdo-04", Rival, "outsider" }) (await clients[party].GetAsync($"{point}/holders")).Status.ShouldBe(404, party);
        await ApplyAsync(point, Rival, "denki/D-3", "els/C-3");
        await CompleteAsync(point, "els");
        (await clients[Rival].GetAsync($"{point}/holders")).Json["results"]!.AsArray().Select(h => h!["customer"]!.GetValue<string>()).ShouldBe(["denki/D-3"]);
        (await clients["els"].GetAsync($"{point}/holders")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_list_has_pages_and_knows_no_other_parameter()
    {
        var point = await RegisterAsync(4);
        for (var i = 0; i < 3; i++)
        {
            await ApplyAsync(point, Rival, "denki/D-4", "els/C-4");
            await clients[Rival].MustAsync($"{point}/switches/cancel", new JsonObject());
        }

        var first = await clients["gtdo-03"].GetAsync($"{point}/switches?limit=2");
        var second = await clients["gtdo-03"].GetAsync($"{point}/switches?limit=2&after={Uri.EscapeDataString(first.Json["next"]!.GetValue<string>())}");
        (first.Json["results"]!.AsArray().Count, second.Json["results"]!.AsArray().Count, second.Json["next"]).ShouldBe((2, 1, null));
        (await clients["gtdo-03"].GetAsync($"{point}/switches?stage=applied")).Code.ShouldBe("query-invalid");
        (await clients["gtdo-03"].GetAsync($"{point}/holders?until=now")).Code.ShouldBe("query-invalid");
    }

    string Today => Core.Instant.From(registry.Time.GetUtcNow()).Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    async Task<string> StagesAsync(string party, string point) => string.Join(' ', (await clients[party].GetAsync($"{point}/switches")).Json["results"]!.AsArray().Select(s => s!["stage"]!.GetValue<string>()));

    Task<Reply> ApplyAsync(string point, string by, string customer, string losing) =>
        clients[by].MustAsync($"{point}/switches", new JsonObject { ["by"] = by, ["customer"] = customer, ["losingCustomer"] = losing });

    async Task CompleteAsync(string point, string losing)
    {
        await clients[losing].MustAsync($"{point}/switches/judge", new JsonObject { ["result"] = "ok" });
        await clients["occto"].MustAsync($"{point}/switches/match", new JsonObject());
        await clients["gtdo-03"].MustAsync($"{point}/switches/complete", new JsonObject { ["on"] = Today });
    }

    async Task<string> RegisterAsync(int n)
    {
        var path = $"/v1/supply-points/03{9000 + n:00000000000000000000}";
        await registry.Els.MustAsync(path, new JsonObject { ["customer"] = $"els/C-{n}", ["since"] = "2025-01-01", ["voltage"] = "low" });
        return path;
    }
}
