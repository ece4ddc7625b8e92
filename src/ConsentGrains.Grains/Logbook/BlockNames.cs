using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ConsentGrains.Grains.Logbook;

/// <summary>Which customers' streams and which parties a block may tell of, without opening it: a Bloom filter of ten bits for each of its names, with
/// seven probes; one block in a hundred is opened in vain. INVARIANT (format): probe i of a name is (h1 + i·h2) mod bits, h1 and h2 the first two
/// big-endian 64-bit numbers of the stream's id, or of the SHA-256 of the party's UTF-8.</summary>
static class BlockNames
{
    const int BitsEach = 10;
    const int Probes = 7;

    public static byte[] Of(IReadOnlyList<LogRow> rows)
    {
        var names = new HashSet<Name>();
        var parties = new HashSet<string>(StringComparer.Ordinal);
        LogRow? before = null;
        foreach (var row in rows)
        {
            if (row.Stream is { } stream) names.Add(Of(stream));
            AddOther(parties, row.By, before?.By);
            AddOther(parties, row.Operator, before?.Operator);
            AddOther(parties, row.Party, before?.Party);
            before = row;
        }

        foreach (var party in parties) names.Add(Of(party));
        var filter = new byte[((names.Count * BitsEach) + 7) / 8];
        foreach (var name in names) Set(filter, name);
        return filter;
    }

    /// <summary>Most rows name the parties of the row before them, which are the very same objects.</summary>
    static void AddOther(HashSet<string> parties, string? party, string? before)
    {
        if (party is not null && !ReferenceEquals(party, before)) parties.Add(party);
    }

    public static Name Of(Guid stream)
    {
        Span<byte> bytes = stackalloc byte[16];
        stream.TryWriteBytes(bytes, bigEndian: true, out _);
        return Of(bytes);
    }

    public static Name Of(string party)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(party), hash);
        return Of(hash);
    }

    /// <summary>False: the block surely does not tell of it.</summary>
    public static bool MayHold(ReadOnlySpan<byte> filter, Name name)
    {
        if (filter.IsEmpty) return true;
        for (var i = 0; i < Probes; i++)
        {
            var bit = BitOf(name, i, filter.Length);
            if ((filter[(int)(bit >> 3)] & (1 << (int)(bit & 7))) == 0) return false;
        }

        return true;
    }

    static void Set(Span<byte> filter, Name name)
    {
        for (var i = 0; i < Probes; i++)
        {
            var bit = BitOf(name, i, filter.Length);
            filter[(int)(bit >> 3)] |= (byte)(1 << (int)(bit & 7));
        }
    }

    static ulong BitOf(Name name, int probe, int bytes) => unchecked(name.First + ((ulong)probe * name.Second)) % ((ulong)bytes * 8);

    static Name Of(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>A name as the filter knows it.</summary>
    public readonly record struct Name(ulong First, ulong Second);
}
