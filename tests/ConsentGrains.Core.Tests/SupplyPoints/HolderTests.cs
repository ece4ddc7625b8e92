using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.SupplyPoints.SupplyPointCommand;

namespace ConsentGrains.Core.Tests.SupplyPoints;

public sealed class HolderTests
{
    static readonly DateOnly Day = Points.Today;
    static readonly Instant Later = Instant.StartOf(Day.AddDays(30));

    [Fact]
    public void A_point_is_registered_with_its_holder_and_his_retailer()
    {
        Points.Held.HolderAt(Points.Now).ShouldBe(new Holding(Points.Els, Instant.StartOf(new(2026, 1, 1))));
        Points.Held.RetailerAt(Points.Now).ShouldBe("els");
        (Points.Held.Area, Points.Held.Gtdo, Points.Held.Digits).ShouldBe((3, "gtdo-03", Points.Digits));
    }

    [Fact]
    public void Since_when_a_holder_holds_is_not_guessed() =>
        Points.After(SupplyPointState.Unknown, new Register(Customer: Points.Els)).HolderAt(Points.Now)!.Value.From.ShouldBe(Instant.StartOf(Day));

    [Fact]
    public void Registering_the_same_again_changes_nothing() => Nothing(Points.Held, new Register(Customer: Points.Els));

    [Fact]
    public void Moving_in_makes_a_holder_and_moving_in_again_changes_nothing()
    {
        var held = Points.After(Points.Free, new MoveIn(Points.B));
        (held.HolderAt(Points.Now)?.Customer, held.RetailerAt(Points.Now)).ShouldBe((Points.B, "retailer-b"));
        Nothing(held, new MoveIn(Points.B));
        Nothing(held, new MoveIn(Points.B, Day.AddDays(3)));
    }

    [Fact]
    public void Moving_out_on_a_day_to_come_ends_the_holding_at_the_start_of_that_day()
    {
        var leaving = Points.After(Points.Held, new MoveOut(Day.AddDays(2)));
        var end = Instant.StartOf(Day.AddDays(2));
        leaving.HolderAt(new(end.Micros - 1))?.Customer.ShouldBe(Points.Els);
        leaving.HolderAt(end).ShouldBeNull();
        (leaving.RetailerAt(new(end.Micros - 1)), leaving.RetailerAt(end)).ShouldBe(("els", null));
        Nothing(leaving, new MoveOut(Day.AddDays(2)));
    }

    [Fact]
    public void A_day_of_leaving_may_be_brought_forward()
    {
        var leaving = Points.After(Points.Held, new MoveOut(Day.AddDays(9)), new MoveOut(Day.AddDays(2)));
        leaving.Holdings.ShouldBe([new Holding(Points.Els, Instant.StartOf(new(2026, 1, 1)), Instant.StartOf(Day.AddDays(2)))]);
    }

    [Fact]
    public void Whoever_comes_next_may_come_on_the_day_the_other_leaves()
    {
        var next = Points.After(Points.Held, new MoveOut(Day.AddDays(2)), new MoveIn(Points.B, Day.AddDays(2)));
        var change = Instant.StartOf(Day.AddDays(2));
        (next.HolderAt(new(change.Micros - 1))?.Customer, next.HolderAt(change)?.Customer).ShouldBe((Points.Els, Points.B));
        Points.Refused(next, new MoveIn(Points.C, Day.AddDays(5)))!.Code.ShouldBe(RefusalCode.SupplyPointHeld);
    }

    [Fact]
    public void Nothing_of_a_former_holder_stays_in_the_state()
    {
        var moved = Points.AfterAt(Later, Points.After(Points.Held, new MoveOut(Day)), new MoveIn(Points.B));
        Sample.Text(moved).ShouldNotContain(Points.Els.Number);
        var switched = Points.AfterAt(Later, Points.Completed, new IssueLookUp(Points.B, "retailer-c", 1));
        Sample.Text(switched).ShouldNotContain(Points.Els.Number);
    }

    [Fact]
    public void A_password_holds_for_days_of_24_hours_from_its_recording()
    {
        var issued = Points.After(Points.Held, new IssueLookUp(Points.Els, "retailer-b", 7));
        issued.LookUps.Single().ShouldBe(new LookUp(Points.Els, "retailer-b", Points.Now, new(Points.Now.Micros + (7 * 86_400_000_000)), default, null));
    }

    [Fact]
    public void The_same_password_shown_to_another_retailer_holds_no_longer_than_before()
    {
        var shown = Points.After(Points.Held, new IssueLookUp(Points.Els, "retailer-b", 1, Hash: Sample.Hash('7')));
        shown = Points.AfterAt(new(Points.Now.Micros + 1), shown, new IssueLookUp(Points.Els, "retailer-c", 31, Hash: Sample.Hash('7')));
        shown.LookUps.Select(l => (l.Retailer, l.Until)).ShouldBe([("retailer-b", shown.LookUps[0].Until), ("retailer-c", shown.LookUps[0].Until)]);
    }

    [Fact]
    public void An_expired_password_gives_way_to_a_newer_one()
    {
        var first = Points.After(Points.Held, new IssueLookUp(Points.Els, "retailer-b", 1), new IssueLookUp(Points.Els, "retailer-c", 1));
        var renewed = Points.AfterAt(Later, first, new IssueLookUp(Points.Els, "retailer-b", 1));
        renewed.LookUps.Select(l => (l.Retailer, l.Given)).ShouldBe([("retailer-c", Points.Now), ("retailer-b", Later)]);
    }

    static void Nothing(SupplyPointState state, SupplyPointCommand command)
    {
        var decided = SupplyPointRules.Decide(state, Points.Number, command, Points.Anyone, Points.Directory, Points.Now);
        (decided.Refusal, decided.Events.Count).ShouldBe((null, 0));
    }
}
