using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Subscriptions;

/// <summary>Core's rules and formats for the streams of subscriptions. Their events carry no tags: the feed does not tell of itself.</summary>
sealed class SubscriptionStream : IStreamRules<SubscriptionState, SubscriptionOrder, SubscriptionEvent>, IStoredStates<SubscriptionState>
{
    public SubscriptionState Unknown => SubscriptionState.Unknown;

    public SubscriptionState Erased => SubscriptionState.Unknown;

    public static StreamName NameOf(string id) => new("subscription", id);

    public Decided<SubscriptionEvent> Decide(SubscriptionState state, SubscriptionOrder order, Instant now) =>
        SubscriptionRules.Decide(state, order.Id, order.Body, order.Directory);

    public SubscriptionState Evolve(SubscriptionState state, IReadOnlyList<SubscriptionEvent> happened, Instant recorded, Instant? first)
    {
        foreach (var e in happened) state = SubscriptionRules.Evolve(state, e, recorded);
        return state;
    }

    public SubscriptionState Evolve(SubscriptionState state, string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret, Instant recorded) =>
        SubscriptionRules.Evolve(state, SubscriptionEventCodec.Decode(type, clear, secret).Event, recorded);

    public SubscriptionState? Decode(ReadOnlySpan<byte> snapshot) => SubscriptionSnapshotCodec.Decode(snapshot);

    public EventData[] Encode(SubscriptionState state, SubscriptionOrder order, IReadOnlyList<SubscriptionEvent> happened, Envelope envelope, Instant now) =>
        [.. happened.Select(e => SubscriptionEventCodec.Encode(e, order.Id, envelope)).Select(bytes => new EventData(bytes.Type, bytes.Clear, bytes.Secret, []))];

    public ReadOnlyMemory<byte>? Snapshot(SubscriptionState state, IReadOnlyList<EventData> happened) =>
        SnapshotBytes.Encode(SubscriptionSnapshotCodec.Encode(state), happened);

    public bool Erases(IReadOnlyList<SubscriptionEvent> happened) => false;

    public (int Version, Instant Recorded) PlaceOf(SubscriptionState state) => (state.Version, state.Recorded);

    public string? IdMade(SubscriptionState state, SubscriptionOrder order, int version) => null;
}
