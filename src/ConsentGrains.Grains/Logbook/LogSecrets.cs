using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Grains.Logbook;

/// <summary>What of an entry is sealed: what may name or describe a person (a supply point, a document, a site),
/// and every word of the question that the registry does not know, for nobody can say what stands in it.
/// INVARIANT (format): a JSON object of texts; names are only ever added.</summary>
sealed class LogSecrets
{
    /// <summary>The purpose of the seals.</summary>
    public const string Purpose = "decision-log.v1";

    readonly ArrayBufferWriter<byte> buffer = new();
    readonly Utf8JsonWriter json;
    bool any;

    public LogSecrets() => json = new(buffer);

    /// <summary>What the sealed bytes are bound to: the entry's place.</summary>
    public static void WritePlace(Span<byte> place, long micros) => BinaryPrimitives.WriteInt64BigEndian(place, micros);

    /// <summary>Empty where nothing needs to be sealed, which is most often. Good until the next call.</summary>
    public ReadOnlySpan<byte> Write(Question question, DirectoryState directory)
    {
        any = false;
        WriteWords(question, directory);
        if (!any) return [];
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    public static Dictionary<string, string> Read(ReadOnlySpan<byte> plain) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(plain) ?? [];

    public static string? Act(Question q) => Acts.Find(q.Act) is null ? null : q.Act;

    public static string? Party(string? party, DirectoryState directory) => party is not null && directory.Parties.ContainsKey(party) ? party : null;

    public static string? PurposeOf(Question q, DirectoryState directory) =>
        q.Purpose is { } id && (directory.Policies.Purpose(id) is not null || directory.Purposes.ContainsKey(id)) ? id : null;

    public static string? Circumstance(Question q) => q.Circumstance is { } word && Circumstances.Find(word) is not null ? word : null;

    public static string? Channel(Question q) => q.Channel is { } word && Core.Words.Channels.Contains(word) ? word : null;

    public static IReadOnlyList<string> Items(Question q, DirectoryState directory) =>
        AllKnown(q, directory) ? q.Items : [.. q.Items.Where(id => directory.Policies.Item(id) is not null)];

    void WriteWords(Question q, DirectoryState directory)
    {
        Text("supplyPoint", q.SupplyPoint);
        Text("documentRef", q.DocumentRef);
        Text("site", q.Site);
        if (Act(q) is null) Text("act", q.Act);
        if (Party(q.Party, directory) is null) Text("party", q.Party);
        if (Party(q.Recipient, directory) is null) Text("recipient", q.Recipient);
        if (PurposeOf(q, directory) is null) Text("purpose", q.Purpose);
        if (Circumstance(q) is null) Text("circumstance", q.Circumstance);
        if (Channel(q) is null) Text("channel", q.Channel);
        if (!AllKnown(q, directory)) Text("items", string.Join(' ', q.Items));
    }

    static bool AllKnown(Question q, DirectoryState directory)
    {
        for (var i = 0; i < q.Items.Count; i++)
            if (directory.Policies.Item(q.Items[i]) is null) return false;
        return true;
    }

    void Text(string name, string? value)
    {
        if (value is null) return;
        if (!any)
        {
            buffer.ResetWrittenCount();
            json.Reset();
            json.WriteStartObject();
            any = true;
        }

        json.WriteString(name, value);
    }
}
