using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.SupplyPoints;

/// <summary>What is still to be done, in order, after a command to a supply point that concerns customers too. The point leads: its state alone
/// says what is due, so that whoever finds it unfinished (after a crash) goes on. Every step may be carried out twice.
/// INVARIANT (tighten-first): a step that takes something away comes before any step that gives something.</summary>
public static class SupplyPointSaga
{
    /// <summary>The steps up to the next event of the point, which is the last of them; none = settled. Carry them out one after the other, then ask again.</summary>
    public static IReadOnlyList<SagaStep> Due(SupplyPointState state, SupplyPointNumber number)
    {
        if (state.Leaving is { } leaving)
            return [new SagaStep.ToCustomer(leaving.Customer, new CustomerCommand.EndContract(number.Digits, leaving.From, ContractEnd.MovedOut)), Settled(state)];
        return state.Switch is { } newest ? Due(newest, number.Digits, Settled(state)) : [];
    }

    /// <summary>What to do instead of the rest when a step was refused; null = go on, as if it had been carried out.</summary>
    public static SupplyPointCommand? Instead(SupplyPointState state, SagaStep step, Refusal refusal)
    {
        // An erased customer has nothing left that could be marked, ended or begun.
        if (refusal.Code == RefusalCode.CustomerErased) return null;
        return step is SagaStep.ToCustomer { Command: CustomerCommand.OpenSwitchAway } && state.Switch is { Stage: SwitchStage.Requested } newest
            ? new SupplyPointCommand.RejectSwitch(newest.Number, Wire.Name(refusal.Code))
            : null;
    }

    static IReadOnlyList<SagaStep> Due(Switch newest, string point, SagaStep settled) => newest switch
    {
        { Stage: SwitchStage.Requested, LosingCustomer: { } losing } =>
            [new SagaStep.ToCustomer(losing, new CustomerCommand.OpenSwitchAway(point, newest.Number)), new SagaStep.ToPoint(new SupplyPointCommand.OpenSwitch(newest.Number))],
        { Stage: SwitchStage.Completing, LosingCustomer: { } losing, Effective: { } from } =>
            [new SagaStep.ToCustomer(losing, new CustomerCommand.EndContract(point, from, ContractEnd.Switched)), new SagaStep.ToPoint(new SupplyPointCommand.TransferSupply(newest.Number))],
        { Stage: SwitchStage.Completed, Customer: { } gaining, LosingCustomer: { } losing, Effective: { } from } =>
            [new SagaStep.ToCustomer(gaining, new CustomerCommand.ActivateContract(point, from)), Closes(newest, point, losing, from), settled],
        { Stage: SwitchStage.JudgedNg or SwitchStage.Cancelled or SwitchStage.Lapsed, LosingCustomer: { } losing, Effective: { } from } =>
            [Closes(newest, point, losing, from), settled],
        _ => [],
    };

    static SagaStep.ToCustomer Closes(Switch newest, string point, CustomerId losing, Instant from) =>
        new(losing, new CustomerCommand.CloseSwitchAway(point, newest.Number, from));

    static SagaStep.ToPoint Settled(SupplyPointState state) => new(new SupplyPointCommand.Settle(state.Version));
}

/// <summary>One command of a saga, sent as <see cref="Issuer.Registry"/>.</summary>
public abstract record SagaStep
{
    SagaStep() { }

    public sealed record ToCustomer(CustomerId Customer, CustomerCommand Command) : SagaStep;

    /// <summary>To the point the saga is about; always the last of the steps that are due.</summary>
    public sealed record ToPoint(SupplyPointCommand Command) : SagaStep;
}
