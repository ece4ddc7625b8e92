using System.Text;

namespace ConsentGrains.Grains.Logbook;

/// <summary>Many entries as bytes. INVARIANT (format): kept for years, pinned by a test; another layout takes another first byte.
/// A block is: the byte 1; the texts that stand in it, each once (their number, then length and UTF-8 of each); then the entries: micros since the one before
/// (the first: since 1970), flags, a place in the list of texts for each of the eighteen, counted from 1, 0 = absent, then what the flags say is there.
/// Numbers are unsigned LEB128, signed ones zigzag.</summary>
static class LogBlock
{
    const byte Format = 1;

    [Flags]
    enum Has
    {
        None = 0,
        Whole = 1,
        Answer = 2,
        Permit = 4,
        At = 8,
        CustomerVersion = 16,
        DirectoryVersion = 32,
        Receipt = 64,
        Stream = 128,
        Sealed = 256,
    }

    /// <param name="rows">In their order; at least one.</param>
    public static byte[] Write(IReadOnlyList<LogRow> rows)
    {
        using var texts = new Texts();
        using var entries = new LogBytes();
        long before = 0;
        foreach (var row in rows)
        {
            entries.Number((ulong)(row.Micros - before));
            before = row.Micros;
            WriteRow(entries, row, texts);
        }

        using var whole = new LogBytes();
        whole.Byte(Format);
        texts.Write(whole);
        whole.Raw(entries.Written);
        return whole.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">It is no block, or damaged.</exception>
    public static List<LogRow> Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new LogReader(bytes);
        if (reader.Byte() != Format) throw new InvalidDataException("a block of the decision log has an unknown format");
        var texts = new string?[reader.Count() + 1];
        for (var i = 1; i < texts.Length; i++) texts[i] = Encoding.UTF8.GetString(reader.Bytes());
        var rows = new List<LogRow>();
        var words = LogWords.Empty;
        for (long micros = 0; !reader.AtEnd; words = rows[^1].Words) rows.Add(ReadRow(ref reader, micros += (long)reader.Number(), texts, words));
        return rows;
    }

    static void WriteRow(LogBytes to, LogRow row, Texts texts)
    {
        to.Number((ulong)HasOf(row));
        texts.WritePlaces(to, row.Words);
        if (row.At is { } at) to.Signed(at - row.Micros);
        if (row.CustomerVersion is { } customer) to.Number((ulong)customer);
        if (row.DirectoryVersion is { } directory) to.Number((ulong)directory);
        if (row.Receipt is { } receipt) to.Bytes(receipt);
        if (row.Stream is { } stream) stream.TryWriteBytes(to.Room(16), bigEndian: true, out _);
        if (row.Sealed is { } closed) to.Bytes(closed);
    }

    static Has HasOf(LogRow row) =>
        (row.Whole ? Has.Whole : Has.None) | (row.Permitted is null ? Has.None : Has.Answer) | (row.Permitted is true ? Has.Permit : Has.None) | (row.At is null ? Has.None : Has.At)
        | (row.CustomerVersion is null ? Has.None : Has.CustomerVersion) | (row.DirectoryVersion is null ? Has.None : Has.DirectoryVersion)
        | (row.Receipt is null ? Has.None : Has.Receipt) | (row.Stream is null ? Has.None : Has.Stream) | (row.Sealed is null ? Has.None : Has.Sealed);

    /// <param name="before">The words of the row before it, taken for its own where they are the same.</param>
    static LogRow ReadRow(ref LogReader from, long micros, string?[] texts, LogWords before)
    {
        var has = (Has)from.Number();
        // The initializers here and below run in the order in which they stand, which is the order of the bytes.
        return new LogRow(micros, ReadWords(ref from, texts) is var words && words == before ? before : words)
        {
            Whole = has.HasFlag(Has.Whole),
            Permitted = has.HasFlag(Has.Answer) ? has.HasFlag(Has.Permit) : null,
            At = has.HasFlag(Has.At) ? micros + from.Signed() : null,
            CustomerVersion = has.HasFlag(Has.CustomerVersion) ? (int)from.Number() : null,
            DirectoryVersion = has.HasFlag(Has.DirectoryVersion) ? (int)from.Number() : null,
            Receipt = has.HasFlag(Has.Receipt) ? from.Bytes().ToArray() : null,
            Stream = has.HasFlag(Has.Stream) ? new Guid(from.Raw(16), bigEndian: true) : null,
            Sealed = has.HasFlag(Has.Sealed) ? from.Bytes().ToArray() : null,
        };
    }

    static LogWords ReadWords(ref LogReader from, string?[] texts) => new()
    {
        Kind = Text(ref from, texts) ?? "",
        By = Text(ref from, texts) ?? "",
        Key = Text(ref from, texts) ?? "",
        Operator = Text(ref from, texts),
        What = Text(ref from, texts),
        Party = Text(ref from, texts),
        Act = Text(ref from, texts),
        Purpose = Text(ref from, texts),
        Recipient = Text(ref from, texts),
        Items = Text(ref from, texts),
        Form = Text(ref from, texts),
        Circumstance = Text(ref from, texts),
        Channel = Text(ref from, texts),
        Basis = Text(ref from, texts),
        Reason = Text(ref from, texts),
        Clauses = Text(ref from, texts),
        Policy = Text(ref from, texts),
        Law = Text(ref from, texts),
    };

    static string? Text(ref LogReader from, string?[] texts) =>
        from.Number() is var place && place < (ulong)texts.Length ? texts[place] : throw new InvalidDataException("a block of the decision log names a text it has not");

    /// <summary>The texts of a block. The words of the row before are most often the very same object.</summary>
    sealed class Texts : IDisposable
    {
        readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
        readonly List<string> list = [];
        readonly LogBytes lastPlaces = new();
        LogWords? last;

        public void WritePlaces(LogBytes to, LogWords words)
        {
            if (!ReferenceEquals(words, last)) Look(words);
            to.Raw(lastPlaces.Written);
        }

        public void Dispose() => lastPlaces.Dispose();

        void Look(LogWords words)
        {
            lastPlaces.Clear();
            foreach (var text in words.InOrder()) lastPlaces.Number((ulong)PlaceOf(text));
            last = words;
        }

        public void Write(LogBytes to)
        {
            to.Number((ulong)list.Count);
            foreach (var text in list) to.Text(text);
        }

        int PlaceOf(string? text)
        {
            if (text is null) return 0;
            if (places.TryGetValue(text, out var place)) return place;
            list.Add(text);
            return places[text] = list.Count;
        }
    }
}
