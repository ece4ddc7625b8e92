using System.Globalization;
using System.Text;

namespace ConsentGrains.Journal.Checkpoints;

/// <summary>The erasure ledger outside the store, beside the anchor: one line per erasure. A backup from before an erasure holds the key it destroyed; this
/// file says so when the backup is restored. Lines are only added. Torn and strange lines say nothing.</summary>
sealed class LedgerCopy(string path)
{
    const string Magic = "consentgrains-erasure-v1";
    HashSet<NameHash>? known;

    /// <summary>Adds what is not in it yet, flushed to disk.</summary>
    public void Add(List<ErasureRow> rows)
    {
        known ??= [.. Read().Select(row => row.Name)];
        var fresh = rows.FindAll(row => !known.Contains(row.Name));
        if (fresh.Count == 0) return;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write);
        // A line torn by a crash is ended first, so that it is strange and not part of another.
        file.Write(Encoding.ASCII.GetBytes("\n" + string.Concat(fresh.Select(Line))));
        file.Flush(flushToDisk: true);
        known.UnionWith(fresh.Select(row => row.Name));
    }

    public IReadOnlyList<ErasureRow> Read() => File.Exists(path) ? [.. File.ReadLines(path, Encoding.ASCII).Select(Parse).OfType<ErasureRow>()] : [];

    static string Line(ErasureRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{Magic} name={Convert.ToHexStringLower(row.Name.ToArray())} stream={row.Stream:D} time={row.Micros}\n");

    static ErasureRow? Parse(string line)
    {
        var fields = line.Split(' ');
        if (fields is not [Magic, var name, var stream, var time] || !name.StartsWith("name=", StringComparison.Ordinal) || name.Length != 5 + (2 * NameHash.Length)) return null;
        if (!stream.StartsWith("stream=", StringComparison.Ordinal) || !Guid.TryParseExact(stream.AsSpan(7), "D", out var id)) return null;
        if (!time.StartsWith("time=", StringComparison.Ordinal) || !long.TryParse(time.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var micros)) return null;
        return name.AsSpan(5).ContainsAnyExcept("0123456789abcdef") ? null : new ErasureRow(NameHash.Read(Convert.FromHexString(name.AsSpan(5))), id, micros);
    }
}
