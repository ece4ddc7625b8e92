using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.SupplyPoints;

/// <summary>What the journal has on one supply point: the newest state, the state as of a moment, how a command ended.</summary>
sealed class PointHistory(IJournal journal)
{
    public ValueTask<SupplyPointState> FoldAsync(StreamName name, StreamImage image)
    {
        var state = SupplyPointState.Unknown;
        if (image.Snapshot is { } snapshot)
        {
            if (Decode(snapshot, new(image.SnapshotMicros)) is not { } decoded) return AtAsync(name, long.MaxValue);
            state = decoded;
        }

        foreach (var e in image.Events) state = Evolve(state, e);
        return new(state);
    }

    /// <summary>The state after all that was recorded up to a moment.</summary>
    public async ValueTask<SupplyPointState> AtAsync(StreamName name, long micros)
    {
        var state = SupplyPointState.Unknown;
        await foreach (var e in journal.ReadStreamAsync(name, micros, CancellationToken.None)) state = Evolve(state, e);
        return state;
    }

    /// <summary>The first state, at or after a version, in which no customer is still to be told of anything: how the command ended that was
    /// recorded as that version. Null while it has not ended.</summary>
    public async ValueTask<SupplyPointState?> SettledAsync(StreamName name, int version)
    {
        var state = SupplyPointState.Unknown;
        await foreach (var e in journal.ReadStreamAsync(name, long.MaxValue, CancellationToken.None))
        {
            state = Evolve(state, e);
            if (state.Version >= version && state.IsSettled) return state;
        }

        return null;
    }

    static SupplyPointState? Decode(ReadOnlyMemory<byte> snapshot, Instant recorded) => SnapshotBytes.Decode(
        snapshot, SupplyPointSnapshotCodec.Decode,
        (state, type, clear, secret) => SupplyPointRules.Evolve(state, SupplyPointEventCodec.Decode(type, clear, secret).Event, recorded));

    static SupplyPointState Evolve(SupplyPointState state, StoredEvent e) =>
        SupplyPointRules.Evolve(state, SupplyPointEventCodec.Decode(e.Type, e.Clear, e.Secret).Event, new Instant(e.Micros));
}
