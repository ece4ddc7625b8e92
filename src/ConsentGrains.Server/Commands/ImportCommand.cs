using System.CommandLine;
using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Importing;
using ConsentGrains.Server.Bulk;
using ConsentGrains.Server.Serving;
using Command = System.CommandLine.Command;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent import FILE`: NDJSON, one command a line, through the same rules as the API.</summary>
static class ImportCommand
{
    static readonly SettingOptions Store = new("The demo's data and master key.", Setting.Data, Setting.MasterKeyFile, Setting.SigningKeyFile, Setting.AnchorFile, Setting.Policies);

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "NDJSON, one command a line: {\"enrol\": {\"customer\": …}}." };
        var refused = new Option<string>("--refused") { Description = "Where refused lines are reported. Default: FILE.refused.ndjson.", HelpName = "FILE" };
        var again = new Option<bool>("--again") { Description = "Bring in a file that is in already: every line is recorded once more." };
        var command = new Command("import", "Bring in customers and directory from a file, while the server is stopped; goes on where it was broken off.") { file, refused, again };
        Store.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(
            Store.Read(parsed), Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(refused), parsed.GetValue(again), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    static async Task<int> RunAsync(Settings settings, string file, string? report, bool again, TextWriter output, CancellationToken cancel)
    {
        if (!File.Exists(file)) throw new StopException(ExitCode.Usage, StopCode.UsageWrong, $"There is no file {file}.");
        var id = await ImportMark.IdOfAsync(file, cancel);
        var mark = ImportMark.Find(file, id);
        if (mark is { Done: true } && !again)
        {
            output.WriteLine($"{file} is in already ({Count(mark.Progress.Line)} lines). --again records every line once more.");
            return mark.Progress.Refused > 0 ? (int)ExitCode.CheckFailed : (int)ExitCode.Ok;
        }

        var from = mark is { Done: false } ? mark.Progress : ImportProgress.Start;
        if (from.Line > 0) output.WriteLine($"Going on behind line {Count(from.Line)}.");
        var name = again ? $"{id}-{DateTime.UtcNow:yyyyMMddHHmmss}" : id;
        using var refusals = new RefusedFile(report ?? file + ".refused.ndjson", from.Line > 0);
        var done = await ImportAsync(settings, file, id, name, from, refusals, output, cancel);
        Conclude(done, refusals, output);
        return done.Refused > 0 ? (int)ExitCode.CheckFailed : (int)ExitCode.Ok;
    }

    static async Task<ImportProgress> ImportAsync(
        Settings settings, string file, string id, string name, ImportProgress from, RefusedFile refusals, TextWriter output, CancellationToken cancel)
    {
        using var time = new SteadyTime();
        await using var registry = await Registry.OpenAsync(settings, time, cancel);
        await using var stream = File.OpenRead(file);
        stream.Position = from.Offset;
        var importer = new Importer(registry.Grains, new CommandReader(registry.ReadPolicy, past: true), new Envelope(Keys.Admin, Via: "import"), new Issuer(Keys.Admin, Unrestricted: true), name);
        var done = from;
        try
        {
            await Bar.ShowAsync(output, "importing", stream.Length, async show =>
                done = await importer.RunAsync(ImportLine.ReadAsync(stream, from.Line, from.Offset, cancel: cancel), from, refusals.Add, progress =>
                {
                    refusals.Flush();
                    new ImportMark(id, progress, Done: false).Write(file);
                    show(progress.Offset, progress.Line - from.Line);
                    return ValueTask.CompletedTask;
                }, cancel));
        }
        catch (ImportStoppedException e)
        {
            throw new StopException(ExitCode.Refused, StopCode.JournalUnavailable, $"The journal does not take line {Count(e.Line)}. Run the same command again: it goes on where it stopped.");
        }

        new ImportMark(id, done, Done: true).Write(file);
        return done;
    }

    static void Conclude(ImportProgress done, RefusedFile refusals, TextWriter output)
    {
        output.WriteLine($"{Count(done.Line)} lines: {Count(done.Accepted)} recorded, {Count(done.Repeated)} recorded before, {Count(done.Refused)} refused.");
        if (!refusals.IsEmpty) output.WriteLine($"Refused lines, with code and reason: {refusals.Path}");
    }

    static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
