using ConsentGrains.Core;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Streams;

/// <summary>What the journal has on the streams of one kind: the newest state, the state as of a moment, one state after the other.</summary>
sealed class History<TState> where TState : class
{
    readonly IJournal journal;
    readonly IStoredStates<TState> states;

    public History(IJournal journal, IStoredStates<TState> states) => (this.journal, this.states, Source) = (journal, states, new(journal, FoldAsync));

    /// <summary>For the streams of this kind: one for all.</summary>
    public StreamSource<TState> Source { get; }

    public ValueTask<TState> FoldAsync(StreamName name, StreamImage image)
    {
        if (image.Erased) return new(states.Erased);
        var state = states.Unknown;
        if (image.Snapshot is { } snapshot)
        {
            var recorded = new Instant(image.SnapshotMicros);
            if (SnapshotBytes.Decode(snapshot, states.Decode, (before, type, clear, secret) => states.Evolve(before, type, clear, secret, recorded)) is not { } decoded)
                return AtAsync(name, long.MaxValue);
            state = decoded;
        }

        foreach (var e in image.Events) state = Evolve(state, e);
        return new(state);
    }

    /// <summary>The state after all that was recorded up to a moment.</summary>
    public async ValueTask<TState> AtAsync(StreamName name, long micros)
    {
        var state = states.Unknown;
        await foreach (var e in journal.ReadStreamAsync(name, micros, CancellationToken.None)) state = Evolve(state, e);
        return state;
    }

    /// <summary>The state after each event, in order.</summary>
    public async IAsyncEnumerable<TState> EachAsync(StreamName name)
    {
        var state = states.Unknown;
        await foreach (var e in journal.ReadStreamAsync(name, long.MaxValue, CancellationToken.None)) yield return state = Evolve(state, e);
    }

    TState Evolve(TState state, StoredEvent e) => states.Evolve(state, e.Type, e.Clear, e.Secret, new Instant(e.Micros));
}

/// <summary>How states of one kind are made from what is stored. Pure.</summary>
interface IStoredStates<TState> where TState : class
{
    /// <summary>Before the first event.</summary>
    TState Unknown { get; }

    /// <summary>All that is left of an erased one.</summary>
    TState Erased { get; }

    /// <param name="secret">Null once its key is destroyed.</param>
    TState Evolve(TState state, string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret, Instant recorded);

    /// <summary>Null for bytes of another format: make the state again from its events.</summary>
    TState? Decode(ReadOnlySpan<byte> snapshot);
}
