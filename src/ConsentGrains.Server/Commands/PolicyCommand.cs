using System.CommandLine;
using ConsentGrains.Policies;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent policy`: reads policies; needs no data. Drafts are at a running server.</summary>
static class PolicyCommand
{
    public static Command Create()
    {
        var command = new Command("policy", "Look at the published policies, check a policy file, and work on drafts at a running server.");
        command.Add(CoverageOfRules());
        command.Add(Show());
        command.Add(Check());
        command.Add(DraftCommand.Create());
        return command;
    }

    static Command CoverageOfRules()
    {
        var command = new Command("coverage", "List every rule of the five policies with the place that carries it; 1 if one is carried by nothing.");
        command.SetAction(parsed =>
        {
            var coverage = Coverage.OfBuiltIn();
            return Print(parsed, coverage.Lines(), coverage.Faults.Count == 0);
        });
        return command;
    }

    static Command Show()
    {
        var policy = new Argument<string>("POLICY") { Description = "ELS-TEL, ELS-EL, EMANA, ENS or NTTW." };
        var command = new Command("show", "Print a built-in policy: purposes, items, schemes, exceptions, interpretations.") { policy };
        command.SetAction(parsed => Print(parsed, PolicyListing.Lines(Find(parsed.GetRequiredValue(policy))), inOrder: true));
        return command;
    }

    static Command Check()
    {
        var file = new Argument<string>("FILE") { Description = "A policy file (YAML)." };
        var command = new Command("check", "Check a policy file; each problem with file, line and column; 1 if it is refused.") { file };
        command.SetAction(parsed =>
        {
            var check = PolicyCheck.Of(parsed.GetRequiredValue(file));
            return Print(parsed, check.Lines, check.Accepted);
        });
        return command;
    }

    static PolicyFile Find(string name) =>
        PolicyFiles.BuiltIn().FirstOrDefault(file => string.Equals(file.Policy.Id, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new StopException(ExitCode.Usage, StopCode.UsageWrong,
            $"'{name}' is no built-in policy; there are {string.Join(", ", PolicyFiles.BuiltIn().Select(file => file.Policy.Id))}.");

    static int Print(ParseResult parsed, IEnumerable<string> lines, bool inOrder)
    {
        foreach (var line in lines) parsed.InvocationConfiguration.Output.WriteLine(line);
        return (int)(inOrder ? ExitCode.Ok : ExitCode.CheckFailed);
    }
}
