using System.CommandLine;
using ConsentGrains.Server.Remote;

namespace ConsentGrains.Server.Commands;

/// <summary>`--url` and `--key`: which running server a command talks to.</summary>
sealed class ServerOptions
{
    readonly Option<string> url = new("--url") { Description = "A running server, as http://localhost:5080.", HelpName = "URL" };
    readonly Option<string> key = new("--key") { Description = "A key for it, or @FILE.", HelpName = "KEY" };

    public void AddTo(Command command)
    {
        command.Add(url);
        command.Add(key);
    }

    public RunningServer Need(ParseResult parsed) =>
        Find(parsed) ?? throw new StopException(ExitCode.Usage, StopCode.UsageWrong, "Name the server: --url and --key.");

    /// <summary>Null where no server is named.</summary>
    public RunningServer? Find(ParseResult parsed) => (parsed.GetValue(url), parsed.GetValue(key)) switch
    {
        (null, null) => null,
        ({ } address, { } secret) => new(address, secret),
        _ => throw new StopException(ExitCode.Usage, StopCode.UsageWrong, "--url and --key belong together."),
    };
}
