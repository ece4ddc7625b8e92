using ConsentGrains.Core.SupplyPoints;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.SupplyPoints;

public sealed class PointRefusalTests
{
    public static TheoryData<int, string> Rows
    {
        get
        {
            var rows = new TheoryData<int, string>();
            foreach (var (row, text) in PointRefusalRows.All.Select(r => $"{Wire.Name(r.Code)} {r.Command.GetType().Name}").Index()) rows.Add(row, text);
            return rows;
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_command_to_a_supply_point_is_refused_by_name(int row, string about)
    {
        var (code, field, command, state, issuer) = PointRefusalRows.All[row];
        var refusal = Points.Refused(state, command, issuer);
        (refusal?.Code, refusal?.Field).ShouldBe((code, field), about);
        foreach (var text in new[] { refusal!.Value ?? "", Refusals.Message(refusal).En, Refusals.Message(refusal).Ja })
            text.ShouldNotContain(Points.Digits);
    }

    [Fact]
    public void Rows_stand_in_the_order_of_the_codes() => PointRefusalRows.All.Select(r => r.Code).ShouldBeInOrder();

    [Fact]
    public void A_point_is_masked_in_what_a_refusal_says() =>
        Points.Refused(SupplyPointState.Unknown, new SupplyPointCommand.MatchSwitch())!.Value.ShouldBe("03-****-…-0001");
}
