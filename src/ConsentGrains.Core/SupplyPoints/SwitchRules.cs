using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.SupplyPoints;

/// <summary>スイッチング: applied → judged ok or ng → matched → completed; cancelled or lapsed before matching. Told again, a transition that has
/// happened changes nothing.</summary>
static class SwitchRules
{
    public static SupplyPointEvent? Requested(
        SupplyPointCommand.ApplySwitch apply, SupplyPointState state, SupplyPointNumber number, Checked check, Instant now)
    {
        check.Party("by", apply.By);
        check.Party("losingCustomer", apply.LosingCustomer.Operator);
        check.That(apply.Customer.Operator == apply.By, RefusalCode.CustomerOfOtherRetailer, "customer", Mask.Customer(apply.Customer));
        if (state.Switch is { IsUnderWay: true } open)
        {
            var same = open.By == apply.By && open.Customer == apply.Customer && (open.LosingCustomer == apply.LosingCustomer || open.LosingCustomer?.Referred is not null);
            check.That(same, RefusalCode.SwitchAlreadyOpen, "point", number.Masked);
            return null;
        }

        check.That(state.OpenSwitchAt(now) is null, RefusalCode.SwitchAlreadyOpen, "point", number.Masked);
        var losing = state.RetailerAt(now);
        Loses(apply, state, losing, check, number, now);
        // Of an erased holder the number the sender gives is not kept either.
        var losingCustomer = state.HolderAt(now)?.Customer is { Referred: not null } erased ? erased : apply.LosingCustomer;
        return new SupplyPointEvent.SwitchRequested(
            state.Version + 1, apply.By, losing ?? "", apply.Customer, losingCustomer, apply.On, apply.MeterWork,
            apply.On is { } on ? Deadlines.MatchBy(on, apply.MeterWork, state, check, now.Day) : null);
    }

    public static SupplyPointEvent? Judged(SupplyPointCommand.JudgeSwitch judge, SupplyPointState state, Checked check)
    {
        var reasons = judge.Reasons ?? [];
        foreach (var reason in reasons)
            check.That(Words.SwitchRefusals.Contains(reason), RefusalCode.JudgementReasonUnknown, "reasons", reason);
        if (judge.Note is { } note) check.Text("reason", note, Limits.NameLength);
        check.That(judge.Result == Judgement.Ng || (reasons.Count == 0 && judge.Note is null), RefusalCode.JudgementContradictory, "reasons");
        if (Newest(state, check) is not { } newest) return null;
        var stage = judge.Result == Judgement.Ok ? SwitchStage.JudgedOk : SwitchStage.JudgedNg;
        if (newest.Stage == stage) return null;
        check.That(newest.Stage != SwitchStage.JudgedOk, RefusalCode.SwitchAlreadyJudged, "point");
        NotLocked(newest, check);
        check.That(newest.IsUnderWay, RefusalCode.SwitchNotOpen, "point", Wire.Name(newest.Stage));
        return new SupplyPointEvent.SwitchJudged(newest.Number, judge.Result, [.. reasons.Distinct()], judge.Note);
    }

    public static SupplyPointEvent? Matched(SupplyPointState state, Checked check)
    {
        if (Newest(state, check) is not { } newest || newest.Stage is SwitchStage.Matched or SwitchStage.Completing or SwitchStage.Completed) return null;
        check.That(newest.IsUnderWay, RefusalCode.SwitchNotOpen, "point", Wire.Name(newest.Stage));
        check.That(newest.Stage == SwitchStage.JudgedOk || !newest.IsUnderWay, RefusalCode.SwitchNotJudged, "point");
        return new SupplyPointEvent.SwitchMatched(newest.Number);
    }

    /// <param name="stage">Cancelled or lapsed.</param>
    public static SupplyPointEvent? Closed(SupplyPointState state, Checked check, SwitchStage stage)
    {
        if (Newest(state, check) is not { } newest || newest.Stage == stage) return null;
        NotLocked(newest, check);
        check.That(newest.IsUnderWay, RefusalCode.SwitchNotOpen, "point", Wire.Name(newest.Stage));
        return stage == SwitchStage.Cancelled
            ? new SupplyPointEvent.SwitchCancelled(newest.Number)
            : new SupplyPointEvent.SwitchLapsed(newest.Number);
    }

    public static SupplyPointEvent? Completing(SupplyPointCommand.CompleteSwitch complete, SupplyPointState state, Checked check)
    {
        if (Newest(state, check) is not { } newest) return null;
        var from = Instant.StartOf(complete.On);
        if (newest.Stage is SwitchStage.Completing or SwitchStage.Completed)
        {
            check.That(newest.Effective == from, RefusalCode.SwitchAlreadyCompleted, "on", Checked.Day(newest.Effective?.Day));
            return null;
        }

        check.That(newest.IsUnderWay, RefusalCode.SwitchNotOpen, "point", Wire.Name(newest.Stage));
        check.That(newest.Stage == SwitchStage.Matched || !newest.IsUnderWay, RefusalCode.SwitchNotMatched, "point");
        foreach (var holding in state.Holdings)
            check.That(holding.From < from, RefusalCode.DayBeforeHolding, "on", Checked.Day(complete.On));
        return new SupplyPointEvent.SwitchCompleting(newest.Number, from);
    }

    public static SupplyPointEvent? Applied(SupplyPointCommand.OpenSwitch step, SupplyPointState state) =>
        At(state, step.Switch, SwitchStage.Requested) ? new SupplyPointEvent.SwitchApplied(step.Switch) : null;

    public static SupplyPointEvent? Rejected(SupplyPointCommand.RejectSwitch step, SupplyPointState state) =>
        At(state, step.Switch, SwitchStage.Requested) ? new SupplyPointEvent.SwitchRejected(step.Switch, step.Why) : null;

    public static SupplyPointEvent? Completed(SupplyPointCommand.TransferSupply step, SupplyPointState state) =>
        At(state, step.Switch, SwitchStage.Completing) ? new SupplyPointEvent.SwitchCompleted(step.Switch, state.Switch!.Effective!.Value) : null;

    public static SupplyPointEvent? Settled(SupplyPointCommand.Settle step, SupplyPointState state) =>
        step.Version == state.Version && !state.IsSettled ? new SupplyPointEvent.Settled() : null;

    static bool At(SupplyPointState state, int number, SwitchStage stage) => state.Switch is { } newest && newest.Number == number && newest.Stage == stage;

    static void Loses(
        SupplyPointCommand.ApplySwitch apply, SupplyPointState state, string? losing, Checked check, SupplyPointNumber number, Instant now)
    {
        if (!check.That(losing is not null, RefusalCode.NoCurrentRetailer, "point", number.Masked)) return;
        check.That(losing != apply.By, RefusalCode.SameRetailer, "by", apply.By);
        check.That(
            apply.LosingCustomer.Operator == losing, RefusalCode.CustomerOfOtherRetailer, "losingCustomer", Mask.Customer(apply.LosingCustomer));
        // Whoever comes on a day to come is not the one who switches away now.
        foreach (var holding in state.Holdings)
            check.That(
                holding.Until <= now || (IsHeldBy(holding, apply.LosingCustomer) && holding.From <= now), RefusalCode.CustomerNotHolder,
                "losingCustomer", Mask.Customer(apply.LosingCustomer));
    }

    static Switch? Newest(SupplyPointState state, Checked check)
    {
        check.That(state.Switch is not null, RefusalCode.SwitchNotOpen, "point");
        return state.Switch;
    }

    static void NotLocked(Switch newest, Checked check) => check.That(
        newest.Stage is not (SwitchStage.Matched or SwitchStage.Completing or SwitchStage.Completed), RefusalCode.SwitchLocked, "point", Wire.Name(newest.Stage));

    /// <summary>Nobody can say any more whether a number was that of an erased holder.</summary>
    static bool IsHeldBy(in Holding holding, CustomerId customer) =>
        holding.Customer == customer || (holding.Customer.Referred is not null && holding.Customer.Operator == customer.Operator);
}
