using System.Globalization;
using ConsentGrains.Core;

namespace ConsentGrains.Policies.Reading;

/// <summary>One mapping while it is read. Every getter notes the key as known; <see cref="Finish"/> refuses the keys nobody asked for.
/// A getter that meets a problem notes it and returns something harmless, so that one reading finds every problem.</summary>
sealed class Section
{
    const string Interpretation = "interpretation";

    /// <summary>Keys that are never in the clause's own words: each must be explained.</summary>
    static readonly HashSet<string> Interpreted = new(StringComparer.Ordinal)
    {
        "marketing", "win-back", "secrecy-exempt", "outlives-contract", "secret-use", "serves", "needed-by", "compare-only",
        "tag", "mask-in-joint-use", "entrusted-in", "also-use", "recipient-roles", "contract-feature",
        "extinct-from", "mask", "three-addresses", "list",
    };

    readonly Draft draft;
    readonly string name;
    readonly Dictionary<string, Entry> entries;
    readonly List<string> known = [Interpretation];

    Section(Draft draft, string name, Node.Map map)
    {
        this.draft = draft;
        this.name = name;
        Place = map.Place;
        entries = map.Entries.ToDictionary(e => e.Key, StringComparer.Ordinal);
    }

    public Place Place { get; }

    /// <param name="name">What the mapping is, for messages: `a purpose`.</param>
    public static Section? Of(Draft draft, string name, Node? node)
    {
        if (node is Node.Map map) return new Section(draft, name, map);
        if (node is not null) WrongType(draft, node, name, "a mapping");
        return null;
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>A required text.</summary>
    public Word Text(string key) => OptionalText(key) ?? Missing(key);

    public Word? OptionalText(string key)
    {
        if (Find(key) is not { } entry) return null;
        if (entry.Value is not Node.Text text)
        {
            WrongType(draft, entry.Value, $"'{key}'", "a text");
            return new Word("", entry.Place);
        }

        if (string.IsNullOrWhiteSpace(text.Value))
            draft.Problems.Add(PolicyProblemCode.EmptyValue, entry.Place, $"'{key}' is empty.", "Give it a value, or take the key out.");
        return new Word(text.Value, text.Place);
    }

    /// <summary>A required id: letters, digits, dots and hyphens.</summary>
    public Word Id(string key) => Checked(Text(key));

    public Word? OptionalId(string key) => OptionalText(key) is { } word ? Checked(word) : null;

    public bool Flag(string key)
    {
        if (Find(key) is not { } entry) return false;
        if (entry.Value is Node.Text { Plain: true, Value: "true" or "false" } text) return text.Value is "true";
        draft.Problems.Add(PolicyProblemCode.WrongType, entry.Place, $"'{key}' must be true or false.", "Write true, or take the key out.");
        return false;
    }

    /// <summary>A required number from 1.</summary>
    public int Number(string key)
    {
        var word = Text(key);
        if (int.TryParse(word.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
        if (word.Text.Length > 0)
            draft.Problems.Add(PolicyProblemCode.BadNumber, word.Place, $"'{key}' is '{word.Text}'.", "Write a whole number from 1.");
        return 1;
    }

    public DateOnly? OptionalDay(string key)
    {
        if (OptionalText(key) is not { Text.Length: > 0 } word) return null;
        if (DateOnly.TryParseExact(word.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        draft.Problems.Add(PolicyProblemCode.BadDate, word.Place, $"'{key}' is '{word.Text}'.", "Write a day in Japan as YYYY-MM-DD.");
        return null;
    }

    /// <summary>A required word of a closed list.</summary>
    public T Choice<T>(string key, params IReadOnlyList<T> allowed) where T : struct, Enum
    {
        var word = Text(key);
        if (Wire.Find<T>(word.Text) is { } value && allowed.Contains(value)) return value;
        if (word.Text.Length > 0) NotOf(key, word, allowed.Select(Wire.Name));
        return allowed[0];
    }

    /// <summary>A list of words of a closed list, as flags; <paramref name="none"/>, which is no word itself, where the key is not there.</summary>
    public T Choices<T>(string key, T none) where T : struct, Enum
    {
        var all = Enum.GetValues<T>().Where(value => !value.Equals(none)).ToList();
        var chosen = Convert.ToInt32(none, CultureInfo.InvariantCulture);
        foreach (var word in Words(key))
            if (Wire.Find<T>(word.Text) is { } value && all.Contains(value)) chosen |= Convert.ToInt32(value, CultureInfo.InvariantCulture);
            else NotOf(key, word, all.Select(Wire.Name));
        return (T)Enum.ToObject(typeof(T), chosen);
    }

    /// <summary>A list of words of a closed list, each once.</summary>
    public IReadOnlyList<T> Choices<T>(string key) where T : struct, Enum
    {
        List<T> chosen = [];
        foreach (var word in Words(key))
            if (Wire.Find<T>(word.Text) is { } value) chosen.Add(value);
            else NotOf(key, word, Enum.GetValues<T>().Select(Wire.Name));
        return [.. chosen.Distinct()];
    }

    public string OneOf(string key, Word word, IReadOnlyList<string> allowed)
    {
        if (word.Text.Length > 0 && !allowed.Contains(word.Text, StringComparer.Ordinal)) NotOf(key, word, allowed);
        return word.Text;
    }

    /// <summary>A list of texts; empty where the key is not there.</summary>
    public IReadOnlyList<Word> Words(string key)
    {
        if (Find(key) is not { } entry) return [];
        if (entry.Value is not Node.List list)
        {
            WrongType(draft, entry.Value, $"'{key}'", "a list");
            return [];
        }

        if (list.Items.Count == 0)
            draft.Problems.Add(PolicyProblemCode.EmptyValue, entry.Place, $"'{key}' is an empty list.", "Name something, or take the key out.");
        return [.. list.Items.Select(item => WordOf(key, item)).OfType<Word>()];
    }

    /// <summary>A list of mappings; empty where the key is not there.</summary>
    public IReadOnlyList<Section> Sections(string key, string each)
    {
        if (Find(key) is not { } entry) return [];
        if (entry.Value is Node.List list) return [.. list.Items.Select(item => Of(draft, each, item)).OfType<Section>()];
        WrongType(draft, entry.Value, $"'{key}'", "a list");
        return [];
    }

    /// <summary>A mapping, or null where the key is not there.</summary>
    public Section? Inner(string key, string what) => Find(key) is { } entry ? Of(draft, what, entry.Value) : null;

    /// <summary>The entries of a mapping whose keys are free.</summary>
    public IReadOnlyList<Entry> Entries(string key)
    {
        if (Find(key) is not { } entry) return [];
        if (entry.Value is Node.Map map) return map.Entries;
        WrongType(draft, entry.Value, $"'{key}'", "a mapping");
        return [];
    }

    public Word Missing(string key)
    {
        if (!entries.ContainsKey(key))
            draft.Problems.Add(PolicyProblemCode.MissingKey, Place, $"{Capital(name)} has no '{key}'.", $"Add '{key}'.");
        return new Word("", Place);
    }

    /// <summary>Call when every key was asked for: refuses the others, and reads what the interpretation explains.</summary>
    /// <param name="subject">The id the interpretation is filed under.</param>
    /// <param name="alsoInterpreted">Keys whose value here is not in the clause's own words either.</param>
    public void Finish(string subject, params IReadOnlyList<string> alsoInterpreted)
    {
        foreach (var entry in entries.Values.Where(e => !known.Contains(e.Key)))
            draft.Problems.Add(PolicyProblemCode.UnknownKey, entry.Place, $"'{entry.Key}' is no key of {name}.", $"Use one of: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        var explained = Explanations(subject);
        foreach (var entry in entries.Values.Where(e => (Interpreted.Contains(e.Key) || alsoInterpreted.Contains(e.Key)) && !explained.Contains(e.Key)))
            draft.Problems.Add(PolicyProblemCode.InterpretationMissing, entry.Place, $"'{entry.Key}' is not in the clause's own words.", $"Say why under interpretation: {entry.Key}.");
    }

    HashSet<string> Explanations(string subject)
    {
        HashSet<string> explained = new(StringComparer.Ordinal);
        foreach (var entry in Entries(Interpretation))
        {
            if (!entries.ContainsKey(entry.Key))
                draft.Problems.Add(PolicyProblemCode.InterpretationAstray, entry.Place, $"There is no '{entry.Key}' here to explain.", "Name a key of the same entry.");
            if (WordOf(entry.Key, entry.Value) is { } text)
                draft.Interpretations.Add(new(subject, entry.Key, text.Text, draft.Problems.File, entry.Place.Line));
            explained.Add(entry.Key);
        }

        return explained;
    }

    Entry? Find(string key)
    {
        if (!known.Contains(key)) known.Add(key);
        return entries.GetValueOrDefault(key);
    }

    Word? WordOf(string key, Node node)
    {
        if (node is Node.Text { Value: var text } && !string.IsNullOrWhiteSpace(text)) return new Word(text, node.Place);
        if (node is Node.Text)
            draft.Problems.Add(PolicyProblemCode.EmptyValue, node.Place, $"An entry of '{key}' is empty.", "Give it a value, or take it out.");
        else
            WrongType(draft, node, $"An entry of '{key}'", "a text");
        return null;
    }

    Word Checked(Word word)
    {
        if (word.Text.Length > 0 && !Ids.WellFormed(word.Text))
            draft.Problems.Add(PolicyProblemCode.BadId, word.Place, $"'{word.Text}' is no id.", "Use letters, digits, dots and hyphens, at most 64.");
        return word;
    }

    void NotOf(string key, Word word, IEnumerable<string> allowed) =>
        draft.Problems.Add(PolicyProblemCode.BadValue, word.Place, $"'{key}' is '{word.Text}'.", $"Use one of: {string.Join(", ", allowed)}.");

    static void WrongType(Draft draft, Node node, string what, string wanted) =>
        draft.Problems.Add(PolicyProblemCode.WrongType, node.Place, $"{Capital(what)} must be {wanted}, but is {node.Shape}.", $"Write {wanted}.");

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
