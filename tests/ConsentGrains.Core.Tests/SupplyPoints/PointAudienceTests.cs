using ConsentGrains.Core.SupplyPoints;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.SupplyPoints.SupplyPointCommand;

namespace ConsentGrains.Core.Tests.SupplyPoints;

public sealed class PointAudienceTests
{
    const string Area = "area:03";

    public static TheoryData<string, SupplyPointState, SupplyPointCommand, string> Rows => new()
    {
        { "registered: its area and retailer", SupplyPointState.Unknown, new Register(Customer: Points.Els), $"{Area} party:els party:gtdo-03" },
        { "moved in", Points.Free, new MoveIn(Points.B), $"{Area} party:gtdo-03 party:retailer-b" },
        { "moved out: whose it was", Points.Held, new MoveOut(Points.Today), $"{Area} party:els party:gtdo-03" },
        { "requested: both retailers and OCCTO", Points.Held, Points.Apply, $"{Area} party:els party:gtdo-03 party:occto party:retailer-b" },
        { "judged", Points.Applied, new JudgeSwitch(Judgement.Ok), $"{Area} party:els party:gtdo-03 party:occto party:retailer-b" },
        { "cancelled: the new retailer's need ends", Points.Applied, new CancelSwitch(), $"{Area} party:els party:gtdo-03 party:occto party:retailer-b" },
        { "a password: whom it lets in", Points.Held, new IssueLookUp(Points.Els, "retailer-c", 1), $"{Area} party:els party:gtdo-03 party:retailer-c" },
        { "a password after a switch: nobody of before", Points.Completed, new IssueLookUp(Points.B, "retailer-c", 1), $"{Area} party:gtdo-03 party:retailer-b party:retailer-c" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void An_event_is_tagged_for_the_parties_of_the_point(string about, SupplyPointState before, SupplyPointCommand command, string tags)
    {
        var happened = SupplyPointRules.Decide(before, Points.Number, command, Points.Anyone, Points.Directory, Points.Now).Events.Single();
        string.Join(' ', SupplyPointAudience.Of(before, SupplyPointRules.Evolve(before, happened, Points.Now), happened)).ShouldBe(tags, about);
    }

    [Fact]
    public void The_change_of_retailer_concerns_the_old_and_the_new_one()
    {
        var before = Points.Told(Points.Matched, new CompleteSwitch(Points.Today));
        var happened = new SupplyPointEvent.SwitchCompleted(before.Switch!.Number, before.Switch.Effective!.Value);
        string.Join(' ', SupplyPointAudience.Of(before, SupplyPointRules.Evolve(before, happened, Points.Now), happened))
            .ShouldBe($"{Area} party:els party:gtdo-03 party:occto party:retailer-b");
    }
}
