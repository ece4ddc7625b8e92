using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Importing;

namespace ConsentGrains.Grains.Switching;

/// <summary>In whose name switching commands are sent in bulk.</summary>
/// <param name="Id">Of the import, 1–100 characters: begins the Idempotency-Keys.</param>
public sealed record SwitchSender(Envelope Envelope, Issuer Issuer, string Id);

/// <summary>Tells a supply point what came about one certain application of it.</summary>
sealed class SwitchTeller(IGrains grains, SwitchSender sender)
{
    /// <param name="number">The application it is about; null: a new one.</param>
    /// <param name="line">Ends the Idempotency-Key.</param>
    /// <returns>Null where that application is not the newest of the point.</returns>
    /// <exception cref="ImportStoppedException">The registry can not take it now.</exception>
    public async ValueTask<Outcome?> TellAsync(SupplyPointNumber point, int? number, SupplyPointCommand command, int line, CancellationToken cancel)
    {
        var terms = new CommandTerms($"{sender.Id}:{line}", null, CanonicalHash.Of(new TargetedCommand.ToPoint(point, command)));
        for (var tries = 1; ; tries++)
        {
            var outcome = await TryAsync(point, number, command, terms, cancel);
            if (outcome is not (Outcome.Unavailable or Outcome.Conflict)) return outcome;
            // The key makes it safe to send again even where it may have happened.
            if (tries == Limits.ImportTries) throw new ImportStoppedException(line, outcome is Outcome.Unavailable gone ? gone.Why : "the supply point keeps moving");
            await Task.Delay(Limits.ImportPauseMilliseconds << tries, cancel);
        }
    }

    async ValueTask<Outcome?> TryAsync(SupplyPointNumber point, int? number, SupplyPointCommand command, CommandTerms terms, CancellationToken cancel)
    {
        try
        {
            if (number is null) return await TellAsync(point, command, terms, cancel);
            var state = (await grains.ReadPointAsync(point, null, cancel)).State;
            if (state.IsKnown && state.Switch?.Number != number) return null;
            // Holding for exactly this state, it can not be taken for a later application that comes in between.
            return await TellAsync(point, command, terms with { IfMatch = state.Version }, cancel);
        }
        catch (UnavailableException gone)
        {
            return new Outcome.Unavailable(false, gone.Message);
        }
    }

    ValueTask<Outcome> TellAsync(SupplyPointNumber point, SupplyPointCommand command, CommandTerms terms, CancellationToken cancel) =>
        grains.TellAsync(new Command.ToPoint(point, command, sender.Issuer), sender.Envelope, terms, cancel);
}
