using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Streams;

/// <summary>What is particular to a kind of stream: Core's rules and formats. Pure. An order is a command with all it is decided from
/// besides the state.</summary>
interface IStreamRules<TState, in TOrder, TEvent> where TState : class
{
    Decided<TEvent> Decide(TState state, TOrder order, Instant now);

    /// <param name="first">When another registry recorded them; null = they are this one's own.</param>
    TState Evolve(TState state, IReadOnlyList<TEvent> happened, Instant recorded, Instant? first);

    /// <param name="now">As near as is known to the moment they will be recorded.</param>
    EventData[] Encode(TState state, TOrder order, IReadOnlyList<TEvent> happened, Envelope envelope, Instant now);

    /// <summary>The state before some events, and the events: what a load can evolve once it knows when they were recorded.
    /// Null for a kind without snapshots.</summary>
    ReadOnlyMemory<byte>? Snapshot(TState state, IReadOnlyList<EventData> happened);

    bool Erases(IReadOnlyList<TEvent> happened);

    (int Version, Instant Recorded) PlaceOf(TState state);

    /// <summary>The id the registry gave to what an order made, read from the state that has it; null where it chose none.</summary>
    string? IdMade(TState state, TOrder order, int version);
}
