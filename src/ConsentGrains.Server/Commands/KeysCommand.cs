using System.CommandLine;
using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Journal;
using ConsentGrains.Server.Remote;
using ConsentGrains.Server.Serving;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent keys`: API keys on the journal itself while its server is stopped, or on a running server.</summary>
static class KeysCommand
{
    static readonly ServerOptions Server = new();
    static readonly SettingOptions Store = new("The demo's data and master key.", Setting.Data, Setting.MasterKeyFile, Setting.SigningKeyFile, Setting.AnchorFile, Setting.Policies);

    public static Command Create()
    {
        var command = new Command("keys", "API keys: on the data while the server is stopped, or with --url and --key on a running server.");
        command.Add(List());
        command.Add(Issue());
        command.Add(Rotate());
        command.Add(Revoke());
        command.Add(Master());
        command.Add(ExchangeCommand.Create());
        return command;
    }

    static Command List() => At(new("list", "List every key; secrets are kept nowhere."), async (desk, _, output) =>
    {
        foreach (var key in await desk.ListAsync())
            output.WriteLine($"{key.Id}  {key.Party,-20}  {key.Roles,-32}  {(key.Revoked ? "revoked" : key.Until.Length == 0 ? "" : $"until {key.Until}"),-16}  {key.Label}".TrimEnd());
    });

    static Command Issue()
    {
        var party = new Option<string>("--party") { Description = "The party it speaks for.", HelpName = "PARTY", Required = true };
        var roles = new Option<string[]>("--role")
        {
            Description = $"What it may do, once or more: {string.Join(", ", Words.CredentialRoles)}.",
            HelpName = "ROLE",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var label = new Option<string>("--label") { Description = "A word to know it by.", HelpName = "TEXT", DefaultValueFactory = _ => "issued by hand" };
        var until = new Option<DateOnly?>("--until") { Description = "The last day it is good, as 2027-03-31.", HelpName = "DAY" };
        return At(new("issue", "Make a key and print it, this once.") { party, roles, label, until }, async (desk, parsed, output) =>
            Show(output, await desk.IssueAsync(new(parsed.GetRequiredValue(party), parsed.GetRequiredValue(roles), parsed.GetRequiredValue(label), parsed.GetValue(until)))));
    }

    static Command Rotate()
    {
        var id = new Argument<string>("ID") { Description = "The key's id, as `keys list` shows it." };
        var grace = new Option<int>("--grace-hours") { Description = "How long the former secret stays good.", HelpName = "HOURS", DefaultValueFactory = _ => 24 };
        grace.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > Limits.GraceHours) result.AddError(string.Create(CultureInfo.InvariantCulture, $"--grace-hours must be from 0 to {Limits.GraceHours}."));
        });
        return At(new("rotate", "Give a key a new secret and print it, this once.") { id, grace }, async (desk, parsed, output) =>
            Show(output, await desk.RotateAsync(parsed.GetRequiredValue(id), parsed.GetValue(grace))));
    }

    static Command Revoke()
    {
        var id = new Argument<string>("ID") { Description = "The key's id, as `keys list` shows it." };
        return At(new("revoke", "End a key at once.") { id }, async (desk, parsed, output) =>
        {
            await desk.RevokeAsync(parsed.GetRequiredValue(id));
            output.WriteLine($"{parsed.GetRequiredValue(id)} is revoked.");
        });
    }

    static Command Master()
    {
        var file = new Argument<string>("FILE") { Description = "A file that does not exist yet." };
        var command = new Command("master", "Make a master key in a new file that only you may read.") { file };
        command.SetAction(parsed =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(file));
            if (File.Exists(path)) throw new StopException(ExitCode.CannotStart, StopCode.FileExists, $"{path} exists; a master key is never overwritten.");
            OwnFile.Create(path, KeyRing.Generate().Export() + "\n");
            parsed.InvocationConfiguration.Output.WriteLine($"{path} is the master key. Keep a copy of it apart from the data and its backups: without it nothing can be read.");
        });
        return command;
    }

    static void Show(TextWriter output, NewKey key) => output.WriteLine($"{key.Id}  {key.Secret}");

    static Command At(Command command, Func<IKeyDesk, ParseResult, TextWriter, Task> work)
    {
        Server.AddTo(command);
        Store.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var running = Server.Find(parsed);
            await using IKeyDesk desk = running is not null ? new RemoteKeyDesk(running) : await LocalKeyDesk.OpenAsync(Store.Read(parsed), cancel);
            await work(desk, parsed, parsed.InvocationConfiguration.Output);
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
