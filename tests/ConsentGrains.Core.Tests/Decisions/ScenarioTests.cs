using ConsentGrains.Core.Decisions;
using ConsentGrains.Policies.Scenarios;
using Xunit;

namespace ConsentGrains.Core.Tests.Decisions;

public sealed class ScenarioTests
{
    /// <summary>The project's own copy, and the shared folder where there is one.</summary>
    public static TheoryData<string> Folders()
    {
        var root = House.Repository.Root;
        var data = new TheoryData<string>();
        foreach (var folder in new[] { Path.Combine(root, "tests", "scenarios"), Path.Combine(root, "..", "shared", "scenarios") })
            if (System.IO.Directory.Exists(folder)) data.Add(folder);
        return data;
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_scenario_is_answered_as_it_says(string folder)
    {
        var failures = new List<string>();
        var asks = 0;
        foreach (var scenario in ScenarioReading.Load([folder]))
        {
            await using var registry = new PlainRegistry();
            var result = await ScenarioRunner.RunAsync(scenario, registry);
            asks += result.Asks;
            failures.AddRange(result.Failures.Select(f => $"{scenario.Name}: {f}"));
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.True(asks > 0);
    }

    /// <summary>The table of reasons: each is the primary one of some question of the project's own scenarios.</summary>
    [Fact]
    public void Every_reason_has_a_question_that_it_denies_first()
    {
        var shown = ScenarioReading.Load([Path.Combine(House.Repository.Root, "tests", "scenarios")])
            .SelectMany(s => s.Steps.OfType<ScenarioStep.Ask>()).Select(a => a.Expect.Reason).ToHashSet();
        var missing = Enum.GetValues<ReasonCode>().Select(Wire.Name).Where(r => !shown.Contains(r)).ToList();
        Assert.True(missing.Count == 0, $"no scenario shows: {string.Join(", ", missing)}");
    }
}
