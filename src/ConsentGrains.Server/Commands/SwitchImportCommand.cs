using System.CommandLine;
using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Importing;
using ConsentGrains.Grains.Switching;
using ConsentGrains.Grains.Switching.Files;
using ConsentGrains.Server.Bulk;
using ConsentGrains.Server.Serving;
using Command = System.CommandLine.Command;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent switch import FILE.csv`: a day's applications, judgements or results.</summary>
static class SwitchImportCommand
{
    static readonly SettingOptions Store = new("The demo's data and master key.", Setting.Data, Setting.MasterKeyFile, Setting.SigningKeyFile, Setting.AnchorFile, Setting.Policies);

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV in UTF-8; its header says what it is (docs/switching.md)." };
        var party = new Option<string>("--party") { Description = "In whose name: rows that are not that party's are refused. Default: an administrator's.", HelpName = "PARTY" };
        var exchange = new Option<string>("--exchange") { Description = "The exchange folder in which applications are registered for the current retailer.", HelpName = "FOLDER" };
        var again = new Option<bool>("--again") { Description = "Bring in a file that is in already." };
        var command = new Command("import", "Bring in applications, judgements or results (廃止取次・可否判定・結果) from a CSV, while the server is stopped; goes on where it was broken off. Refused rows: FILE.refused.csv.") { file, party, exchange, again };
        Store.AddTo(command);
        command.SetAction((parsed, cancel) => new Work(
            Store.Read(parsed), Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(party), parsed.GetValue(exchange), parsed.GetValue(again),
            parsed.InvocationConfiguration.Output).RunAsync(cancel));
        return command;
    }

    sealed record Work(Settings Settings, string File, string? Party, string? Exchange, bool Again, TextWriter Output)
    {
        public async Task<int> RunAsync(CancellationToken cancel)
        {
            var import = await SwitchFiles.ReadAsync(File, cancel);
            var id = await ImportMark.IdOfAsync(File, cancel);
            var mark = ImportMark.Find(File, id);
            if (mark is { Done: true } && !Again)
            {
                Output.WriteLine($"{File} is in already ({Count(mark.Progress.Line)} rows). --again brings it in once more.");
                return Exit(mark.Progress);
            }

            var from = mark is { Done: false } ? mark.Progress : ImportProgress.Start;
            if (from.Line > 0) Output.WriteLine($"Going on behind row {Count(from.Line)}.");
            using var refusals = new RefusedRows(File + ".refused.csv", from.Line > 0);
            var done = await ImportAsync(import, id, from, refusals, cancel);
            Output.WriteLine($"{Count(done.Line)} {import.Kind}: {Count(done.Accepted)} recorded, {Count(done.Repeated)} recorded before, {Count(done.Refused)} refused.");
            if (!refusals.IsEmpty) Output.WriteLine($"Refused rows, with column, code and what to change: {refusals.Path}");
            return Exit(done);
        }

        async Task<ImportProgress> ImportAsync(SwitchImport import, string id, ImportProgress from, RefusedRows refusals, CancellationToken cancel)
        {
            using var time = new SteadyTime();
            await using var registry = await Registry.OpenAsync(Settings, time, cancel);
            using var exchange = Exchange is null ? null : new FileExchange(Exchange);
            var done = from;
            try
            {
                await Bar.ShowAsync(Output, import.Kind, import.Rows, async show =>
                    done = await import.RunAsync(registry.Grains, Sender(id), exchange, from, refusals.Add, progress =>
                    {
                        refusals.Flush();
                        new ImportMark(id, progress, Done: false).Write(File);
                        show(progress.Line, progress.Line - from.Line);
                        return ValueTask.CompletedTask;
                    }, cancel));
            }
            catch (Exception e) when (e is ImportStoppedException or UnavailableException)
            {
                throw new StopException(ExitCode.Refused, StopCode.JournalUnavailable, $"The journal takes no more now ({e.Message}). Run the same command again: it goes on where it stopped.");
            }
            catch (SwitchingSupportException e)
            {
                throw new StopException(ExitCode.CannotStart, StopCode.FolderUnusable, $"{e.Message} Then run the same command again: it goes on where it stopped.");
            }

            new ImportMark(id, done, Done: true).Write(File);
            return done;
        }

        /// <summary>An import made again has keys of its own, or its rows would only get their first answers.</summary>
        SwitchSender Sender(string id)
        {
            var name = Again ? $"{id}-{DateTime.UtcNow:yyyyMMddHHmmss}" : id;
            return new(new Envelope(Party ?? Keys.Admin, Via: "import"), new Issuer(Party ?? Keys.Admin, Unrestricted: Party is null), name);
        }

        static int Exit(ImportProgress done) => (int)(done.Refused > 0 ? ExitCode.CheckFailed : ExitCode.Ok);

        static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
    }
}
