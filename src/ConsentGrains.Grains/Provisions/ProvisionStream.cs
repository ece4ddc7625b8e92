using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Provisions;

/// <summary>A command to the records under one key, with the directory it is decided by.</summary>
readonly record struct ProvisionOrder(ProvisionKey Key, ProvisionCommand Body, DirectoryState Directory);

/// <summary>Core's rules and formats for the streams of provision records.</summary>
sealed class ProvisionStream : IStreamRules<ProvisionState, ProvisionOrder, ProvisionEvent>, IStoredStates<ProvisionState>
{
    public ProvisionState Unknown => ProvisionState.Unknown;

    public ProvisionState Erased => ProvisionState.Destroyed;

    public static StreamName NameOf(string key) => new("provisions", key);

    public Decided<ProvisionEvent> Decide(ProvisionState state, ProvisionOrder order, Instant now) => ProvisionRules.Decide(state, order.Key, order.Body, order.Directory, now);

    public ProvisionState Evolve(ProvisionState state, IReadOnlyList<ProvisionEvent> happened, Instant recorded, Instant? first)
    {
        foreach (var e in happened) state = ProvisionRules.Evolve(state, e, recorded);
        return state;
    }

    public ProvisionState Evolve(ProvisionState state, string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret, Instant recorded) =>
        ProvisionRules.Evolve(state, ProvisionEventCodec.Decode(type, clear, secret).Event, recorded);

    public ProvisionState? Decode(ReadOnlySpan<byte> snapshot) => null;

    public EventData[] Encode(ProvisionState state, ProvisionOrder order, IReadOnlyList<ProvisionEvent> happened, Envelope envelope, Instant now) =>
    [
        .. happened.Select(e => (Event: e, Bytes: ProvisionEventCodec.Encode(e, order.Key, envelope))).Select(e => new EventData(
            e.Bytes.Type, e.Bytes.Clear, e.Event is ProvisionEvent.Removed ? default : e.Bytes.Secret, [Audience.Party(order.Key.Customer.Operator)])),
    ];

    public ReadOnlyMemory<byte>? Snapshot(ProvisionState state, IReadOnlyList<EventData> happened) => null;

    public bool Erases(IReadOnlyList<ProvisionEvent> happened) => happened.Any(e => e is ProvisionEvent.Removed);

    public (int Version, Instant Recorded) PlaceOf(ProvisionState state) => (state.Version, state.Recorded);

    public string? IdMade(ProvisionState state, ProvisionOrder order, int version) => (order.Body as ProvisionCommand.Record)?.Provision.Id;
}
