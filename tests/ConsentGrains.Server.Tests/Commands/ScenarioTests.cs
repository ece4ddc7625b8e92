using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Commands;

public sealed class ScenarioTests
{
    const string Holds = """
        scenario: a-bill
        given:
          - enrol:    {customer: els/S1, policy: ELS-EL}
          - contract: {customer: els/S1, id: K1, policy: ELS-EL, state: active}
          - consent:  {customer: els/S1, purpose: NO-SUCH, evidence: form, refused: purpose-unknown}
        ask:
          - {act: use, party: els, customer: els/S1, purpose: ELS-EL-2-PU3, items: [ELS-EL-3/payment],
             expect: {decision: permit, basis: stated-purpose, clauses: [ELS-EL-2-PU3], obligations: [log-use], responsible: {ELS-EL-3/payment: els}}}
          - {act: use, party: els, customer: els/S1, purpose: ELS-EL-2-PU7, items: [ELS-EL-3/usage],
             expect: {decision: deny, reason: statistical-only, clauses: [ELS-EL-2-NOTE2]}}
        """;

    const string MovesTheClock = "\n---\nscenario: later\ngiven:\n  - at: \"2026-05-01T00:00:00+09:00\"\n";

    [Fact]
    public async Task Scenarios_that_hold_end_with_0()
    {
        using var folder = new Folder();
        folder.Write("one.yaml", Holds + MovesTheClock);
        var ended = await Ended.OfAsync("scenario", "run", folder.Root);
        (ended.Exit, ended.Output).ShouldBe((0, $"2 scenarios hold (2 questions asked), 0 do not, 0 skipped.{Environment.NewLine}"));
    }

    [Fact]
    public async Task A_scenario_that_differs_is_shown_with_what_was_expected_and_ends_with_1()
    {
        using var folder = new Folder();
        var file = folder.Write("one.yaml", Holds.Replace("decision: permit", "decision: deny", StringComparison.Ordinal));
        var ended = await Ended.OfAsync("scenario", "run", file);
        ended.Exit.ShouldBe(1);
        ended.Output.ShouldContain($"differs  a-bill: {file}:7: ask");
        ended.Output.ShouldContain("expected decision deny, got permit");
    }

    [Fact]
    public async Task A_running_server_is_asked_the_same_and_what_needs_another_clock_is_skipped()
    {
        using var folder = new Folder();
        var file = folder.Write("one.yaml", Holds + MovesTheClock);
        await using var server = await ServerProcess.StartAsync(folder, "--memory");
        var key = folder.Write("admin.key", Printed.AdminKey(server.Output));
        var ended = await Ended.OfAsync("scenario", "run", file, "--url", server.Url, "--key", $"@{key}");
        ended.Exit.ShouldBe(0, ended.Output);
        ended.Output.ShouldContain("skipped  later: it moves the clock");
        ended.Output.ShouldContain("1 scenarios hold (2 questions asked), 0 do not, 1 skipped.");
    }
}
