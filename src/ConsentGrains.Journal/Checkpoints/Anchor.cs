using System.Text;

namespace ConsentGrains.Journal.Checkpoints;

/// <summary>The file outside the store: one line per checkpoint, its text, a blank, `signature=` and base64.
/// A last line without its end was torn by a crash and promises nothing.</summary>
static class Anchor
{
    const string Mark = " signature=";

    // Longer than the longest line: 75 heads of at most 90 characters.
    const int LongestLine = 16 * 1024;

    public static void Append(string path, string text, byte[] signature)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        file.SetLength(WholeLines(file));
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.ASCII.GetBytes($"{text}{Mark}{Convert.ToBase64String(signature)}\n"));
        file.Flush(flushToDisk: true);
    }

    /// <exception cref="JournalDamagedException">A line is not a checkpoint signed with this key.</exception>
    public static IEnumerable<Checkpoint> Read(string path, CheckpointKey key)
    {
        foreach (var line in Lines(path)) yield return Parse(line, key) ?? throw Damaged(path, line);
    }

    /// <summary>Whether it begins as an anchor that somebody signed.</summary>
    public static bool HoldsAny(string path) => Oldest(path).Any(line => line.StartsWith(Checkpoint.Magic, StringComparison.Ordinal));

    /// <summary>Whether this key signed any of the oldest lines.</summary>
    public static bool HoldsAnyOf(string path, CheckpointKey key) => Oldest(path).Any(line => Parse(line, key) is not null);

    /// <summary>The newest checkpoint; null when there is none yet.</summary>
    public static Checkpoint? ReadLast(string path, CheckpointKey key)
    {
        if (!File.Exists(path)) return null;
        using var file = File.OpenRead(path);
        var end = WholeLines(file);
        var tail = new byte[Math.Min(end, LongestLine)];
        file.Position = end - tail.Length;
        file.ReadExactly(tail);
        var lines = Encoding.ASCII.GetString(tail).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines is [.., var last] ? Parse(last, key) ?? throw Damaged(path, last) : null;
    }

    static IEnumerable<string> Oldest(string path) => File.Exists(path) ? Lines(path).Take(Limits.PageRows) : [];

    static IEnumerable<string> Lines(string path)
    {
        using var file = File.OpenRead(path);
        var left = WholeLines(file);
        file.Position = 0;
        using var reader = new StreamReader(file, Encoding.ASCII);
        while (left > 0 && reader.ReadLine() is { } line)
        {
            left -= line.Length + 1;
            yield return line;
        }
    }

    static JournalDamagedException Damaged(string path, string line) =>
        new(null, null, $"a line of the anchor {path} is not a checkpoint signed with this journal's key: {line[..Math.Min(60, line.Length)]}");

    static Checkpoint? Parse(string line, CheckpointKey key)
    {
        var mark = line.LastIndexOf(Mark, StringComparison.Ordinal);
        if (mark < 0) return null;
        var signature = new byte[line.Length];
        if (!Convert.TryFromBase64String(line[(mark + Mark.Length)..], signature, out var length)) return null;
        var text = line[..mark];
        return key.Verify(text, signature[..length]) ? Checkpoint.Parse(text) : null;
    }

    static long WholeLines(FileStream file)
    {
        for (var end = file.Length; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n') return end;
        }
        return 0;
    }
}
