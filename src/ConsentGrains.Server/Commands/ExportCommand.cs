using System.CommandLine;
using System.Globalization;
using ConsentGrains.Grains;
using ConsentGrains.Journal;
using ConsentGrains.Server.Bulk;
using ConsentGrains.Server.Serving;
using Command = System.CommandLine.Command;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent export FILE`: everything the registry was told, as NDJSON that imports again to the same state.</summary>
static class ExportCommand
{
    static readonly SettingOptions Store = new("The demo's data and master key.", Setting.Data, Setting.MasterKeyFile, Setting.SigningKeyFile, Setting.AnchorFile, Setting.Policies);

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A file that does not exist yet. It holds identifiers in clear: keep it as you keep customer data." };
        var command = new Command("export", "Write every command as NDJSON that imports into an empty registry to the same state, while the server is stopped. Erased customers and keys are left out (docs/operations.md).") { file };
        Store.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(Store.Read(parsed), Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    static async Task<int> RunAsync(Settings settings, string path, TextWriter output, CancellationToken cancel)
    {
        if (File.Exists(path)) throw new StopException(ExitCode.CannotStart, StopCode.FileExists, $"{path} exists; an export overwrites nothing.");
        JournalPlace.MustExist(settings);
        using var time = new SteadyTime();
        await using var registry = await Registry.OpenAsync(settings, time, cancel);
        OwnFile.Create(path, "");
        var part = new FileStream(path, FileMode.Truncate, FileAccess.Write, FileShare.None, 1 << 16);
        var exporting = new Exporting(registry.Journal, part);
        try
        {
            await using (part)
                await Bar.ShowAsync(output, "exporting", exporting.Total, show => exporting.RunAsync((done, lines) => show(done, lines), cancel));
        }
        catch
        {
            // Half an export is none: it would import to another state.
            File.Delete(path);
            throw;
        }

        output.WriteLine($"{path}: {exporting.Lines.ToString("N0", CultureInfo.InvariantCulture)} lines.");
        return (int)ExitCode.Ok;
    }
}
