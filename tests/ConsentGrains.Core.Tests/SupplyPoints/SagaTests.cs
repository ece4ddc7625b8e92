using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.SupplyPoints.SupplyPointCommand;

namespace ConsentGrains.Core.Tests.SupplyPoints;

public sealed class SagaTests
{
    static readonly Instant Day = Instant.StartOf(Points.Today);

    public static TheoryData<string, SupplyPointState, string> Rows => new()
    {
        { "apply: marked first, then open", Points.Told(Points.Held, Points.Apply), "els OpenSwitchAway, OpenSwitch" },
        { "ng: closed already, then the mark", Points.Told(Points.Applied, new JudgeSwitch(Judgement.Ng)), "els CloseSwitchAway, Settle" },
        { "cancelled", Points.Told(Points.Applied, new CancelSwitch()), "els CloseSwitchAway, Settle" },
        { "lapsed", Points.Told(Points.JudgedOk, new LapseSwitch()), "els CloseSwitchAway, Settle" },
        { "complete: the losing contract first", Points.Told(Points.Matched, new CompleteSwitch(Points.Today)), "els EndContract, TransferSupply" },
        { "completed: the gaining contract, and last the mark", Flipped(), "retailer-b ActivateContract, els CloseSwitchAway, Settle" },
        { "moved out: the contract", Points.Told(Points.Held, new MoveOut(Points.Today)), "els EndContract, Settle" },
        { "nothing", Points.Held, "" },
        { "applied", Points.Applied, "" },
        { "judged ok", Points.JudgedOk, "" },
        { "matched", Points.Matched, "" },
        { "completed and settled", Points.Completed, "" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void The_state_says_which_steps_are_due(string about, SupplyPointState state, string steps)
    {
        string.Join(", ", SupplyPointSaga.Due(state, Points.Number).Select(Text)).ShouldBe(steps, about);
        state.IsSettled.ShouldBe(steps.Length == 0, about);
    }

    [Fact]
    public void Every_step_of_a_switch_has_the_same_moment()
    {
        var on = Points.Today.AddDays(5);
        var state = Points.Told(Points.Matched, new CompleteSwitch(on));
        var moments = new List<Instant>();
        while (SupplyPointSaga.Due(state, Points.Number) is { Count: > 0 } due)
        {
            moments.AddRange(due.Select(Moment).OfType<Instant>());
            state = Points.Told(state, ((SagaStep.ToPoint)due[^1]).Command, Issuer.Registry);
        }

        moments.Count.ShouldBe(3);
        moments.Distinct().ShouldBe([Instant.StartOf(on)]);
        state.HolderAt(Instant.StartOf(on)).ShouldBe(new Holding(Points.B, Instant.StartOf(on)));
    }

    [Fact]
    public void A_step_told_twice_changes_nothing()
    {
        foreach (var command in new SupplyPointCommand[] { new OpenSwitch(2), new TransferSupply(2), new Settle(Points.Completed.Version), new RejectSwitch(2, "x") })
            SupplyPointRules.Decide(Points.Completed, Points.Number, command, Issuer.Registry, Points.Directory, Points.Now).Events.ShouldBeEmpty();
        var marked = Steps(Sample.Customer, new CustomerCommand.OpenSwitchAway(Points.Digits, 2));
        Steps(marked, new CustomerCommand.OpenSwitchAway(Points.Digits, 2)).ShouldBe(marked);
        var closed = Steps(marked, new CustomerCommand.CloseSwitchAway(Points.Digits, 2, Day));
        Steps(closed, new CustomerCommand.CloseSwitchAway(Points.Digits, 2, Day)).ShouldBe(closed);
        Steps(closed, new CustomerCommand.OpenSwitchAway(Points.Digits, 2)).ShouldBe(closed);
    }

    [Fact]
    public void A_losing_customer_that_can_not_be_marked_ends_the_application()
    {
        var requested = Points.Told(Points.Held, Points.Apply);
        var step = SupplyPointSaga.Due(requested, Points.Number)[0];
        var instead = SupplyPointSaga.Instead(requested, step, new Refusal(RefusalCode.TooManyEntries, "customer"));
        instead.ShouldBe(new RejectSwitch(requested.Switch!.Number, "too-many-entries"));
        var rejected = Points.Told(requested, instead!, Issuer.Registry);
        (rejected.Switch!.Stage, rejected.IsSettled, rejected.OpenSwitchAt(Points.Now)).ShouldBe((SwitchStage.Rejected, true, null));
        Points.Refused(rejected, Points.Apply).ShouldBeNull();
    }

    [Fact]
    public void An_erased_customer_does_not_hold_a_switch_up()
    {
        var requested = Points.Told(Points.Held, Points.Apply);
        SupplyPointSaga.Instead(requested, SupplyPointSaga.Due(requested, Points.Number)[0], new Refusal(RefusalCode.CustomerErased, "customer")).ShouldBeNull();
    }

    [Fact]
    public void A_customer_known_only_from_a_switch_is_not_known()
    {
        var marked = Steps(CustomerState.Unknown, new CustomerCommand.OpenSwitchAway(Points.Digits, 2));
        (marked.Version, marked.IsKnown, marked.OpenSwitchesAway(Points.Now)).ShouldBe((1, false, 1));
        CustomerRules.Decide(marked, Points.Els, new CustomerCommand.WithdrawConsent(), Points.Directory, Points.Now).Refusal!.Code
            .ShouldBe(RefusalCode.CustomerUnknown);
        Sample.After(marked, Points.Els, new CustomerCommand.Enrol("ELS-EL")).OpenSwitchesAway(Points.Now).ShouldBe(1);
    }

    [Fact]
    public void A_mark_is_open_up_to_the_switching_day()
    {
        var closed = Steps(Sample.Customer, new CustomerCommand.OpenSwitchAway(Points.Digits, 2), new CustomerCommand.CloseSwitchAway(Points.Digits, 2, Instant.StartOf(Points.Today.AddDays(5))));
        (closed.OpenSwitchesAway(Points.Now), closed.OpenSwitchesAway(Instant.StartOf(Points.Today.AddDays(5)))).ShouldBe((1, 0));
    }

    [Fact]
    public void Only_the_contracts_that_name_the_point_end_and_begin_with_it()
    {
        var customer = Sample.After(
            Sample.Customer, Points.Els,
            new CustomerCommand.RecordContract("K2", "ELS-EL", ContractState.Suspended, Points.Digits),
            new CustomerCommand.RecordContract("K3", "ELS-EL", ContractState.Applied, Points.Digits),
            new CustomerCommand.RecordContract("K4", "ELS-EL", ContractState.Active, "0600000000000000000001"));
        var day = Instant.StartOf(Points.Today.AddDays(5));
        var ended = Steps(customer, new CustomerCommand.EndContract(Points.Digits, day, ContractEnd.Switched));
        States(ended, Points.Now).ShouldBe("K1 Active, K2 Suspended, K3 Applied, K4 Active");
        States(ended, day).ShouldBe("K1 Active, K2 Ended, K3 Applied, K4 Active");
        ended.Contracts[1].EndAt(day).ShouldBe(day);
        Steps(ended, new CustomerCommand.EndContract(Points.Digits, day, ContractEnd.Switched)).ShouldBe(ended);
        var begun = Steps(ended, new CustomerCommand.ActivateContract(Points.Digits, day));
        States(begun, day).ShouldBe("K1 Active, K2 Ended, K3 Active, K4 Active");
        Steps(begun, new CustomerCommand.ActivateContract(Points.Digits, day)).ShouldBe(begun);
    }

    [Fact]
    public void What_is_recorded_before_the_day_does_not_undo_what_comes_on_it()
    {
        var day = Instant.StartOf(Points.Today.AddDays(5));
        var ended = Steps(
            Sample.After(Sample.Customer, Points.Els, new CustomerCommand.RecordContract("K2", "ELS-EL", ContractState.Active, Points.Digits)),
            new CustomerCommand.EndContract(Points.Digits, day, ContractEnd.MovedOut));
        var suspended = Sample.After(ended, Points.Els, new CustomerCommand.RecordContract("K2", "ELS-EL", ContractState.Suspended));
        (suspended.Contracts[1].StateAt(Points.Now), suspended.Contracts[1].StateAt(day)).ShouldBe((ContractState.Suspended, ContractState.Ended));
        var again = Sample.AfterAt(day, suspended, Points.Els, new CustomerCommand.RecordContract("K2", "ELS-EL", ContractState.Active));
        again.Contracts[1].StateAt(day).ShouldBe(ContractState.Active);
    }

    [Theory]
    [InlineData(ContractState.Cancelled, ContractState.Cancelled)]
    [InlineData(ContractState.Suspended, ContractState.Suspended)]
    [InlineData(ContractState.Applied, ContractState.Active)]
    public void A_contract_that_is_no_longer_applied_for_does_not_begin_on_the_switching_day(ContractState recorded, ContractState then)
    {
        var day = Instant.StartOf(Points.Today.AddDays(5));
        var applied = Sample.After(Sample.Customer, Points.Els, new CustomerCommand.RecordContract("K2", "ELS-EL", ContractState.Applied, Points.Digits));
        var begins = Steps(applied, new CustomerCommand.ActivateContract(Points.Digits, day));
        begins.Contracts[1].StateAt(day).ShouldBe(ContractState.Active);
        Sample.After(begins, Points.Els, new CustomerCommand.RecordContract("K2", "ELS-EL", recorded)).Contracts[1].StateAt(day).ShouldBe(then);
    }

    [Fact]
    public void A_day_in_the_past_holds_from_that_day()
    {
        var past = Instant.StartOf(Points.Today.AddDays(-5));
        var customer = Sample.After(Sample.Customer, Points.Els, new CustomerCommand.RecordContract("K2", "ELS-EL", ContractState.Active, Points.Digits));
        var contract = Steps(customer, new CustomerCommand.EndContract(Points.Digits, past, ContractEnd.MovedOut)).Contracts[1];
        (contract.State, contract.EndedAt, contract.Next).ShouldBe((ContractState.Ended, past, null));
    }

    static SupplyPointState Flipped()
    {
        var completing = Points.Told(Points.Matched, new CompleteSwitch(Points.Today));
        return Points.Told(completing, new TransferSupply(completing.Switch!.Number), Issuer.Registry);
    }

    static CustomerState Steps(CustomerState state, params CustomerCommand[] commands)
    {
        foreach (var command in commands)
        {
            var decided = CustomerRules.Decide(state, Points.Els, command, Points.Directory, Points.Now);
            decided.Refusal.ShouldBeNull();
            foreach (var happened in decided.Events) state = CustomerRules.Evolve(state, happened, Points.Now);
        }

        return state;
    }

    static string States(CustomerState state, Instant moment) => string.Join(", ", state.Contracts.Select(c => $"{c.Id} {c.StateAt(moment)}"));

    static string Text(SagaStep step) => step switch
    {
        SagaStep.ToCustomer c => $"{c.Customer.Operator} {c.Command.GetType().Name}",
        SagaStep.ToPoint p => p.Command.GetType().Name,
        _ => "",
    };

    static Instant? Moment(SagaStep step) => step switch
    {
        SagaStep.ToCustomer { Command: CustomerCommand.EndContract c } => c.From,
        SagaStep.ToCustomer { Command: CustomerCommand.ActivateContract c } => c.From,
        SagaStep.ToCustomer { Command: CustomerCommand.CloseSwitchAway c } => c.From,
        _ => null,
    };
}
