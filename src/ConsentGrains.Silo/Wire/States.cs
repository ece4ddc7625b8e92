using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Sharing;

namespace ConsentGrains.Silo.Wire;

/// <summary>States as they cross silos: Core's snapshots, with nothing for those there are none of.</summary>
static class States
{
    public static byte[] Write(CustomerState state) => state.Version == 0 && !state.Erased ? [] : CustomerSnapshotCodec.Encode(state);

    public static CustomerState ReadCustomer(byte[] bytes) => bytes.Length == 0 ? CustomerState.Unknown
        : CustomerSnapshotCodec.Decode(bytes) ?? throw new UnavailableException("the customer's silo runs another version");

    public static byte[] Write(SubscriptionState state) => state.IsKnown ? SubscriptionSnapshotCodec.Encode(state) : [];

    public static SubscriptionState ReadSubscription(byte[] bytes) => bytes.Length == 0 ? SubscriptionState.Unknown
        : SubscriptionSnapshotCodec.Decode(bytes) ?? throw new UnavailableException("the subscription's silo runs another version");

    public static byte[] Write(SupplyPointState state, Instant until) => Bytes.Of(new PointSent(state.IsKnown ? SupplyPointSnapshotCodec.Encode(state) : [], until));

    public static SettledPoint ReadPoint(byte[] bytes)
    {
        var sent = Bytes.Read<PointSent>(bytes);
        var state = sent.State.Length == 0 ? SupplyPointState.Unknown : SupplyPointSnapshotCodec.Decode(sent.State);
        return new(state ?? throw new UnavailableException("the supply point's silo runs another version"), sent.Until);
    }

    public static byte[] Write(IEnumerable<CustomerHistoryEntry> history, CustomerId customer) => Bytes.Of(history.Select(entry =>
    {
        var stored = CustomerEventCodec.Encode(entry.Event, customer, entry.Envelope);
        return new EntrySent(entry.Version, entry.Recorded, entry.Type, stored.Clear.ToArray(), stored.Secret.ToArray());
    }).ToArray());

    public static IEnumerable<CustomerHistoryEntry> ReadHistory(byte[] bytes) => Bytes.Read<EntrySent[]>(bytes).Select(sent =>
    {
        var decoded = CustomerEventCodec.Decode(sent.Type, sent.Clear, sent.Secret);
        return new CustomerHistoryEntry(sent.Version, sent.Recorded, sent.Type, decoded.Event, decoded.Envelope);
    });

    sealed record PointSent(byte[] State, Instant Until);

    sealed record EntrySent(int Version, Instant Recorded, string Type, byte[] Clear, byte[] Secret);
}
