using System.CommandLine;
using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Server.Bulk;
using ConsentGrains.Server.Serving;
using Command = System.CommandLine.Command;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent switch export`: what is due for one side, as CSV.</summary>
static class SwitchExportCommand
{
    const string Judgements = "judgements";
    const string Results = "results";
    static readonly SettingOptions Store = new("The demo's data and master key.", Setting.Data, Setting.MasterKeyFile, Setting.SigningKeyFile, Setting.AnchorFile, Setting.Policies);

    public static Command Create()
    {
        var what = new Argument<string>("WHAT") { Description = $"`{Judgements}`: what the party is to judge as the current retailer (照会), to be filled in and imported; `{Results}`: what became of its switches (結果)." };
        what.AcceptOnlyFromAmong(Judgements, Results);
        var file = new Argument<string>("FILE") { Description = "A CSV that does not exist yet. It holds supply points' numbers: keep it as you keep customer data." };
        var party = new Option<string>("--party") { Description = "The retailer it is for.", HelpName = "PARTY", Required = true };
        var since = new Option<string>("--since") { Description = "Results: leave out points at which nothing happened since this day.", HelpName = "2026-12-01" };
        var command = new Command("export", "Write what is due for one side of switches as CSV, while the server is stopped.") { what, file, party, since };
        Store.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(
            Store.Read(parsed), parsed.GetRequiredValue(what), Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetRequiredValue(party), Day(parsed.GetValue(since)),
            parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    static async Task<int> RunAsync(Settings settings, string what, string path, string party, DateOnly? since, TextWriter output, CancellationToken cancel)
    {
        if (File.Exists(path)) throw new StopException(ExitCode.CannotStart, StopCode.FileExists, $"{path} exists; an export overwrites nothing.");
        JournalPlace.MustExist(settings);
        using var time = new SteadyTime();
        await using var registry = await Registry.OpenAsync(settings, time, cancel);
        if (!registry.Grains.Directory.Parties.ContainsKey(party))
            throw new StopException(ExitCode.Refused, StopCode.CommandRefused, $"There is no party {Refusals.Shown(party)}.");
        using var index = RegistryIndex.Open(registry.Journal, registry.Grains, settings.IndexFile, settings.DueFile, time);
        await index.PassAsync(cancel);
        var exporting = new SwitchExporting(registry.Grains, index, party, Instant.From(time.GetUtcNow()));
        await WriteAsync(path, to => what == Judgements ? exporting.JudgementsAsync(to, cancel) : exporting.ResultsAsync(to, since, cancel));
        output.WriteLine($"{path}: {exporting.Rows.ToString("N0", CultureInfo.InvariantCulture)} {what} for {party}.");
        return (int)ExitCode.Ok;
    }

    /// <summary>Half a file is none: it would be taken for all that is due.</summary>
    static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        OwnFile.Create(path, "");
        try
        {
            await using var file = new FileStream(path, FileMode.Truncate, FileAccess.Write, FileShare.None, 1 << 16);
            await write(file);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    static DateOnly? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new StopException(ExitCode.Usage, StopCode.UsageWrong, "--since must be a day as 2026-12-01.");
}
