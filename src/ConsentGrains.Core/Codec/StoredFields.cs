using System.Globalization;
using System.Text.Json;

namespace ConsentGrains.Core.Codec;

/// <summary>Reads back what <see cref="FieldWriter"/> wrote. A field that is not there reads as null, or as the default.</summary>
readonly struct StoredFields
{
    readonly JsonElement fields;

    public StoredFields(ReadOnlyMemory<byte> json) => fields = json.IsEmpty ? default : JsonElement.Parse(json.Span);

    StoredFields(JsonElement inner) => fields = inner;

    public IReadOnlyList<T> Objects<T>(string name, Func<StoredFields, T> read) =>
        Find(name) is { } values ? [.. values.EnumerateArray().Select(v => read(new StoredFields(v)))] : [];

    public T? Object<T>(string name, Func<StoredFields, T> read) where T : class => Find(name) is { } value ? read(new StoredFields(value)) : null;

    public IReadOnlyList<T> Words<T>(string name) where T : struct, Enum =>
        [.. (List(name) ?? []).Select(word => Wire.Find<T>(word) ?? throw new FormatException($"'{word}' is no word for '{name}'"))];

    public T? MaybeWord<T>(string name) where T : struct, Enum => Text(name) is null ? null : Word<T>(name);

    public string? Text(string name) => Find(name)?.GetString();

    public string Required(string name) => Text(name) ?? throw new FormatException($"the field '{name}' is missing");

    /// <summary>Of the secret part: empty once the key is gone.</summary>
    public string Sealed(string name) => Text(name) ?? "";

    public T Word<T>(string name, T otherwise = default) where T : struct, Enum =>
        Text(name) is not { } word ? otherwise : Wire.Find<T>(word) ?? throw new FormatException($"'{word}' is no word for '{name}'");

    public DateOnly? Day(string name) =>
        Text(name) is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    public DateOnly RequiredDay(string name) => Day(name) ?? throw new FormatException($"the field '{name}' is missing");

    public Instant? Moment(string name) => Find(name) is { } value ? new Instant(value.GetInt64()) : null;

    public Instant RequiredMoment(string name) => Moment(name) ?? throw new FormatException($"the field '{name}' is missing");

    public int? Number(string name) => Find(name)?.GetInt32();

    public int RequiredNumber(string name) => Find(name)?.GetInt32() ?? throw new FormatException($"the field '{name}' is missing");

    public bool Flag(string name, bool otherwise = false) => Maybe(name) ?? otherwise;

    public bool? Maybe(string name) => Find(name)?.GetBoolean();

    public IReadOnlyList<string>? List(string name) =>
        Find(name) is { } values ? [.. values.EnumerateArray().Select(v => v.GetString() ?? throw new FormatException($"a null in '{name}'"))] : null;

    JsonElement? Find(string name) =>
        fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty(name, out var value) ? value : null;
}
