using System.Text;
using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Policies.Scenarios;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Bulk;

/// <summary>What `consent export` writes, imported weeks later into an empty registry, comes to the same state and the same answers.</summary>
public sealed class CarriedOverTests
{
    const long Day = 86_400_000_000;
    const int Later = 45;
    static readonly SupplyPointNumber Explicit = new("0700000000000000000001");
    static readonly SupplyPointNumber Automatic = new("0700000000000000000002");
    static readonly SupplyPointNumber Switched = new("0700000000000000000003");

    /// <summary>The parts of a life: what is told, and days that pass.</summary>
    static readonly object[] Life =
    [
        """{"party":{"id":"denki","name":"denki"}}""",
        """{"role":{"party":"els","role":"retailer","from":"2020-01-01"}}""",
        """{"role":{"party":"denki","role":"retailer","from":"2020-01-01"}}""",
        """{"enrol":{"customer":"els/A","policy":"ELS-EL"}}""",
        """{"enrol":{"customer":"els/B","policy":"ELS-EL","minorUntil":"2026-04-20"}}""",
        """{"enrol":{"customer":"els/C","policy":"ELS-EL"}}""",
        """{"consent":{"customer":"els/B","purpose":"ELS-EL-2-PU3","recipient":"denki","evidence":"by the minor himself"}}""",
        """{"consent":{"customer":"els/C","purpose":"ELS-EL-2-PU3","recipient":"denki","evidence":"before the end"}}""",
        """{"supply-point":{"number":"0700000000000000000001"}}""",
        """{"supply-point":{"number":"0700000000000000000002"}}""",
        """{"supply-point":{"number":"0700000000000000000003","customer":"els/C","since":"2025-01-01","voltage":"low"}}""",
        """{"contract":{"customer":"els/C","id":"KC","policy":"ELS-EL","state":"active","supplyPoint":"0700000000000000000003"}}""",
        3,
        """{"move-in":{"point":"0700000000000000000001","customer":"els/A","on":"2026-03-15"}}""",
        """{"contract":{"customer":"els/B","id":"KB","policy":"ELS-EL","state":"active","supplyPoint":"0700000000000000000002"}}""",
        """{"switch-apply":{"point":"0700000000000000000003","by":"denki","customer":"denki/C","losingCustomer":"els/C","on":"2026-04-20"}}""",
        1,
        """{"switch-judge":{"point":"0700000000000000000003","result":"ok"}}""",
        """{"switch-match":{"point":"0700000000000000000003"}}""",
        """{"switch-complete":{"point":"0700000000000000000003","on":"2026-04-20"}}""",
        10,
        """{"move-out":{"point":"0700000000000000000001","on":"2026-05-01"}}""",
        """{"move-out":{"point":"0700000000000000000001","on":"2026-04-25"}}""",
        """{"lookup-password":{"point":"0700000000000000000002","customer":"els/B","retailer":"denki","days":31}}""",
    ];

    public static TheoryData<string> Files
    {
        get
        {
            var files = new TheoryData<string>();
            foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "tests", "scenarios"), "*.yaml")) files.Add(Path.GetFileName(file));
            return files;
        }
    }

    [Theory, MemberData(nameof(Files))]
    public async Task Every_scenario_carried_over_holds_and_answers_the_same(string file)
    {
        foreach (var scenario in ScenarioReading.Load([Path.Combine(Repository.Root, "tests", "scenarios", file)]))
        {
            await using var first = await Tried.OpenAsync(Scenario.Start);
            (await ScenarioRunner.RunAsync(scenario, first)).Failures.ShouldBeEmpty();
            first.MoveClock(new(first.Now.Micros + (Later * Day)));
            await using var second = await first.CarriedOverAsync();
            (await second.SumAsync()).ShouldBe(await first.SumAsync(), $"{file}: {scenario.Name}");
        }
    }

    [Fact]
    public async Task Holders_hold_since_the_same_day_however_they_came_and_went()
    {
        await using var first = await LivedAsync();
        first.MoveClock(new(first.Now.Micros + (Later * Day)));
        await using var second = await first.CarriedOverAsync();
        foreach (var point in new[] { Explicit, Automatic, Switched })
            Intervals(await second.PointAsync(point)).ShouldBe(Intervals(await first.PointAsync(point)));
        Intervals(await second.PointAsync(Explicit)).ShouldBe("els/A 2026-03-15 to 2026-04-25; els");
        Intervals(await second.PointAsync(Automatic)).ShouldBe("els/B 2026-04-04 to ; els");
        (await second.SumAsync()).ShouldBe(await first.SumAsync());
    }

    [Fact]
    public async Task A_switch_carried_over_before_its_day_changes_the_answers_on_that_day()
    {
        await using var first = await LivedAsync();
        await using var second = await first.CarriedOverAsync();
        var answers = new List<string>();
        foreach (var day in new[] { new DateOnly(2026, 4, 19), new DateOnly(2026, 4, 20), new DateOnly(2026, 5, 2) })
        {
            first.MoveClock(new(Instant.StartOf(day).Micros + Day / 2));
            second.MoveClock(first.Now);
            answers.Add(await first.SumAsync());
            (await second.SumAsync()).ShouldBe(answers[^1], $"{day}");
        }

        answers[1].ShouldNotBe(answers[0]);
    }

    [Fact]
    public async Task A_second_export_says_what_the_first_said()
    {
        await using var first = await LivedAsync();
        first.MoveClock(new(first.Now.Micros + (Later * Day)));
        await using var second = await first.CarriedOverAsync();
        Lines(await second.ExportAsync()).ShouldBe(Lines(await first.ExportAsync()));
    }

    static async Task<Tried> LivedAsync()
    {
        var registry = await Tried.OpenAsync(Scenario.Start);
        foreach (var part in Life)
            if (part is int days) registry.MoveClock(new(registry.Now.Micros + (days * Day)));
            else await registry.TellAsync((string)part);
        foreach (var question in Questions) await registry.AskAsync(System.Text.Json.JsonElement.Parse(question));
        return registry;
    }

    static readonly string[] Questions =
    [
        """{"act":"provide","party":"els","recipient":"denki","customer":"els/B","purpose":"ELS-EL-2-PU3","items":["ELS-EL-3/name"]}""",
        """{"act":"provide","party":"els","recipient":"denki","customer":"els/C","purpose":"ELS-EL-2-PU3","items":["ELS-EL-3/name"]}""",
        """{"act":"joint-use","party":"denki","customer":"els/C","purpose":"ELS-EL-5-JU1-U1","items":["ELS-EL-3/name"],"supplyPoint":"0700000000000000000003"}""",
        """{"act":"joint-use","party":"els","customer":"els/C","purpose":"ELS-EL-5-JU1-U1","items":["ELS-EL-3/name"],"supplyPoint":"0700000000000000000003"}""",
        """{"act":"joint-use","party":"els","customer":"els/A","purpose":"ELS-EL-5-JU1-U1","items":["ELS-EL-3/name"],"supplyPoint":"0700000000000000000001"}""",
    ];

    static string Intervals(SupplyPointState state) =>
        string.Join(", ", state.Holdings.Select(h => $"{h.Customer} {h.From.Day:yyyy-MM-dd} to {h.Until?.Day.ToString("yyyy-MM-dd", null)}")) + "; " + string.Join(", ", state.Supplies.Select(s => s.Retailer));

    /// <summary>In the order of their text: lines that have nothing in common go in side by side.</summary>
    static string[] Lines(byte[] export) => [.. Encoding.UTF8.GetString(export).Split('\n').Order(StringComparer.Ordinal)];
}
