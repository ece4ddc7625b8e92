using System.Text.Json;
using System.Text.Json.Nodes;
using ConsentGrains.Core;

namespace ConsentGrains.Policies.Scenarios;

/// <summary>What a scenario is run against: a fresh registry in memory, or a running one over HTTP.</summary>
public interface IScenarioTarget : IAsyncDisposable
{
    /// <summary>False where the clock is the real one; scenarios that move it can not be run there.</summary>
    bool MovesClock { get; }

    void MoveClock(Instant to);

    /// <summary>Carries out a command of the scenario format (`enrol`, `consent` …).</summary>
    Task<ScenarioTold> TellAsync(string command, JsonElement fields);

    /// <summary>Asks with the fields of `ask`.</summary>
    Task<ScenarioAnswer> AskAsync(JsonElement fields);
}

/// <param name="Refused">The code of the refusal or problem; null = accepted.</param>
/// <param name="Message">What the refusal says.</param>
/// <param name="Recorded">When it was recorded.</param>
public sealed record ScenarioTold(string? Refused, string? Message, Instant? Recorded);

/// <summary>An answer in the words of the wire.</summary>
/// <param name="Full">The whole answer, for the reader of a difference.</param>
public sealed record ScenarioAnswer(
    bool Permit, string? Basis, IReadOnlyList<string> Reasons, IReadOnlyList<string> Clauses, IReadOnlyList<string> Obligations,
    IReadOnlyDictionary<string, string> Responsible, string Full);

/// <param name="Failures">One text per line that did not hold.</param>
/// <param name="Skipped">Why the scenario was not run; null = it was.</param>
public sealed record ScenarioResult(Scenario Scenario, int Asks, IReadOnlyList<string> Failures, string? Skipped);

/// <summary>Runs scenarios line by line; every `given` must be accepted (or refused as it says), every `ask` answered as expected.</summary>
public static class ScenarioRunner
{
    public static async Task<ScenarioResult> RunAsync(Scenario scenario, IScenarioTarget target)
    {
        if (!target.MovesClock && scenario.Steps.Any(s => s is ScenarioStep.MoveClock))
            return new ScenarioResult(scenario, 0, [], "it moves the clock, which a running registry does not allow");
        var failures = new List<string>();
        var stops = new Stops();
        var asks = 0;
        foreach (var step in scenario.Steps)
            switch (step)
            {
                case ScenarioStep.MoveClock move:
                    stops.At(move.To);
                    target.MoveClock(move.To);
                    break;
                case ScenarioStep.Tell tell:
                    await Tell(tell, target, stops, failures).ConfigureAwait(false);
                    break;
                case ScenarioStep.Ask ask:
                    asks++;
                    Compare(scenario, ask, await target.AskAsync(stops.Shift(ask.Fields)).ConfigureAwait(false), failures);
                    break;
            }

        return new ScenarioResult(scenario, asks, failures, null);
    }

    static async Task Tell(ScenarioStep.Tell tell, IScenarioTarget target, Stops stops, List<string> failures)
    {
        var told = await target.TellAsync(tell.Command, tell.Fields).ConfigureAwait(false);
        if (told.Recorded is { } recorded) stops.Recorded(recorded);
        if (string.Equals(told.Refused, tell.Refused, StringComparison.Ordinal)) return;
        failures.Add($"line {tell.Line}: {tell.Command} {tell.Fields}: expected {tell.Refused ?? "accepted"}, got {told.Refused ?? "accepted"} {told.Message}");
    }

    static void Compare(Scenario scenario, ScenarioStep.Ask ask, ScenarioAnswer answer, List<string> failures)
    {
        var wrong = new List<string>();
        var expect = ask.Expect;
        if (expect.Permit != answer.Permit) wrong.Add($"decision {Word(expect.Permit)}, got {Word(answer.Permit)}");
        if (expect.Basis is { } basis && basis != answer.Basis) wrong.Add($"basis {basis}, got {answer.Basis ?? "none"}");
        if (expect.Reason is { } reason && reason != answer.Reasons.FirstOrDefault()) wrong.Add($"reason {reason}, got {answer.Reasons.FirstOrDefault() ?? "none"}");
        Among("reason", expect.Reasons, answer.Reasons, wrong);
        Among("clause", expect.Clauses, answer.Clauses, wrong);
        Among("obligation", expect.Obligations, answer.Obligations, wrong);
        foreach (var (item, party) in expect.Responsible)
            if (answer.Responsible.GetValueOrDefault(item) != party) wrong.Add($"responsible for {item} {party}, got {answer.Responsible.GetValueOrDefault(item) ?? "none"}");
        if (wrong.Count > 0)
            failures.Add($"{scenario.File}:{ask.Line}: ask {ask.Fields}\n      expected {string.Join("; expected ", wrong)}\n      answer   {answer.Full}");
    }

    static void Among(string what, IReadOnlyList<string> expected, IReadOnlyList<string> got, List<string> wrong)
    {
        foreach (var one in expected)
            if (!got.Contains(one)) wrong.Add($"{what} {one}, got [{string.Join(", ", got)}]");
    }

    static string Word(bool permit) => permit ? "permit" : "deny";

    /// <summary>A scenario's clock stands still while commands are recorded, one microsecond apart. Asking `at` the very instant of a command
    /// includes it, so such a question is asked as of the last command recorded at that stop.</summary>
    sealed class Stops
    {
        readonly Dictionary<Instant, Instant> last = [];
        Instant current = Scenario.Start;

        public void At(Instant stop) => current = stop;

        public void Recorded(Instant time) => last[current] = time;

        public JsonElement Shift(JsonElement fields)
        {
            if (!fields.TryGetProperty("at", out var at) || !DateTimeOffset.TryParse(at.GetString(), null, System.Globalization.DateTimeStyles.None, out var time)
                || !last.TryGetValue(Instant.From(time), out var recorded)) return fields;
            var shifted = JsonObject.Create(fields)!;
            shifted["at"] = recorded.ToString();
            return JsonSerializer.SerializeToElement(shifted);
        }
    }
}
