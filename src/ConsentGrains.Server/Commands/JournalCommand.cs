using System.CommandLine;
using System.Globalization;
using ConsentGrains.Grains;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Server.Serving;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent journal`: the journal itself, while no server runs on it.</summary>
static class JournalCommand
{
    static readonly SettingOptions Store = new("The demo's data and master key.", Setting.Data, Setting.MasterKeyFile, Setting.SigningKeyFile);

    public static Command Create()
    {
        var command = new Command("journal", "The journal itself, while its server is stopped.");
        command.Add(Verify());
        command.Add(Migrate());
        return command;
    }

    static Command Migrate()
    {
        var command = new Command("migrate", $"Make the tables of a journal in PostgreSQL ({Setting.Journal.Environment}), or bring them to what this program needs, with the rights of their owner.");
        command.SetAction((parsed, cancel) => MigrateAsync(Settings.Of(SettingSources.Of(new Dictionary<string, string>(StringComparer.Ordinal)), demo: false), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    static async Task<int> MigrateAsync(Settings settings, TextWriter output, CancellationToken cancel)
    {
        if (settings.Journal is not { } database)
            throw new StopException(ExitCode.Usage, StopCode.SettingWrong, $"{Setting.Journal.Environment} names no database. A journal in a file needs no migration.");
        var (from, to) = await PostgresJournal.MigrateAsync(database, cancel);
        output.WriteLine(from == to ? $"Nothing to do: the journal has schema {to}, which is the one this program needs."
            : $"The journal has schema {to} now{(from == 0 ? "; it is new" : $", it had {from}")}. Give the server its rights: psql -f deploy/postgres/roles.sql");
        return (int)ExitCode.Ok;
    }

    static Command Verify()
    {
        var anchor = new Option<string>("--anchor") { Description = "The file of signed checkpoints kept outside; finds what was cut off. Default: the one beside the data, where there is one.", HelpName = "FILE" };
        var command = new Command("verify", "Walk the whole hash chain; 4 and the first bad position where a row was changed, removed, moved or cut off.") { anchor };
        Store.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(Store.Read(parsed), parsed.GetValue(anchor), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    static async Task<int> RunAsync(Settings settings, string? anchor, TextWriter output, CancellationToken cancel)
    {
        JournalPlace.MustExist(settings);
        if (anchor is not null && !File.Exists(anchor))
            throw new StopException(ExitCode.Usage, StopCode.UsageWrong, $"There is no anchor file {anchor}.");
        anchor ??= File.Exists(settings.AnchorFile) ? settings.AnchorFile : null;
        using var time = new SteadyTime();
        await using var journal = await JournalPlace.OpenAsync(settings, MasterKey.Find(settings), time, standBy: null, cancel);
        var rows = await WithBarAsync(output, progress => journal.VerifyAsync(anchor, progress, cancel));
        output.WriteLine($"{rows.ToString("N0", CultureInfo.InvariantCulture)} rows, every one as it was written{(anchor is null ? "; no anchor, so a cut end was not looked for" : $", up to every checkpoint of {anchor}")}.");
        return (int)ExitCode.Ok;
    }

    /// <summary>A bar on a terminal; nothing where the output is read by a program.</summary>
    static async Task<long> WithBarAsync(TextWriter output, Func<IProgress<VerifyProgress>?, Task<long>> verify)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
        if (!ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected || !console.Profile.Capabilities.Ansi) return await verify(null);
        return await console.Progress().StartAsync(async context =>
        {
            var bar = context.AddTask("verifying");
            return await verify(new Progress<VerifyProgress>(now => bar.Value = now.Total == 0 ? 100 : 100.0 * now.Done / now.Total));
        });
    }
}
