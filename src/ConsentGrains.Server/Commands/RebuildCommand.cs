using System.CommandLine;
using System.Globalization;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Journal;
using ConsentGrains.Server.Serving;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent rebuild`: the index made again from the journal, while no server runs on it.</summary>
static class RebuildCommand
{
    static readonly SettingOptions Store = new("The demo's data and master key.", Setting.Data, Setting.MasterKeyFile, Setting.SigningKeyFile);

    public static Command Create()
    {
        var command = new Command("rebuild", "Make the index again from the journal, while its server is stopped. Broken off, it goes on where it was.");
        Store.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(Store.Read(parsed), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    static async Task<int> RunAsync(Settings settings, TextWriter output, CancellationToken cancel)
    {
        JournalPlace.MustExist(settings);
        using var time = new SteadyTime();
        await using var registry = await OpenAsync(settings, time, cancel);
        using var index = RegistryIndex.Open(registry.Journal, registry.Grains, settings.IndexFile, settings.DueFile, time);
        try
        {
            var events = await WithBarAsync(output, progress => index.RebuildAsync(progress, cancel));
            output.WriteLine($"The index is made again from {events.ToString("N0", CultureInfo.InvariantCulture)} events.");
            return (int)ExitCode.Ok;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            output.WriteLine("Broken off: the same command goes on where it was, and so does the server when it starts.");
            return (int)ExitCode.CheckFailed;
        }
    }

    static async Task<Registry> OpenAsync(Settings settings, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            return await Registry.OpenAsync(settings, time, cancel);
        }
        catch (JournalRefusedException taken) when (taken.Code == "journal-in-use")
        {
            throw new StopException(ExitCode.CannotStart, StopCode.JournalInUse,
                $"{taken.Message} The index can not be made again under a running server: stop it, run this, start it; or remove {settings.IndexFile} before the next start, which then makes it while it serves.");
        }
    }

    /// <summary>A bar with rate and time left on a terminal; nothing where the output is read by a program.</summary>
    static async Task<long> WithBarAsync(TextWriter output, Func<IProgress<IndexProgress>, Task> rebuild)
    {
        var seen = new Seen();
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && console.Profile.Capabilities.Ansi)
            await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(context => rebuild(seen with { Bar = context.AddTask("indexing") }));
        else
            await rebuild(seen);
        return seen.Events.Done;
    }

    /// <summary>Tells the bar, on the thread that projects.</summary>
    sealed record Seen : IProgress<IndexProgress>
    {
        readonly long begun = TimeProvider.System.GetTimestamp();

        public ProgressTask? Bar { get; init; }

        public Tally Events { get; } = new();

        public void Report(IndexProgress value)
        {
            Events.Done = value.Done;
            if (Bar is null) return;
            Bar.MaxValue = value.Total;
            Bar.Value = value.Done;
            var rate = value.Done / Math.Max(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 1e-3);
            Bar.Description = string.Create(CultureInfo.InvariantCulture, $"indexing, {rate:N0} events/s");
        }
    }

    sealed class Tally
    {
        public long Done { get; set; }
    }
}
