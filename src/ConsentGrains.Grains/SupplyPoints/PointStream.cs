using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.SupplyPoints;

/// <summary>Core's rules and formats for the streams of supply points, each in the partition of its area.</summary>
sealed class PointStream : IStreamRules<SupplyPointState, PointOrder, SupplyPointEvent>, IStoredStates<SupplyPointState>
{
    public SupplyPointState Unknown => SupplyPointState.Unknown;

    public SupplyPointState Erased => SupplyPointState.Unknown;

    public static StreamName NameOf(SupplyPointNumber point) => new("supply-point", point.Digits, point.Area);

    public Decided<SupplyPointEvent> Decide(SupplyPointState state, PointOrder order, Instant now) =>
        SupplyPointRules.Decide(state, order.Point, order.Body, order.Issuer, order.Directory, now);

    public SupplyPointState Evolve(SupplyPointState state, IReadOnlyList<SupplyPointEvent> happened, Instant recorded, Instant? first)
    {
        foreach (var e in happened) state = SupplyPointRules.Evolve(state, e, recorded, first);
        return state;
    }

    public SupplyPointState Evolve(SupplyPointState state, string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret, Instant recorded)
    {
        var stored = SupplyPointEventCodec.Decode(type, clear, secret);
        return SupplyPointRules.Evolve(state, stored.Event, recorded, stored.Envelope.First);
    }

    public SupplyPointState? Decode(ReadOnlySpan<byte> snapshot) => SupplyPointSnapshotCodec.Decode(snapshot);

    public EventData[] Encode(SupplyPointState state, PointOrder order, IReadOnlyList<SupplyPointEvent> happened, Envelope envelope, Instant now)
    {
        var events = new EventData[happened.Count];
        for (var i = 0; i < events.Length; i++)
        {
            var after = SupplyPointRules.Evolve(state, happened[i], now, envelope.First);
            var bytes = SupplyPointEventCodec.Encode(happened[i], order.Point, envelope);
            events[i] = new(bytes.Type, bytes.Clear, bytes.Secret, SupplyPointAudience.Of(state, after, happened[i]));
            state = after;
        }

        return events;
    }

    public ReadOnlyMemory<byte>? Snapshot(SupplyPointState state, IReadOnlyList<EventData> happened) =>
        SnapshotBytes.Encode(SupplyPointSnapshotCodec.Encode(state), happened);

    public bool Erases(IReadOnlyList<SupplyPointEvent> happened) => false;

    public (int Version, Instant Recorded) PlaceOf(SupplyPointState state) => (state.Version, state.Recorded);

    public string? IdMade(SupplyPointState state, PointOrder order, int version) => null;
}
