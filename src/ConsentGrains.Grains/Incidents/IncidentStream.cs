using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Incidents;

/// <summary>A command to one incident, and the directory it is decided by.</summary>
readonly record struct IncidentOrder(string Incident, IncidentCommand Body, DirectoryState Directory);

/// <summary>Core's rules and formats for the streams of incidents. They are short and have no snapshots.</summary>
sealed class IncidentStream : IStreamRules<IncidentState, IncidentOrder, IncidentEvent>, IStoredStates<IncidentState>
{
    public IncidentState Unknown => IncidentState.Unknown;

    public IncidentState Erased => IncidentState.Unknown;

    public static StreamName NameOf(string incident) => new("incident", incident);

    public Decided<IncidentEvent> Decide(IncidentState state, IncidentOrder order, Instant now) => IncidentRules.Decide(state, order.Body, order.Directory, now);

    public IncidentState Evolve(IncidentState state, IReadOnlyList<IncidentEvent> happened, Instant recorded, Instant? first)
    {
        foreach (var e in happened) state = IncidentRules.Evolve(state, e, recorded);
        return state;
    }

    public IncidentState Evolve(IncidentState state, string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret, Instant recorded) =>
        IncidentRules.Evolve(state, IncidentEventCodec.Decode(type, clear, secret).Event, recorded);

    public IncidentState? Decode(ReadOnlySpan<byte> snapshot) => null;

    public EventData[] Encode(IncidentState state, IncidentOrder order, IReadOnlyList<IncidentEvent> happened, Envelope envelope, Instant now)
    {
        var events = new EventData[happened.Count];
        for (var i = 0; i < events.Length; i++)
        {
            state = IncidentRules.Evolve(state, happened[i], now);
            var bytes = IncidentEventCodec.Encode(happened[i], order.Incident, envelope);
            events[i] = new(bytes.Type, bytes.Clear, bytes.Secret, IncidentAudience.Of(state, order.Directory));
        }

        return events;
    }

    public ReadOnlyMemory<byte>? Snapshot(IncidentState state, IReadOnlyList<EventData> happened) => null;

    public bool Erases(IReadOnlyList<IncidentEvent> happened) => false;

    public (int Version, Instant Recorded) PlaceOf(IncidentState state) => (state.Version, state.Recorded);

    public string? IdMade(IncidentState state, IncidentOrder order, int version) => order.Body is IncidentCommand.Open ? order.Incident : null;
}
