using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains;

/// <summary>Core's rules and formats for the one stream of the directory. It has no snapshots: every version is wanted.</summary>
sealed class DirectoryStream : IStreamRules<DirectoryTimeline, DirectoryCommand, DirectoryEvent>
{
    public Decided<DirectoryEvent> Decide(DirectoryTimeline state, DirectoryCommand order, Instant now) =>
        DirectoryRules.Decide(state.Latest, order, now);

    public DirectoryTimeline Evolve(DirectoryTimeline state, IReadOnlyList<DirectoryEvent> happened, Instant recorded, Instant? first)
    {
        foreach (var e in happened) state = state.With(DirectoryRules.Evolve(state.Latest, e, recorded, first));
        return state;
    }

    public EventData[] Encode(
        DirectoryTimeline state, DirectoryCommand order, IReadOnlyList<DirectoryEvent> happened, Envelope envelope, Instant now)
    {
        var events = new EventData[happened.Count];
        var after = state.Latest;
        for (var i = 0; i < events.Length; i++)
        {
            after = DirectoryRules.Evolve(after, happened[i], now, envelope.First);
            var bytes = DirectoryEventCodec.Encode(happened[i], envelope);
            events[i] = new(bytes.Type, bytes.Clear, bytes.Secret, DirectoryAudience.Of(happened[i], after));
        }

        return events;
    }

    public ReadOnlyMemory<byte>? Snapshot(DirectoryTimeline state, IReadOnlyList<EventData> happened) => null;

    public bool Erases(IReadOnlyList<DirectoryEvent> happened) => false;

    public (int Version, Instant Recorded) PlaceOf(DirectoryTimeline state) => (state.Latest.Version, state.Latest.Recorded);

    public string? IdMade(DirectoryTimeline state, DirectoryCommand order, int version)
    {
        if (order is not DirectoryCommand.RecordEntrustment { Id: null } || version == 0) return null;
        if (state.Version(version) is not { } after || state.Version(version - 1) is not { } before) return null;
        foreach (var id in after.Entrustments.Keys)
            if (!before.Entrustments.ContainsKey(id)) return id;
        return null;
    }
}
