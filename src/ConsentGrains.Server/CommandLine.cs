using System.CommandLine;
using System.CommandLine.Help;
using ConsentGrains.Core;
using ConsentGrains.Server.Commands;

namespace ConsentGrains.Server;

/// <summary>`consent`: every command, and how each ends.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        // `--key @FILE` is ours, not a file of further arguments.
        var parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0) return Misused(parsed, error);
        // The host listens for SIGTERM itself and ends in its own time.
        var invocation = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (Exception end)
        {
            return Ended(end, error);
        }
    }

    internal static Command Root()
    {
        var root = new Command("consent", Texts.About);
        ServeCommand.MakeDefault(root);
        root.Add(ServeCommand.Create());
        root.Add(ScenarioCommand.Create());
        root.Add(PolicyCommand.Create());
        root.Add(KeysCommand.Create());
        root.Add(ImportCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(TownCommand.Create());
        root.Add(JournalCommand.Create());
        root.Add(RebuildCommand.Create());
        root.Add(DecisionCommand.Create());
        root.Add(WatchCommand.Create());
        root.Add(SubscriptionsCommand.Create());
        root.Add(PointsCommand.Create());
        root.Add(SwitchCommand.Create());
        root.Add(RequestsCommand.Create());
        root.Add(RetentionCommand.Create());
        root.Add(IncidentsCommand.Create());
        root.Add(AuditCommand.Create());
        root.Add(SettingsCommand.Create());
        root.Add(VersionCommand.Create());
        var help = new HelpOption();
        if (help.Action is HelpAction action) action.MaxWidth = Limits.HelpWidth;
        root.Add(help);
        return root;
    }

    static int Misused(ParseResult parsed, TextWriter error)
    {
        foreach (var mistake in parsed.Errors) error.WriteLine($"consent: {Wire.Name(StopCode.UsageWrong)}: {mistake.Message}");
        error.WriteLine($"Try: {Path(parsed.CommandResult.Command)} --help");
        return (int)ExitCode.Usage;
    }

    static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : command.Name;

    static int Ended(Exception end, TextWriter error)
    {
        if (Ends.Of(end) is { } stop)
        {
            error.WriteLine($"consent: {Wire.Name(stop.Code)}: {stop.Message}");
            return (int)stop.Exit;
        }

        error.WriteLine($"consent: This is a fault of the program; please report it with what follows.\n{end}");
        return (int)ExitCode.Bug;
    }
}
