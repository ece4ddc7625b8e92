using System.Globalization;
using System.Text.Json;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Codec;

/// <summary>Reads the fields of one JSON object and collects everything that is wrong with it. A field of another type, or out of bounds,
/// reads as absent: the problem is on record, and <see cref="Finish"/> says so.</summary>
sealed class FieldReader
{
    readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    readonly List<string> known = [];
    readonly List<FieldProblem> problems = [];
    readonly bool isObject;

    public FieldReader(JsonElement body)
    {
        isObject = body.ValueKind == JsonValueKind.Object;
        if (!isObject)
        {
            problems.Add(FieldProblems.BodyNotObject());
            return;
        }

        foreach (var field in body.EnumerateObject())
            if (!fields.TryAdd(field.Name, field.Value)) problems.Add(FieldProblems.Duplicate(Shown(field.Name)));
    }

    public string? Text(string name, int longest = Limits.TextLength)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) return Fail<string>(FieldProblems.Type(name, "a string", "文字列"));
        return Checked(name, value, longest);
    }

    public string Need(string name, int longest = Limits.TextLength) => Text(name, longest) ?? Missing(name) ?? "";

    /// <summary>A short name; whether it is known is a rule's or a decision's business.</summary>
    public string? Name(string name) => Text(name, Limits.NameLength);

    public string NeedName(string name) => Need(name, Limits.NameLength);

    public CustomerId Customer(string name)
    {
        var text = NeedName(name);
        if (CustomerId.Parse(text) is { } id && Texts.IsPartyId(id.Operator)) return id;
        if (text.Length > 0) problems.Add(FieldProblems.Id(name, "a customer: OPERATOR/NUMBER, as els/C-000123", "「事業者/お客さま番号」（例: els/C-000123）"));
        return default;
    }

    /// <summary>Null where it is left out; the default customer where it is wrong, which is on record.</summary>
    public CustomerId? MaybeCustomer(string name) => Find(name) is null ? null : Customer(name);

    /// <summary>供給地点特定番号, as people type it.</summary>
    public SupplyPointNumber Point(string name)
    {
        var text = NeedName(name);
        if (SupplyPointNumber.Parse(text) is { } number) return number;
        if (text.Length > 0) problems.Add(SupplyPointNumber.IsGas(text) ? FieldProblems.GasNumber(name) : FieldProblems.SupplyPoint(name, Mask.SupplyPoint(text)));
        return default;
    }

    public int NeedNumber(string name)
    {
        if (Find(name) is not { } value) return Missing<int>(name);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)) return number;
        problems.Add(FieldProblems.Type(name, "a whole number", "整数"));
        return 0;
    }

    /// <summary>Microseconds since 1970, as the registry writes to itself.</summary>
    public Instant NeedMicros(string name)
    {
        if (Find(name) is not { } value) return Missing<Instant>(name);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var micros)) return new Instant(micros);
        problems.Add(FieldProblems.Type(name, "a whole number", "整数"));
        return default;
    }

    public T Word<T>(string name, T otherwise) where T : struct, Enum => MaybeWord<T>(name) ?? otherwise;

    public T NeedWord<T>(string name) where T : struct, Enum => MaybeWord<T>(name) ?? Missing<T>(name);

    public string? OneOf(string name, IReadOnlyList<string> words)
    {
        if (Name(name) is not { } word) return null;
        return words.Contains(word) ? word : Fail<string>(FieldProblems.Word(name, Shown(word), string.Join(", ", words)));
    }

    public string NeedOneOf(string name, IReadOnlyList<string> words) => OneOf(name, words) ?? Missing(name) ?? "";

    /// <summary>A list of words of a closed list.</summary>
    public IReadOnlyList<string>? ListOf(string name, IReadOnlyList<string> words)
    {
        var list = List(name, words.Count);
        foreach (var word in list ?? [])
            if (!words.Contains(word)) problems.Add(FieldProblems.Word(name, Shown(word), string.Join(", ", words)));
        return list;
    }

    public DateOnly? Day(string name)
    {
        if (Name(name) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        problems.Add(FieldProblems.Date(name));
        return null;
    }

    public DateOnly NeedDay(string name) => Day(name) ?? Missing<DateOnly>(name);

    public Instant? Moment(string name)
    {
        if (Name(name) is not { } text) return null;
        if (Rfc3339.Parse(text) is { } moment) return moment;
        problems.Add(FieldProblems.Time(name));
        return null;
    }

    public bool? Flag(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        problems.Add(FieldProblems.Type(name, "true or false", " true か false "));
        return null;
    }

    public bool NeedFlag(string name) => Flag(name) ?? Missing<bool>(name);

    public IReadOnlyList<string>? List(string name, int most, bool mayBeEmpty = false)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Array) return Fail<IReadOnlyList<string>>(FieldProblems.Type(name, "a list of strings", "文字列の一覧"));
        var count = value.GetArrayLength();
        if (count == 0 && !mayBeEmpty) return Fail<IReadOnlyList<string>>(FieldProblems.Empty(name));
        return count > most ? Fail<IReadOnlyList<string>>(FieldProblems.ListTooLong(name, most)) : Entries(name, value);
    }

    public IReadOnlyList<string> NeedList(string name, int most, bool mayBeEmpty = false) =>
        List(name, most, mayBeEmpty) ?? (Failed(name) ? [] : Lacking(name));

    /// <summary>A list of objects, each read by <paramref name="read"/>; what is wrong in one carries its place.</summary>
    public IReadOnlyList<T> Objects<T>(string name, int most, Func<FieldReader, T> read)
    {
        if (Find(name) is not { } value) return [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            problems.Add(FieldProblems.Type(name, "a list of objects", "オブジェクトの一覧"));
            return [];
        }

        if (value.GetArrayLength() > most)
        {
            problems.Add(FieldProblems.ListTooLong(name, most));
            return [];
        }

        return [.. value.EnumerateArray().Select((one, n) => Inside(one, $"{name}[{n.ToString(CultureInfo.InvariantCulture)}]", read))];
    }

    /// <summary>One object in a field; null where it is left out.</summary>
    public T? Object<T>(string name, Func<FieldReader, T> read) where T : class => Find(name) is { } value ? Inside(value, name, read) : null;

    T Inside<T>(JsonElement value, string path, Func<FieldReader, T> read)
    {
        var inner = new FieldReader(value);
        var made = read(inner);
        if (inner.isObject) inner.CheckUnknown();
        problems.AddRange(inner.problems.Select(p => p with { Path = p.Path.Length == 0 ? path : $"{path}.{p.Path}" }));
        return made;
    }

    public bool HasProblems => problems.Count > 0;

    /// <summary>Takes over problems found elsewhere (by the loader of policies).</summary>
    public void Add(IEnumerable<FieldProblem> found) => problems.AddRange(found);

    /// <summary>A field that is read elsewhere.</summary>
    public void Knows(string name) => known.Add(name);

    /// <summary>The text of the field as JSON, for a body that is read elsewhere; names every field as known.</summary>
    public void KnowsAll() => known.AddRange(fields.Keys);

    /// <summary>Everything found, unknown fields included, or the value.</summary>
    public Parsed<T> Finish<T>(T value) where T : class
    {
        CheckUnknown();
        return problems.Count == 0 ? Parsed<T>.Of(value) : Parsed<T>.Refused(problems);
    }

    void CheckUnknown()
    {
        foreach (var name in fields.Keys)
            if (!known.Contains(name, StringComparer.Ordinal)) problems.Add(FieldProblems.Unknown(Shown(name), string.Join(", ", known)));
    }

    /// <summary>The only field of an object, whatever its name: a command as scenarios write it.</summary>
    public (string Name, JsonElement Value)? Only()
    {
        if (fields.Count != 1) return null;
        var (name, value) = fields.First();
        known.Add(name);
        return (name, value);
    }

    /// <summary>A whole number; null where it is left out.</summary>
    public int? MaybeNumber(string name) => Find(name) is null ? null : NeedNumber(name);

    public IReadOnlyList<T> Words<T>(string name, int most) where T : struct, Enum
    {
        List<T> words = [];
        foreach (var word in List(name, most, mayBeEmpty: true) ?? [])
            if (Wire.Find<T>(word) is { } value) words.Add(value);
            else problems.Add(FieldProblems.Word(name, Shown(word), string.Join(", ", Enum.GetValues<T>().Select(Wire.Name))));
        return words;
    }

    public T? MaybeWord<T>(string name) where T : struct, Enum
    {
        if (Name(name) is not { } word) return null;
        if (Wire.Find<T>(word) is { } value) return value;
        problems.Add(FieldProblems.Word(name, Shown(word), string.Join(", ", Enum.GetValues<T>().Select(Wire.Name))));
        return null;
    }

    List<string> Entries(string name, JsonElement list)
    {
        var entries = new List<string>(list.GetArrayLength());
        foreach (var value in list.EnumerateArray())
        {
            var path = $"{name}[{entries.Count.ToString(CultureInfo.InvariantCulture)}]";
            var text = value.ValueKind == JsonValueKind.String
                ? Checked(path, value, Limits.NameLength)
                : Fail<string>(FieldProblems.Type(path, "a string", "文字列"));
            if (text is not null && entries.Contains(text, StringComparer.Ordinal)) problems.Add(FieldProblems.ListDuplicate(path, Shown(text)));
            entries.Add(text ?? "");
        }

        return entries;
    }

    string? Checked(string path, JsonElement value, int longest)
    {
        // A text with half a character (\ud800) is legal JSON and no text.
        if (!TryGet(value, out var text) || !Texts.IsClean(text)) return Fail<string>(FieldProblems.Characters(path));
        if (string.IsNullOrWhiteSpace(text)) return Fail<string>(FieldProblems.Empty(path));
        return text.Length > longest ? Fail<string>(FieldProblems.TooLong(path, longest)) : text;
    }

    static bool TryGet(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>An explicit null is as good as leaving the field out.</summary>
    JsonElement? Find(string name)
    {
        known.Add(name);
        return fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    // A field that was there and is wrong has its own problem already.
    bool Failed(string name) => fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    string? Missing(string name)
    {
        if (isObject && !Failed(name)) problems.Add(FieldProblems.Missing(name));
        return null;
    }

    T Missing<T>(string name) where T : struct
    {
        Missing(name);
        return default;
    }

    string[] Lacking(string name)
    {
        Missing(name);
        return [];
    }

    T? Fail<T>(FieldProblem problem) where T : class
    {
        problems.Add(problem);
        return null;
    }

    static string Shown(string value) => Refusals.Shown(value);
}
