using System.CommandLine;
using ConsentGrains.Policies.Scenarios;
using ConsentGrains.Server.Remote;
using ConsentGrains.Server.Trying;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent scenario run`: decisions as data, on a fresh registry each, or on a running one.</summary>
static class ScenarioCommand
{
    public static Command Create()
    {
        var command = new Command("scenario", "Run scenarios: what was recorded, what is asked, what must be answered.");
        command.Add(Run());
        return command;
    }

    static Command Run()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Scenario files, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var server = new ServerOptions();
        var command = new Command("run", "Run them on a fresh registry in memory each, or on a running server; 1 if an answer differs.") { paths };
        server.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using var running = server.Find(parsed);
            return (int)await RunAsync(Read(parsed.GetRequiredValue(paths)), running, parsed.InvocationConfiguration.Output, cancel);
        });
        return command;
    }

    static IReadOnlyList<Scenario> Read(string[] paths)
    {
        try
        {
            return ScenarioReading.Load(paths);
        }
        catch (ScenarioMalformedException malformed)
        {
            throw new StopException(ExitCode.Usage, StopCode.ScenarioMalformed, malformed.Message);
        }
    }

    static async Task<ExitCode> RunAsync(IReadOnlyList<Scenario> scenarios, RunningServer? running, TextWriter output, CancellationToken cancel)
    {
        var results = new List<ScenarioResult>();
        foreach (var scenario in scenarios)
        {
            await using IScenarioTarget target = running is not null ? new RunningTarget(running) : await FreshTarget.OpenAsync(cancel);
            results.Add(await ScenarioRunner.RunAsync(scenario, target));
            Print(output, results[^1]);
        }

        return Sum(output, results);
    }

    static void Print(TextWriter output, ScenarioResult result)
    {
        if (result.Skipped is { } why) output.WriteLine($"skipped  {result.Scenario.Name}: {why}");
        foreach (var failure in result.Failures) output.WriteLine($"differs  {result.Scenario.Name}: {failure}");
    }

    static ExitCode Sum(TextWriter output, List<ScenarioResult> results)
    {
        var failed = results.Count(result => result.Failures.Count > 0);
        var skipped = results.Count(result => result.Skipped is not null);
        output.WriteLine($"{results.Count - failed - skipped} scenarios hold ({results.Sum(result => result.Asks)} questions asked), {failed} do not, {skipped} skipped.");
        return failed == 0 ? ExitCode.Ok : ExitCode.CheckFailed;
    }
}
