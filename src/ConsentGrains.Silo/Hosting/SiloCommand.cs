using System.CommandLine;
using ConsentGrains.Core;
using ConsentGrains.Server;
using ConsentGrains.Server.Commands;
using ConsentGrains.Server.Serving;

namespace ConsentGrains.Silo.Hosting;

/// <summary>`consent-silo`: serves as one silo of a cluster until it is stopped.</summary>
static class SiloCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var options = new SettingOptions("Not for silos.", Setting.All.Where(setting => setting != Setting.Memory).Concat(SiloSetting.All));
        var command = new RootCommand("Serve the registry as one silo of a cluster, over the journal in PostgreSQL. 登録簿をクラスターの一員として提供します。");
        options.AddTo(command);
        command.SetAction((parsed, cancel) => ServeSilo.RunAsync(SiloSettings.Of(options.Sources(parsed, SiloSetting.All)), output, cancel));
        var parsed = command.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors) error.WriteLine($"consent-silo: {Core.Wire.Name(StopCode.UsageWrong)}: {mistake.Message}");
            return (int)ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception end) when (Ends.Of(end) is { } stop)
        {
            error.WriteLine($"consent-silo: {Core.Wire.Name(stop.Code)}: {stop.Message}");
            return (int)stop.Exit;
        }
    }
}
