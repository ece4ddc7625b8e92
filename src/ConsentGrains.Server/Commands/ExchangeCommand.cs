using System.CommandLine;
using System.Globalization;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Journal.Sqlite;
using ConsentGrains.Server.Serving;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent keys exchange`: another master key for a journal, while no server and no silo runs on it.</summary>
static class ExchangeCommand
{
    static readonly SettingOptions Store = new("The demo's data and master key.", Setting.Data, Setting.MasterKeyFile);

    public static Command Create()
    {
        var file = new Argument<string>("NEW-FILE") { Description = "The new master key, as `keys master` makes it. --master-key-file is the one it replaces." };
        var command = new Command("exchange", "Put a new master key in the place of the old one, while every server is stopped. Broken off, the same command goes on.") { file };
        Store.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(Store.Read(parsed), Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    static async Task<int> RunAsync(Settings settings, string file, TextWriter output, CancellationToken cancel)
    {
        if (settings.Memory) throw new StopException(ExitCode.Usage, StopCode.SettingWrong, $"--{Setting.Memory.Name} keeps nothing, so there is no master key to exchange.");
        JournalPlace.MustExist(settings);
        if (!File.Exists(file)) throw new StopException(ExitCode.CannotStart, StopCode.MasterKeyMissing, $"There is no file {file}. Make the new master key with: consent keys master {file}");
        var (from, to) = (MasterKey.Find(settings), KeyRing.Load(file));
        try
        {
            var done = await WithBarAsync(output, progress => settings.Journal is { } database
                ? PostgresJournal.ExchangeKeyAsync(database, from, to, TimeProvider.System, progress, cancel)
                : SqliteJournal.ExchangeKeyAsync(settings.JournalFile, from, to, TimeProvider.System, progress, cancel));
            Tell(output, done, file);
            return (int)ExitCode.Ok;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            output.WriteLine("Broken off. Run the same command with the same two keys again; it goes on where it was.");
            return (int)ExitCode.CheckFailed;
        }
    }

    static void Tell(TextWriter output, ExchangedKeys done, string file)
    {
        output.WriteLine(done.Nothing ? $"Nothing to do: {file} is the journal's master key already."
            : $"{done.Keys.ToString("N0", CultureInfo.InvariantCulture)} keys are wrapped under {file} now, which is the journal's master key.");
        output.WriteLine("Start every server and silo with it. Keep the former one, apart, as long as you keep backups of before: it opens them and nothing else.");
    }

    /// <summary>A bar on a terminal; nothing where the output is read by a program.</summary>
    static async Task<ExchangedKeys> WithBarAsync(TextWriter output, Func<IProgress<ExchangeProgress>?, Task<ExchangedKeys>> exchange)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
        if (!ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected || !console.Profile.Capabilities.Ansi) return await exchange(null);
        return await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async context =>
        {
            var bar = context.AddTask("wrapping keys");
            return await exchange(new Progress<ExchangeProgress>(now => bar.Value = now.Total == 0 ? 100 : 100.0 * now.Done / now.Total));
        });
    }
}
