using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.SupplyPoints;

/// <summary>What a command to a supply point comes to, and what its events make of the point. Pure and total. What touches customers too is
/// finished by <see cref="SupplyPointSaga"/>.</summary>
public static class SupplyPointRules
{
    /// <param name="state">The point as it stands; <see cref="SupplyPointState.Unknown"/> for one never heard of.</param>
    /// <param name="now">The moment at which it will be recorded, as near as is known.</param>
    public static Decided<SupplyPointEvent> Decide(
        SupplyPointState state, SupplyPointNumber number, SupplyPointCommand command, Issuer issuer, DirectoryState directory, Instant now)
    {
        var check = new Checked(directory);
        check.That(state.IsKnown || command is SupplyPointCommand.Register, RefusalCode.SupplyPointUnknown, "point", number.Masked);
        if (check.Broken is { } unknown) return unknown;
        check.That(Issuers.May(command, issuer, state, number, now), RefusalCode.IssuerNotEntitled, "point", issuer.Party);
        check.That(command.IsStep || state.IsSettled, RefusalCode.SupplyPointBusy, "point", number.Masked);
        var happened = Happened(state, number, command, check, now);
        if (check.Broken is { } refusal) return refusal;
        return happened is null ? Decided<SupplyPointEvent>.Nothing : happened;
    }

    /// <param name="recorded">The event's recorded time.</param>
    /// <param name="first">When another registry recorded it (<see cref="Envelope.First"/>): what it brings about holds from then.</param>
    public static SupplyPointState Evolve(SupplyPointState state, SupplyPointEvent happened, Instant recorded, Instant? first = null) =>
        SupplyPointEvolution.Apply(state with { Version = state.Version + 1, Recorded = recorded }, happened, first ?? recorded);

    /// <summary>Null where it has happened already.</summary>
    static SupplyPointEvent? Happened(
        SupplyPointState state, SupplyPointNumber number, SupplyPointCommand command, Checked check, Instant now) => command switch
        {
            SupplyPointCommand.Register register => HolderRules.Registered(register, state, number, check, now),
            SupplyPointCommand.MoveIn moveIn => HolderRules.MovedIn(moveIn, state, number, check, now),
            SupplyPointCommand.MoveOut moveOut => HolderRules.MovedOut(moveOut, state, number, check, now),
            SupplyPointCommand.ApplySwitch apply => SwitchRules.Requested(apply, state, number, check, now),
            SupplyPointCommand.JudgeSwitch judge => SwitchRules.Judged(judge, state, check),
            SupplyPointCommand.MatchSwitch => SwitchRules.Matched(state, check),
            SupplyPointCommand.CancelSwitch => SwitchRules.Closed(state, check, SwitchStage.Cancelled),
            SupplyPointCommand.LapseSwitch => SwitchRules.Closed(state, check, SwitchStage.Lapsed),
            SupplyPointCommand.CompleteSwitch complete => SwitchRules.Completing(complete, state, check),
            SupplyPointCommand.IssueLookUp issue => LookUpRules.Issued(issue, state, number, check, now),
            SupplyPointCommand.OpenSwitch step => SwitchRules.Applied(step, state),
            SupplyPointCommand.RejectSwitch step => SwitchRules.Rejected(step, state),
            SupplyPointCommand.TransferSupply step => SwitchRules.Completed(step, state),
            SupplyPointCommand.Settle step => SwitchRules.Settled(step, state),
            _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
        };
}
