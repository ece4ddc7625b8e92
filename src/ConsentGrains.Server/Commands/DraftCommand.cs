using System.CommandLine;
using System.Text.Json;
using ConsentGrains.Server.Remote;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent policy draft`: later versions of policies at a running server: put down, compared, tried on every customer, published.</summary>
static class DraftCommand
{
    static readonly ServerOptions Server = new();
    static readonly Argument<string> Policy = new("POLICY") { Description = "ELS-TEL, ELS-EL, EMANA, ENS or NTTW." };
    static readonly Argument<string> Version = new("VERSION") { Description = "The draft's version." };
    static readonly Option<string> From = new("--from") { Description = "In force from this day (YYYY-MM-DD), where the draft's file gives none.", HelpName = "DAY" };

    public static Command Create()
    {
        var command = new Command("draft", "Later versions of policies (草案) that bind nobody yet, at a running server.");
        command.Add(Put());
        command.Add(List());
        command.Add(Diff());
        command.Add(ImpactCommand.Create(Server, Policy, Version, From));
        command.Add(Publish());
        command.Add(Withdraw());
        return command;
    }

    static Command Put()
    {
        var file = new Argument<string>("FILE") { Description = "A policy file (YAML) of the later version." };
        return Told(new Command("put", "Put down a draft in place of one of the same version; what is wrong with the file is named with its line. Prints the draft's revision.") { Policy, file },
            parsed => ("", JsonSerializer.SerializeToElement(new { source = Read(parsed.GetRequiredValue(file)) })));
    }

    static Command Publish()
    {
        var revision = new Option<int?>("--revision") { Description = "Of the draft that was looked at: another one is not published.", HelpName = "NUMBER" };
        return Told(new Command("publish", "Make a draft a published version; needs an administrator's key.") { Policy, Version, From, revision },
            parsed => ($"/{Uri.EscapeDataString(parsed.GetRequiredValue(Version))}/publish", Body(("from", parsed.GetValue(From)), ("revision", parsed.GetValue(revision)))));
    }

    static Command Withdraw() => Told(new Command("withdraw", "Withdraw a draft.") { Policy, Version },
        parsed => ($"/{Uri.EscapeDataString(parsed.GetRequiredValue(Version))}/withdraw", Body()));

    static Command List()
    {
        var command = new Command("list", "List the drafts of a policy, a line each: version, day, revision, title.") { Policy };
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            foreach (var draft in (await running.GetAsync(PathOf(parsed) + "?limit=1000")).OrStop().Body.GetProperty("results").EnumerateArray())
                parsed.InvocationConfiguration.Output.WriteLine(string.Join("  ", Text(draft, "version"), Text(draft, "from"), draft.GetProperty("revision"), Text(draft, "title")));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    static Command Diff()
    {
        var command = new Command("diff", "Print what a draft would change against the newest version, which notices it would owe, and what it lacks itself.") { Policy, Version };
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var reply = (await running.GetAsync($"{PathOf(parsed)}/{Uri.EscapeDataString(parsed.GetRequiredValue(Version))}/diff")).OrStop();
            foreach (var line in DiffListing.Lines(reply.Body)) parsed.InvocationConfiguration.Output.WriteLine(line);
            return (int)ExitCode.Ok;
        });
        return command;
    }

    /// <summary>A command that is told to the server and prints the revision.</summary>
    static Command Told(Command command, Func<ParseResult, (string Path, JsonElement Body)> of)
    {
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var (path, body) = of(parsed);
            var reply = await running.PostAsync(PathOf(parsed) + path, body);
            foreach (var line in DiffListing.Faults(reply.Body)) parsed.InvocationConfiguration.Error.WriteLine(line);
            parsed.InvocationConfiguration.Output.WriteLine(reply.OrStop().Body.GetProperty("revision"));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    static string PathOf(ParseResult parsed) => $"v1/policies/{Uri.EscapeDataString(parsed.GetRequiredValue(Policy))}/drafts";

    static JsonElement Body(params (string Name, object? Value)[] fields) =>
        JsonSerializer.SerializeToElement(fields.Where(f => f.Value is not null).ToDictionary(f => f.Name, f => f.Value));

    static string Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() ?? "-" : "-";

    static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StopException(ExitCode.Usage, StopCode.UsageWrong, $"{path} can not be read: {fault.Message}");
        }
    }
}
