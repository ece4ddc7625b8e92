using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Incidents;

namespace ConsentGrains.Client;

/// <summary>Commands to incidents (漏えい等) and what happened to them, as they cross processes: the commands' records under their kind, events as the journal stores them.</summary>
public static class IncidentMessages
{
    static readonly RecordNames<IncidentCommand> Kinds = new("incident/");

    public static Order Of(IncidentCommand command, Envelope envelope) =>
        new(Kinds.Of(command), Bytes.Of(JsonSerializer.SerializeToElement(command, command.GetType())), envelope);

    /// <exception cref="JsonException">It is none that this version knows.</exception>
    public static IncidentCommand CommandOf(Order order)
    {
        var kind = Kinds.KindOf(order);
        return (IncidentCommand)Bytes.Read<JsonElement>(order.Fields).Deserialize(kind)!;
    }

    public static byte[] Write(string incident, IEnumerable<IncidentEntry> history) => Bytes.Of(history.Select(entry =>
    {
        var stored = IncidentEventCodec.Encode(entry.Event, incident, entry.Envelope);
        return new EntrySent(entry.Version, entry.Recorded, stored.Type, stored.Clear.ToArray(), stored.Secret.ToArray());
    }).ToArray());

    public static IReadOnlyList<IncidentEntry> Read(byte[] bytes) => [.. Bytes.Read<EntrySent[]>(bytes).Select(sent =>
    {
        var decoded = IncidentEventCodec.Decode(sent.Type, sent.Clear, sent.Secret);
        return new IncidentEntry(sent.Version, sent.Recorded, decoded.Event, decoded.Envelope);
    })];

    /// <summary>How an incident stands after all that happened to it.</summary>
    public static IncidentState StateOf(IEnumerable<IncidentEntry> history) =>
        history.Aggregate(IncidentState.Unknown, (state, entry) => IncidentRules.Evolve(state, entry.Event, entry.Recorded));
}

/// <summary>Something that happened to an incident.</summary>
public sealed record IncidentEntry(int Version, Instant Recorded, IncidentEvent Event, Envelope Envelope);
