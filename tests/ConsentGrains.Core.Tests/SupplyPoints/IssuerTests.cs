using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.SupplyPoints.SupplyPointCommand;

namespace ConsentGrains.Core.Tests.SupplyPoints;

public sealed class IssuerTests
{
    static readonly string[] Parties = ["els", "retailer-b", "retailer-c", "gtdo-03", "gtdo-06", "occto"];

    public static TheoryData<string, SupplyPointCommand, SupplyPointState, string> Rows => new()
    {
        { "register: the operator, the retailer", new Register(Customer: Points.Els), SupplyPointState.Unknown, "els gtdo-03" },
        { "register without a retailer: the operator", new Register(), SupplyPointState.Unknown, "gtdo-03" },
        { "move in: the customer's retailer, the operator", new MoveIn(Points.B), Points.Free, "retailer-b gtdo-03" },
        { "move out: the current retailer, the operator", new MoveOut(Points.Today), Points.Held, "els gtdo-03" },
        { "apply: the new retailer", Points.Apply, Points.Held, "retailer-b" },
        { "judge: the current retailer", new JudgeSwitch(Judgement.Ok), Points.Applied, "els" },
        { "cancel: the new retailer, never the current one", new CancelSwitch(), Points.Applied, "retailer-b" },
        { "lapse: the operator, OCCTO", new LapseSwitch(), Points.Applied, "gtdo-03 occto" },
        { "match: the operator, OCCTO", new MatchSwitch(), Points.JudgedOk, "gtdo-03 occto" },
        { "complete: the operator, OCCTO", new CompleteSwitch(Points.Today), Points.Matched, "gtdo-03 occto" },
        { "password: the holder's retailer, the operator, not who is let in", new IssueLookUp(Points.Els, "retailer-b", 1), Points.Held, "els gtdo-03" },
        { "password for the holder's own retailer: the operator", new IssueLookUp(Points.Els, "els", 1), Points.Held, "gtdo-03" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void A_command_comes_from_the_party_it_belongs_to(string about, SupplyPointCommand command, SupplyPointState state, string allowed)
    {
        var may = Parties.Where(party => Points.Refused(state, command, new Issuer(party))?.Code != RefusalCode.IssuerNotEntitled);
        string.Join(' ', may).ShouldBe(allowed, about);
        Points.Refused(state, command, Points.Anyone).ShouldBeNull(about);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_step_comes_from_the_registry_alone(bool unrestricted)
    {
        var requested = Points.Told(Points.Held, Points.Apply);
        foreach (var party in Parties)
            Points.Refused(requested, new OpenSwitch(requested.Version), new Issuer(party, unrestricted))!.Code.ShouldBe(RefusalCode.IssuerNotEntitled);
        Points.Refused(requested, new OpenSwitch(requested.Version), Issuer.Registry).ShouldBeNull();
    }

    [Fact]
    public void The_registry_may_lapse_a_switch_and_move_a_customer_in_and_nothing_else_of_its_own()
    {
        Points.Refused(Points.Applied, new LapseSwitch(), Issuer.Registry).ShouldBeNull();
        Points.Refused(Points.Free, new MoveIn(Points.B), Issuer.Registry).ShouldBeNull();
        Points.Refused(Points.Applied, new CancelSwitch(), Issuer.Registry)!.Code.ShouldBe(RefusalCode.IssuerNotEntitled);
        Points.Refused(Points.Held, new MoveOut(Points.Today), Issuer.Registry)!.Code.ShouldBe(RefusalCode.IssuerNotEntitled);
    }
}
