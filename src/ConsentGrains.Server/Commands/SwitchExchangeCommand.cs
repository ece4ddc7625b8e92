using System.CommandLine;
using System.Globalization;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Importing;
using ConsentGrains.Grains.Switching;
using ConsentGrains.Grains.Switching.Files;
using ConsentGrains.Server.Bulk;
using ConsentGrains.Server.Serving;
using Command = System.CommandLine.Command;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent switch compare` and `relay`: what goes on with the exchange folder of a switching support system, while the server is stopped.</summary>
static class SwitchExchangeCommand
{
    static readonly SettingOptions Store = new("The demo's data and master key.", Setting.Data, Setting.MasterKeyFile, Setting.SigningKeyFile, Setting.AnchorFile, Setting.Policies);
    static readonly Option<string> Exchange = new("--exchange") { Description = "The exchange folder.", HelpName = "FOLDER", Required = true };
    static readonly Option<string> Party = new("--party") { Description = "The retailer in whose name it is done.", HelpName = "PARTY", Required = true };

    public static Command Compare()
    {
        var keys = new Argument<string>("KEYS") { Description = $"The retailer's own contracts: a CSV with {string.Join(", ", Columns.Known.All)}." };
        var file = new Argument<string>("FILE") { Description = "A CSV that does not exist yet: the judgements, for `consent switch import`." };
        var answer = new Option<bool>("--answer") { Description = "Also put the judgements into the exchange folder, for the new retailer." };
        var command = new Command("compare", "Compare the matching keys of the applications in an exchange folder with the current retailer's own (照会・可否判定), while the server is stopped.") { keys, file, Exchange, Party, answer };
        Store.AddTo(command);
        command.SetAction((parsed, cancel) => WithAsync(parsed, cancel, (registry, exchange) => CompareAsync(
            registry, exchange, parsed.GetRequiredValue(Party), Path.GetFullPath(parsed.GetRequiredValue(keys)), Path.GetFullPath(parsed.GetRequiredValue(file)),
            parsed.GetValue(answer), parsed.InvocationConfiguration.Output, cancel)));
        return command;
    }

    public static Command Relay()
    {
        var command = new Command("relay", "Carry the results in an exchange folder (結果照会) into the registry, while the server is stopped; done twice, it changes nothing.") { Exchange, Party };
        Store.AddTo(command);
        command.SetAction((parsed, cancel) => WithAsync(parsed, cancel, (registry, exchange) => RelayAsync(
            new(registry.Grains, exchange, parsed.GetRequiredValue(Party)), parsed.InvocationConfiguration.Output, cancel)));
        return command;
    }

    static async Task<int> WithAsync(ParseResult parsed, CancellationToken cancel, Func<Registry, FileExchange, Task> work)
    {
        var folder = Path.GetFullPath(parsed.GetRequiredValue(Exchange));
        if (!Directory.Exists(folder)) throw new StopException(ExitCode.Usage, StopCode.UsageWrong, $"There is no folder {folder}.");
        var settings = Store.Read(parsed);
        JournalPlace.MustExist(settings);
        using var time = new SteadyTime();
        await using var registry = await Registry.OpenAsync(settings, time, cancel);
        if (!registry.Grains.Directory.Parties.ContainsKey(parsed.GetRequiredValue(Party)))
            throw new StopException(ExitCode.Refused, StopCode.CommandRefused, $"There is no party {Core.Refusals.Shown(parsed.GetRequiredValue(Party))}.");
        using var exchange = new FileExchange(folder);
        try
        {
            await work(registry, exchange);
            return (int)ExitCode.Ok;
        }
        catch (SwitchingSupportException e)
        {
            throw new StopException(ExitCode.CannotStart, StopCode.FolderUnusable, $"{e.Message} Then run the same command again.");
        }
        catch (Exception e) when (e is ImportStoppedException or UnavailableException)
        {
            throw new StopException(ExitCode.Refused, StopCode.JournalUnavailable, $"The journal takes no more now ({e.Message}). Run the same command again.");
        }
    }

    static async Task CompareAsync(
        Registry registry, FileExchange exchange, string party, string keys, string path, bool answer, TextWriter output, CancellationToken cancel)
    {
        if (File.Exists(path)) throw new StopException(ExitCode.CannotStart, StopCode.FileExists, $"{path} exists; nothing is overwritten.");
        var comparison = new SwitchComparison(registry.Grains, exchange, party, await SwitchFiles.KeysAsync(keys, cancel));
        var judged = await comparison.RunAsync(cancel);
        OwnFile.Create(path, JudgedFile.Of(judged));
        var ok = judged.Count(each => each.Judged.Reasons.Count == 0);
        output.WriteLine($"{path}: {Count(judged.Count)} compared, {Count(ok)} {Columns.Ok}, {Count(judged.Count - ok)} {Columns.Ng}.");
        if (answer) output.WriteLine($"{Count(await comparison.AnswerAsync(judged, cancel))} judgements put into the exchange folder.");
    }

    static async Task RelayAsync(SwitchRelay relay, TextWriter output, CancellationToken cancel)
    {
        var (received, told) = (0, 0);
        for (var pass = await relay.PassAsync(0, cancel); pass.Received > 0; pass = await relay.PassAsync(pass.Next, cancel))
            (received, told) = (received + pass.Received, told + pass.Told);
        output.WriteLine($"{Count(received)} results received: {Count(told)} are in the registry, {Count(received - told)} are about switches that are over or not known here.");
    }

    static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
