using System.Text;

namespace ConsentGrains.Journal.Sealing;

/// <summary>Keyed hashes: the store learns neither a stream's name nor an Idempotency-Key.</summary>
sealed class Names(KeyRing keys)
{
    // A lone surrogate has no UTF-8; replacing it would give two names one hash.
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    // Who loads a stream asks for its partition, and then for its rows: twice the same name, on the same thread. The second takes it away.
    [ThreadStatic]
    static (StreamName? Name, Names? By, NameHash Hash) asked;

    readonly HashingKey streams = new(keys.Name);
    readonly HashingKey commands = new(keys.Command);

    /// <summary>HMAC-SHA256 over kind, a zero byte, key.</summary>
    public NameHash Hash(StreamName name) => Place(name).Hash;

    /// <summary>As <see cref="Hash(StreamName)"/>, kept with the name: for what is written to, which is less than what is read.</summary>
    public NameHash HashToKeep(StreamName name) => CardOf(name).Hash;

    /// <summary>HMAC-SHA256 over actor, a zero byte, Idempotency-Key.</summary>
    public NameHash Hash(CommandKey command) => Keyed(commands, command.Actor, command.Key);

    public NameHash HashBody(CommandKey command)
    {
        Span<byte> hash = stackalloc byte[NameHash.Length];
        commands.Hash(command.BodyHash.Span, hash);
        return NameHash.Read(hash);
    }

    /// <summary>Nothing is kept with the name: who asks often keeps the answer.</summary>
    public PartitionId PartitionOf(StreamName name)
    {
        if (Fixed(name) is { } known) return known;
        var (hash, partition) = Place(name);
        asked = (name, this, hash);
        return partition;
    }

    /// <summary>Hash and partition, for the price of one.</summary>
    public (NameHash Hash, PartitionId Partition) Place(StreamName name)
    {
        if (name.Card is { } known && ReferenceEquals(known.By, this)) return (known.Hash, known.Partition);
        var again = ReferenceEquals(asked.Name, name) && ReferenceEquals(asked.By, this);
        var hash = again ? asked.Hash : Keyed(streams, name.Kind, name.Key);
        if (again) asked = default;
        return (hash, Fixed(name) ?? Spread(hash));
    }

    NameCard CardOf(StreamName name)
    {
        if (name.Card is { } known && ReferenceEquals(known.By, this)) return known;
        var (hash, partition) = Place(name);
        return name.Card = new(this, hash, partition);
    }

    static PartitionId? Fixed(StreamName name) =>
        string.Equals(name.Kind, StreamName.Directory.Kind, StringComparison.Ordinal) ? PartitionId.Directory
        : name.Area is { } area ? PartitionId.OfArea(area)
        : null;

    static PartitionId Spread(NameHash hash)
    {
        Span<byte> bytes = stackalloc byte[NameHash.Length];
        hash.Write(bytes);
        return PartitionId.OfHash(bytes);
    }

    static NameHash Keyed(HashingKey key, string first, string second)
    {
        if (first.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("holds a zero character", nameof(first));
        var longest = Strict.GetMaxByteCount(first.Length + 1 + second.Length);
        var text = longest <= 512 ? stackalloc byte[longest] : new byte[longest];
        var length = Strict.GetBytes(first, text);
        text[length++] = 0;
        length += Strict.GetBytes(second, text[length..]);
        Span<byte> hash = stackalloc byte[NameHash.Length];
        key.Hash(text[..length], hash);
        return NameHash.Read(hash);
    }
}

/// <summary>A name as the journal <paramref name="By"/> knows it.</summary>
sealed record NameCard(Names By, NameHash Hash, PartitionId Partition);
