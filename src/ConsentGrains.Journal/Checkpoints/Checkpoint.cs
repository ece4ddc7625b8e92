using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ConsentGrains.Journal.Checkpoints;

/// <summary>One checkpoint: which row each partition ended with. Its text is what is signed:
/// `consentgrains-checkpoint-v1 n=… incarnation=… time=… erasures=… previous=… heads=partition:position:hash,…`,
/// hashes in lower-case hexadecimal. The first checkpoint after a start names every partition that has rows, later ones those that moved.</summary>
/// <param name="Micros">When it was made.</param>
/// <param name="Erasures">Digest of the erasure ledger.</param>
/// <param name="Previous">SHA-256 of the text before it; zeros for the first.</param>
sealed record Checkpoint(long N, Guid Incarnation, long Micros, string Erasures, string Previous, IReadOnlyList<Checkpoint.Head> Heads)
{
    public const string Magic = "consentgrains-checkpoint-v1";
    public static readonly string NoPrevious = new('0', 64);

    public readonly record struct Head(PartitionId Partition, long Position, string Hash);

    public int ErasureCount { get; } = int.Parse(Erasures.AsSpan(0, Erasures.IndexOf(':', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture);

    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    public string Format()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Magic} n={N} incarnation={Incarnation:D} time={Micros} erasures={Erasures} previous={Previous} heads=");
        for (var i = 0; i < Heads.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}{Heads[i].Partition.Value}:{Heads[i].Position}:{Heads[i].Hash}");
        return text.ToString();
    }

    /// <summary>Null for any other text.</summary>
    public static Checkpoint? Parse(string text)
    {
        var fields = text.Split(' ');
        if (fields.Length != 7 || !string.Equals(fields[0], Magic, StringComparison.Ordinal)) return null;
        if (!Number(Value(fields[1], "n="), out var n) || !Guid.TryParseExact(Value(fields[2], "incarnation="), "D", out var incarnation)) return null;
        if (!Number(Value(fields[3], "time="), out var micros) || ParseHeads(Value(fields[6], "heads=")) is not { } heads) return null;
        if (Value(fields[4], "erasures=") is not { } erasures || !Number(erasures.Split(':')[0], out var count) || count > int.MaxValue) return null;
        if (!erasures.Contains(':', StringComparison.Ordinal) || Value(fields[5], "previous=") is not { } previous) return null;
        return new(n, incarnation, micros, erasures, previous, heads);
    }

    static List<Head>? ParseHeads(string? text)
    {
        if (text is null) return null;
        var heads = new List<Head>();
        foreach (var item in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = item.Split(':');
            if (parts.Length != 3 || !Number(parts[0], out var p) || p is < 0 or >= PartitionId.Count) return null;
            if (!Number(parts[1], out var position) || parts[2].Length != 64 || !parts[2].All(char.IsAsciiHexDigitLower)) return null;
            heads.Add(new(new((int)p), position, parts[2]));
        }
        return heads;
    }

    static string? Value(string field, string name) => field.StartsWith(name, StringComparison.Ordinal) ? field[name.Length..] : null;

    static bool Number(string? text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
