using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Core.Tests.Codec;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.SupplyPoints.SupplyPointCommand;

namespace ConsentGrains.Core.Tests.SupplyPoints;

/// <summary>Random histories of a point: bytes and snapshots tell it whole, and whatever happened it never has two holders.</summary>
public sealed class PointHistoryTests
{
    const int Seed = 20261122;
    const int Histories = 200;
    const int Length = 60;
    const long Day = 86_400_000_000;

    [Fact]
    public void A_point_folded_from_bytes_or_from_a_snapshot_and_the_rest_is_the_same_point()
    {
        var kinds = new HashSet<Type>();
        for (var history = 0; history < Histories; history++)
        {
            var random = new Random(Seed + history);
            var (direct, stored, at) = (SupplyPointState.Unknown, SupplyPointState.Unknown, Points.Now);
            for (var step = 0; step < Length; step++)
            {
                at = new Instant(at.Micros + (random.Next(4) * Day) + 1);
                // Now and then a saga is left as it stands, as after a crash.
                var due = random.Next(8) == 0 ? [] : SupplyPointSaga.Due(direct, Points.Number);
                var command = due is [.., SagaStep.ToPoint last] ? last.Command : Command(random, at.Day);
                foreach (var happened in SupplyPointRules.Decide(direct, Points.Number, command, command.IsStep ? Issuer.Registry : Points.Anyone, Points.Directory, at).Events)
                {
                    kinds.Add(happened.GetType());
                    direct = SupplyPointRules.Evolve(direct, happened, at);
                    stored = SupplyPointRules.Evolve(stored, ThroughBytes(happened), at);
                }

                if (random.Next(6) == 0) stored = SupplyPointSnapshotCodec.Decode(SupplyPointSnapshotCodec.Encode(stored))!;
                var where = $"seed {Seed + history}, step {step}";
                Sample.Text(stored).ShouldBe(Sample.Text(direct), where);
                Check(direct, at, where);
            }
        }

        kinds.Count.ShouldBe(14 - 1, "every kind but a rejected switch");
    }

    [Fact]
    public void Every_saga_comes_to_an_end()
    {
        foreach (var start in new[] { Points.Told(Points.Held, Points.Apply), Points.Told(Points.Matched, new CompleteSwitch(Points.Today)), Points.Told(Points.Held, new MoveOut(Points.Today)) })
        {
            var (state, turns) = (start, 0);
            for (; SupplyPointSaga.Due(state, Points.Number) is [.., SagaStep.ToPoint last]; turns++) state = Points.Told(state, last.Command, Issuer.Registry);
            (state.IsSettled, turns).ShouldBe((true, turns is > 0 and < 3 ? turns : -1));
        }
    }

    [Fact]
    public void A_snapshot_that_was_cut_or_is_of_another_format_is_none()
    {
        foreach (var state in new[] { Points.Applied, Points.Completed, Points.Told(Points.Held, new MoveOut(Points.Today)), Points.After(Points.Held, new IssueLookUp(Points.Els, "retailer-b", 1)) })
        {
            var snapshot = SupplyPointSnapshotCodec.Encode(state);
            Sample.Text(SupplyPointSnapshotCodec.Decode(snapshot)!).ShouldBe(Sample.Text(state));
            for (var length = 0; length < snapshot.Length; length++) SupplyPointSnapshotCodec.Decode(snapshot.AsSpan(0, length)).ShouldBeNull();
            snapshot[0]++;
            SupplyPointSnapshotCodec.Decode(snapshot).ShouldBeNull();
        }
    }

    [Fact]
    public void The_format_of_a_snapshot_is_pinned() => Convert.ToHexStringLower(SupplyPointSnapshotCodec.Encode(
            Points.After(SupplyPointState.Unknown, new Register(Customer: Points.B, Voltage: VoltageClass.Low))))
        .ShouldBe("01" + "01" + "0000d8c35a4e0600" + "17" + Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(Points.Digits)) + "03" + "00" + "01"
            + "01" + "0f" + Convert.ToHexStringLower("retailer-b/X-9"u8) + "003ca738534e0600" + "00"
            + "01" + "0b" + Convert.ToHexStringLower("retailer-b"u8) + "003ca738534e0600" + "00"
            + "00" + "00" + "00");

    static void Check(SupplyPointState state, Instant at, string where)
    {
        for (var i = 1; i < state.Holdings.Length; i++)
            (state.Holdings[i - 1].Until <= state.Holdings[i].From).ShouldBeTrue(where);
        for (var i = 1; i < state.Supplies.Length; i++)
            (state.Supplies[i - 1].Until <= state.Supplies[i].From).ShouldBeTrue(where);
        foreach (var holding in state.Holdings) (holding.Until > holding.From || holding.Until is null).ShouldBeTrue(where);
        if (state.HolderAt(at) is { } holder) state.RetailerAt(at).ShouldBe(holder.Customer.Operator, where);
    }

    static SupplyPointCommand Command(Random random, DateOnly today)
    {
        var day = today.AddDays(random.Next(-5, 9));
        var customer = Of(random, Points.Els, Points.B, Points.C);
        var other = Of(random, Points.Els, Points.B, Points.C);
        return random.Next(14) switch
        {
            0 => new Register(PointKind.Supply, null, customer, random.Next(2) == 0 ? null : today.AddDays(-30), VoltageClass.Low),
            1 => new MoveIn(customer, random.Next(2) == 0 ? null : day),
            2 => new MoveOut(day),
            3 or 4 => new ApplySwitch(customer.Operator, customer, other, MeterWork: random.Next(2) == 0),
            5 or 6 => new JudgeSwitch(random.Next(4) == 0 ? Judgement.Ng : Judgement.Ok),
            7 => new JudgeSwitch(Judgement.Ng, ["name-mismatch"], "カナ"),
            8 or 9 => new MatchSwitch(),
            10 => random.Next(3) == 0 ? new CancelSwitch() : new LapseSwitch(),
            11 or 12 => new CompleteSwitch(day),
            _ => new IssueLookUp(customer, other.Operator, Words.LookUpDays[random.Next(3)], ConsentBy.Principal, random.Next(2) == 0 ? Sample.Hash('7') : null),
        };
    }

    static T Of<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    static SupplyPointEvent ThroughBytes(SupplyPointEvent happened)
    {
        var written = SupplyPointEventCodec.Encode(happened, Points.Number, Events.Full);
        var read = SupplyPointEventCodec.Decode(written.Type, written.Clear, written.Secret);
        (read.Point, read.Envelope).ShouldBe((Points.Number, Events.Full));
        return read.Event;
    }
}
