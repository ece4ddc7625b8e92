using System.Text;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.SupplyPoints;

/// <summary>Seals and opens the customers in what is written to and read from supply points' streams. A snapshot begins with the sealed names of the customers
/// it refers to.</summary>
sealed class SealedNames(CustomerSeals seals)
{
    /// <summary>No snapshot begins with it otherwise (<see cref="SnapshotBytes"/> begins with 1).</summary>
    const byte Named = 2;

    public async ValueTask<EventData[]> CloseAsync(IReadOnlyList<EventData> events)
    {
        var closed = new EventData[events.Count];
        for (var i = 0; i < closed.Length; i++) closed[i] = events[i] with { Secret = await MapAsync(events[i].Secret, seals.CloseAsync) };
        return closed;
    }

    public async ValueTask<StoredEvent> OpenAsync(StoredEvent e) =>
        e.Secret is { IsEmpty: false } secret && EventTypes.IsOfPoint(e.Type) ? e with { Secret = await MapAsync(secret, seals.OpenAsync) } : e;

    /// <summary>Every customer of the state and of the events in it by reference, after a list of their sealed names.</summary>
    public async ValueTask<byte[]?> CloseAsync(ReadOnlyMemory<byte> snapshot)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Names(snapshot)) names.TryAdd(name, await seals.CloseAsync(name));
        return SnapshotBytes.Rewrite(snapshot, state => State(state, Short), secret => PointSecrets.Naming(secret, Short)) is { } inner ? Join(names.Values, inner) : null;

        string Short(string name) => Before(names[name]);
    }

    /// <summary>Null: the bytes are of another format, and the state is made again from its events.</summary>
    public async ValueTask<byte[]?> OpenAsync(ReadOnlyMemory<byte> snapshot)
    {
        if (snapshot.IsEmpty || snapshot.Span[0] != Named) return snapshot.ToArray();
        var (stored, inner) = Split(snapshot);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in stored) names[Before(name)] = await seals.OpenAsync(name);
        return SnapshotBytes.Rewrite(inner, state => State(state, Long), secret => PointSecrets.Naming(secret, Long));

        string Long(string name) => names.GetValueOrDefault(name, name);
    }

    static async ValueTask<ReadOnlyMemory<byte>> MapAsync(ReadOnlyMemory<byte> secret, Func<string, ValueTask<string>> map)
    {
        Dictionary<string, string>? names = null;
        foreach (var name in PointSecrets.NamesIn(secret)) (names ??= new(StringComparer.Ordinal)).TryAdd(name, await map(name));
        return names is null ? secret : PointSecrets.Naming(secret, name => names[name]);
    }

    static IEnumerable<string> Names(ReadOnlyMemory<byte> snapshot)
    {
        List<string> found = [];
        SnapshotBytes.Rewrite(snapshot, state => State(state, Seen), secret => PointSecrets.Naming(secret, Seen));
        return found.Distinct(StringComparer.Ordinal);

        string Seen(string name)
        {
            found.Add(name);
            return name;
        }
    }

    static byte[]? State(byte[] state, Func<string, string> name) => SupplyPointSnapshotCodec.Decode(state) is { } read
        ? SupplyPointSnapshotCodec.Encode(read.Naming(customer => CustomerId.Parse(name(customer.ToString())) ?? customer))
        : null;

    static string Before(string stored) => stored.LastIndexOf('.') is >= 0 and var dot && CustomerId.Parse(stored[..dot])?.Referred is not null ? stored[..dot] : stored;

    static byte[] Join(IReadOnlyCollection<string> names, byte[] inner)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Named);
        writer.Write(names.Count);
        foreach (var name in names) writer.Write(name);
        writer.Write(inner);
        writer.Flush();
        return bytes.ToArray();
    }

    static (List<string> Names, ReadOnlyMemory<byte> Inner) Split(ReadOnlyMemory<byte> snapshot)
    {
        using var bytes = new MemoryStream(snapshot.ToArray(), writable: false);
        using var reader = new BinaryReader(bytes, Encoding.UTF8);
        reader.ReadByte();
        List<string> names = [];
        for (var left = reader.ReadInt32(); left > 0; left--) names.Add(reader.ReadString());
        return (names, snapshot[(int)bytes.Position..]);
    }
}
