using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ConsentGrains.Core.Codec;

/// <summary>Writes one JSON object. What is absent or the default is not written; the order is the order of the calls. The bytes are
/// the format on disk: a change here is a new version of every event.</summary>
sealed class FieldWriter
{
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    static Stack<Page>? spare;

    readonly Page page;
    readonly Utf8JsonWriter json;
    bool any;

    public FieldWriter()
    {
        page = spare is { Count: > 0 } pages ? pages.Pop() : new Page();
        json = page.Json;
        json.WriteStartObject();
    }

    public FieldWriter Text(string name, string? value)
    {
        if (value is null) return this;
        any = true;
        json.WriteString(name, value);
        return this;
    }

    /// <summary>The value, unless it is the default one.</summary>
    public FieldWriter Text(string name, string value, string unless) => value == unless ? this : Text(name, value);

    public FieldWriter Word<T>(string name, T value) where T : struct, Enum => Text(name, Wire.Name(value));

    public FieldWriter Word<T>(string name, T value, T unless) where T : struct, Enum =>
        EqualityComparer<T>.Default.Equals(value, unless) ? this : Word(name, value);

    public FieldWriter Day(string name, DateOnly? day) => Text(name, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public FieldWriter Moment(string name, Instant? moment) => moment is { } instant ? Number(name, instant.Micros) : this;

    public FieldWriter Number(string name, long value)
    {
        any = true;
        json.WriteNumber(name, value);
        return this;
    }

    /// <summary>Written only where it is not the default.</summary>
    public FieldWriter Flag(string name, bool value, bool unless = false) => value == unless ? this : Maybe(name, value);

    public FieldWriter Maybe(string name, bool? value)
    {
        if (value is not { } flag) return this;
        any = true;
        json.WriteBoolean(name, flag);
        return this;
    }

    /// <summary>An empty list is written; null is not.</summary>
    public FieldWriter List(string name, IReadOnlyList<string>? values)
    {
        if (values is null) return this;
        any = true;
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
        return this;
    }

    /// <summary>Objects, each with the fields written; nothing for an empty list.</summary>
    public FieldWriter Objects<T>(string name, IReadOnlyList<T> values, Action<FieldWriter, T> write)
    {
        if (values.Count == 0) return this;
        any = true;
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            write(this, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return this;
    }

    public FieldWriter Object(string name, Action<FieldWriter> write)
    {
        any = true;
        json.WriteStartObject(name);
        write(this);
        json.WriteEndObject();
        return this;
    }

    public FieldWriter Words<T>(string name, IReadOnlyList<T> values) where T : struct, Enum =>
        values.Count == 0 ? this : List(name, [.. values.Select(Wire.Name)]);

    public byte[] ToBytes()
    {
        json.WriteEndObject();
        json.Flush();
        return page.Take();
    }

    /// <summary>No bytes at all where no field was written.</summary>
    public byte[] ToBytesOrNone() => any ? ToBytes() : [];

    /// <summary>What writes; kept by its thread for the next object, unless it grew.</summary>
    sealed class Page
    {
        readonly ArrayBufferWriter<byte> bytes = new(Limits.FieldBytes);

        public Page() => Json = new Utf8JsonWriter(bytes, Options);

        public Utf8JsonWriter Json { get; }

        public byte[] Take()
        {
            var written = bytes.WrittenSpan.ToArray();
            bytes.ResetWrittenCount();
            Json.Reset();
            var pages = spare ??= new();
            if (bytes.Capacity <= Limits.FieldBytes && pages.Count < Limits.FieldPages) pages.Push(this);
            return written;
        }
    }
}
