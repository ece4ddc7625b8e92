using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Switching;

/// <summary>Carries what a switching support system says about one retailer's switches into the registry, in the name of whoever said it: a
/// judgement in the current retailer's, a match in OCCTO's. What comes late, twice or out of order does no harm: each result is told to exactly
/// the application it is about, a match says that it was judged 可 before, and what has happened already changes nothing. Nothing is kept between two
/// passes, so whoever lost the cursor begins at 0.</summary>
public sealed class SwitchRelay(IGrains grains, ISwitchingSupportSystem system, string retailer)
{
    /// <param name="after">0, or <see cref="RelayPass.Next"/> of an earlier pass.</param>
    /// <exception cref="SwitchingSupportException">The system does not answer.</exception>
    /// <exception cref="Importing.ImportStoppedException">The registry can not take more now.</exception>
    /// <exception cref="UnavailableException">Likewise.</exception>
    public async Task<RelayPass> PassAsync(long after, CancellationToken cancel)
    {
        var received = await system.ResultsAsync(retailer, after, Limits.SwitchWindowRows, cancel);
        var told = 0;
        foreach (var result in received.Entries)
            if (await TellAsync(result, cancel)) told++;
        return new(received.Next, received.Entries.Count, told);
    }

    /// <summary>False: it is about an earlier application, or the registry refused.</summary>
    async Task<bool> TellAsync(SwitchResult result, CancellationToken cancel)
    {
        if ((await grains.ReadPointAsync(result.Of.Point, null, cancel)).State.Switch is not { } newest || newest.Number != result.Of.Number) return false;
        var judged = await TellAsync(result.Of, new(newest.Losing), new SupplyPointCommand.JudgeSwitch(result.Result, result.Reasons), cancel);
        return result.IsMatched ? await TellAsync(result.Of, new(Words.Occto), new SupplyPointCommand.MatchSwitch(), cancel) : judged;
    }

    async Task<bool> TellAsync(SwitchRef of, Issuer issuer, SupplyPointCommand command, CancellationToken cancel)
    {
        var teller = new SwitchTeller(grains, new(new Envelope(issuer.Party, Via: "switching-support"), issuer, "relay"));
        return await teller.TellAsync(of.Point, of.Number, command, of.Number, cancel) is Outcome.Accepted;
    }
}

/// <param name="Next">Where the next pass goes on.</param>
/// <param name="Received">Results that were read; 0 = there is no more for now.</param>
/// <param name="Told">Of them, those the registry has now, whether it had them before or not.</param>
public sealed record RelayPass(long Next, int Received, int Told);
