using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using ConsentGrains.Server.Serving;

namespace ConsentGrains.Server.Demo;

/// <summary>Brings a town into a registry through the door every client uses, many customers at once so that they share flushes.
/// Broken off, it goes on where it stopped: a customer's version says how much of its life has been told.</summary>
static class Settling
{
    static readonly Envelope Founder = new("admin", Evidence: "demo", Via: "import");

    public static async Task RunAsync(IGrains grains, Town town, TextWriter output, CancellationToken cancel)
    {
        // INVARIANT (last-one-in): the last inhabitant comes in alone, after all others; whoever finds it knows that everybody is in.
        var last = town.Inhabitants[^1];
        if (await VersionAsync(grains, last, cancel) >= last.Life.Count) return;
        var begun = TimeProvider.System.GetTimestamp();
        output.WriteLine($"Building the demo town: {Number(town.Inhabitants.Count)} customers, {Number(town.Commands)} commands … 架空の町を作成しています");
        foreach (var command in town.Directory) await TellAsync(grains, new Command.ToDirectory(command), Founder, cancel);
        await Parallel.ForEachAsync(
            town.Inhabitants.SkipLast(1), new ParallelOptions { MaxDegreeOfParallelism = Limits.SettlersAtOnce, CancellationToken = cancel },
            (each, stop) => SettleAsync(grains, each, stop));
        await SettleAsync(grains, last, cancel);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Built in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:F1} s."));
    }

    static async ValueTask SettleAsync(IGrains grains, Inhabitant each, CancellationToken cancel)
    {
        for (var step = await VersionAsync(grains, each, cancel); step < each.Life.Count; step++)
            await TellAsync(grains, each.CommandOf(step), each.EnvelopeOf(step), cancel);
        for (var i = 0; i < each.Place.Count; i++) await TellAsync(grains, each.Place[i], each.EnvelopeOf(each.Life.Count + i), cancel);
    }

    static async ValueTask<int> VersionAsync(IGrains grains, Inhabitant each, CancellationToken cancel) =>
        (await grains.ReadCustomerAsync(each.Id, null, cancel)).Version;

    static async Task TellAsync(IGrains grains, Command command, Envelope envelope, CancellationToken cancel)
    {
        var outcome = await grains.TellAsync(command, envelope, CommandTerms.None, cancel);
        if (Outcomes.Refusal(outcome) is { } why) throw new StopException(ExitCode.Refused, StopCode.CommandRefused, $"The demo's {command} was refused: {why}");
    }

    static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
