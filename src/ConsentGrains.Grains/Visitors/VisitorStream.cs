using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Sites;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Visitors;

/// <summary>A command of one visitor, and the directory it is decided by.</summary>
readonly record struct VisitorOrder(ChooseTransmissions Body, DirectoryState Directory);

/// <summary>Core's rules and formats for the streams of visitors. They are short and have no snapshots.</summary>
sealed class VisitorStream : IStreamRules<VisitorState, VisitorOrder, VisitorChose>, IStoredStates<VisitorState>
{
    public VisitorState Unknown => VisitorState.Unknown;

    public VisitorState Erased => VisitorState.Unknown;

    public static StreamName NameOf(string visitor) => new("visitor", visitor);

    public Decided<VisitorChose> Decide(VisitorState state, VisitorOrder order, Instant now) => VisitorRules.Decide(state, order.Body, order.Directory);

    public VisitorState Evolve(VisitorState state, IReadOnlyList<VisitorChose> happened, Instant recorded, Instant? first)
    {
        foreach (var e in happened) state = VisitorRules.Evolve(state, e, recorded);
        return state;
    }

    public VisitorState Evolve(VisitorState state, string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret, Instant recorded) =>
        VisitorRules.Evolve(state, VisitorEventCodec.Decode(type, clear), recorded);

    public VisitorState? Decode(ReadOnlySpan<byte> snapshot) => null;

    public EventData[] Encode(VisitorState state, VisitorOrder order, IReadOnlyList<VisitorChose> happened, Envelope envelope, Instant now) =>
    [
        .. happened.Select(e => VisitorEventCodec.Encode(e, envelope)).Select(e => new EventData(e.Type, e.Clear, default, [])),
    ];

    public ReadOnlyMemory<byte>? Snapshot(VisitorState state, IReadOnlyList<EventData> happened) => null;

    public bool Erases(IReadOnlyList<VisitorChose> happened) => false;

    public (int Version, Instant Recorded) PlaceOf(VisitorState state) => (state.Version, state.Recorded);

    public string? IdMade(VisitorState state, VisitorOrder order, int version) => null;
}
