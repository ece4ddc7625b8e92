using System.Runtime.CompilerServices;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Customers;

/// <summary>What the journal has on one customer: the newest state, the state as of a moment, what happened.</summary>
sealed class CustomerHistory(IJournal journal)
{
    public ValueTask<CustomerState> FoldAsync(StreamName name, StreamImage image)
    {
        if (image.Erased) return new(CustomerStream.Erased);
        var state = CustomerState.Unknown;
        if (image.Snapshot is { } snapshot)
        {
            if (Decode(snapshot, new(image.SnapshotMicros)) is not { } decoded) return AtAsync(name, long.MaxValue);
            state = decoded;
        }

        foreach (var e in image.Events) state = Evolve(state, e);
        return new(state);
    }

    /// <summary>The state after all that was recorded up to a moment.</summary>
    public async ValueTask<CustomerState> AtAsync(StreamName name, long micros)
    {
        var state = CustomerState.Unknown;
        await foreach (var e in journal.ReadStreamAsync(name, micros, CancellationToken.None)) state = Evolve(state, e);
        return state;
    }

    public async IAsyncEnumerable<CustomerHistoryEntry> ReadAsync(
        StreamName name, long upToMicros, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var e in Faults.Guarded(journal.ReadStreamAsync(name, upToMicros, cancel)))
        {
            // Erased while it was being read.
            if (e.Secret is null) yield break;
            var decoded = CustomerEventCodec.Decode(e.Type, e.Clear, e.Secret);
            yield return new(e.Version, new(e.Micros), e.Type, decoded.Event, decoded.Envelope);
        }
    }

    static CustomerState? Decode(ReadOnlyMemory<byte> snapshot, Instant recorded) => SnapshotBytes.Decode(
        snapshot, CustomerSnapshotCodec.Decode,
        (state, type, clear, secret) => CustomerRules.Evolve(state, CustomerEventCodec.Decode(type, clear, secret).Event, recorded));

    static CustomerState Evolve(CustomerState state, StoredEvent e) =>
        CustomerRules.Evolve(state, CustomerEventCodec.Decode(e.Type, e.Clear, e.Secret).Event, new Instant(e.Micros));
}
