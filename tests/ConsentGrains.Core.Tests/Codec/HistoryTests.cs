using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Codec;

/// <summary>Random histories: whatever happened, bytes and snapshots tell it whole.</summary>
public sealed class HistoryTests
{
    const int Seed = 20261122;
    const int Histories = 150;
    const int Length = 60;

    static readonly DirectoryEventCodec Directories = new(_ => throw new InvalidOperationException("no policy is published here"));

    [Fact]
    public void A_customer_folded_from_bytes_or_from_a_snapshot_and_the_rest_is_the_same_customer()
    {
        var (accepted, refused) = (0, 0);
        for (var history = 0; history < Histories; history++)
        {
            var random = new Randomly(Seed + history);
            var (direct, stored, at) = (CustomerState.Unknown, CustomerState.Unknown, Sample.Now);
            for (var step = 0; step < Length; step++)
            {
                at = new Instant(at.Micros + (random.Below(5) * 86_400_000_000L) + 1);
                var decided = CustomerRules.Decide(direct, Sample.Els, random.CustomerCommand(), Sample.Directory, at);
                if (decided.Refusal is not null) refused++;
                foreach (var happened in decided.Events)
                {
                    accepted++;
                    direct = CustomerRules.Evolve(direct, happened, at);
                    stored = CustomerRules.Evolve(stored, ThroughBytes(happened, random.Envelope()), at);
                }

                if (random.Below(8) == 0) stored = CustomerSnapshotCodec.Decode(CustomerSnapshotCodec.Encode(stored))!;
                Sample.Text(stored).ShouldBe(Sample.Text(direct), $"seed {Seed + history}, step {step}");
            }
        }

        (accepted > 1_000 && refused > 1_000).ShouldBeTrue($"{accepted} accepted, {refused} refused");
    }

    [Fact]
    public void A_directory_folded_from_bytes_is_the_same_directory()
    {
        var accepted = 0;
        for (var history = 0; history < Histories; history++)
        {
            var random = new Randomly(Seed + history);
            var state = Sample.Directory;
            for (var step = 0; step < Length; step++)
                foreach (var happened in DirectoryRules.Decide(state, random.DirectoryCommand(), Sample.Now).Events)
                {
                    accepted++;
                    state = DirectoryRules.Evolve(state, happened, Sample.Now);
                    Sample.Text(ThroughBytes(happened, random.Envelope())).ShouldBe(Sample.Text(happened), $"seed {Seed + history}, step {step}");
                }
        }

        accepted.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_snapshot_that_was_cut_or_is_of_another_format_is_none()
    {
        var snapshot = CustomerSnapshotCodec.Encode(Sample.Customer);
        for (var length = 0; length < snapshot.Length; length++) CustomerSnapshotCodec.Decode(snapshot.AsSpan(0, length)).ShouldBeNull();
        CustomerSnapshotCodec.Decode([.. snapshot, 0]).ShouldBeNull();
        snapshot[0]++;
        CustomerSnapshotCodec.Decode(snapshot).ShouldBeNull();
    }

    [Fact]
    public void A_snapshot_of_random_bytes_never_throws()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            if (bytes.Length > 0) bytes[0] = 3;
            CustomerSnapshotCodec.Decode(bytes);
            if (bytes.Length > 0) bytes[0] = 1;
            SupplyPointSnapshotCodec.Decode(bytes);
        }
    }

    [Fact]
    public void The_format_of_a_snapshot_is_pinned() => Convert.ToHexStringLower(CustomerSnapshotCodec.Encode(Sample.After(
            CustomerState.Unknown, Sample.Els, new CustomerCommand.RecordContract("K1", "ELS-EL", ContractState.Active))))
        .ShouldBe("03" + "01" + "0000d8c35a4e0600" + "00" + "00" + "00" + "00"
            + "01" + "034b31" + "07454c532d454c" + "01" + "00" + "0000000000000000" + "01" + "00" + "00" + "00" + "00" + "0000000000000000"
            + "00" + "00" + "00" + "01");

    [Fact]
    public void Names_of_the_vocabulary_are_shared_by_all_customers()
    {
        var read = CustomerSnapshotCodec.Decode(CustomerSnapshotCodec.Encode(Sample.Customer))!;
        ReferenceEquals(read.Enrolments[0].Policy, Sample.Customer.Enrolments[0].Policy).ShouldBeTrue();
    }

    static CustomerEvent ThroughBytes(CustomerEvent happened, Envelope envelope)
    {
        var written = CustomerEventCodec.Encode(happened, Sample.Els, envelope);
        var read = CustomerEventCodec.Decode(written.Type, written.Clear, written.Secret);
        (read.Customer, read.Envelope).ShouldBe((Sample.Els, envelope));
        return read.Event;
    }

    static DirectoryEvent ThroughBytes(DirectoryEvent happened, Envelope envelope)
    {
        var written = DirectoryEventCodec.Encode(happened, envelope);
        var read = Directories.Decode(written.Type, written.Clear, written.Secret);
        read.Envelope.ShouldBe(envelope);
        return read.Event;
    }
}
