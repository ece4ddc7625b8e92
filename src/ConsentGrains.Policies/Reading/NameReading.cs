namespace ConsentGrains.Policies.Reading;

/// <summary>Reads lists that name what the file declared before.</summary>
static class NameReading
{
    /// <summary>Item ids, patterns resolved; null where the key is not there.</summary>
    public static IReadOnlyList<string>? ItemNames(this Section section, Draft draft, string key)
    {
        if (!section.Has(key)) return null;
        List<string> items = [];
        foreach (var word in section.Words(key))
        {
            var found = draft.Vocabulary.Match(word.Text).ToList();
            if (found.Count == 0)
                draft.Problems.Add(PolicyProblemCode.UnknownItem, word.Place, $"No item is called '{word.Text}'.", "Name an item of 'collections' as COLLECTION/leaf.");
            items.AddRange(found.Except(items, StringComparer.Ordinal));
        }

        return items;
    }

    /// <summary>A required single item.</summary>
    public static string ItemName(this Section section, Draft draft, string key)
    {
        var word = section.Text(key);
        if (word.Text.Length > 0 && !draft.Vocabulary.Match(word.Text).SequenceEqual([word.Text]))
            draft.Problems.Add(PolicyProblemCode.UnknownItem, word.Place, $"No item is called '{word.Text}'.", "Name an item of 'collections' as COLLECTION/leaf.");
        return word.Text;
    }

    /// <summary>A required single purpose.</summary>
    public static string PurposeName(this Section section, Draft draft, string key)
    {
        var word = section.Text(key);
        if (word.Text.Length > 0 && !draft.Vocabulary.Purposes.Contains(word.Text))
            draft.Problems.Add(PolicyProblemCode.UnknownPurpose, word.Place, $"No purpose is called '{word.Text}'.", "Name a purpose that stands above this entry.");
        return word.Text;
    }

    public static IReadOnlyList<string> CollectionNames(this Section section, Draft draft, string key)
    {
        var words = section.Words(key);
        foreach (var word in words.Where(w => !draft.Vocabulary.Collections.Contains(w.Text)))
            draft.Problems.Add(PolicyProblemCode.UnknownCollection, word.Place, $"No collection is called '{word.Text}'.", "Name a collection of 'collections'.");
        return [.. words.Select(w => w.Text)];
    }

    public static IReadOnlyList<string> PurposeNames(this Section section, Draft draft, string key)
    {
        var words = section.Words(key);
        foreach (var word in words.Where(w => !draft.Vocabulary.Purposes.Contains(w.Text)))
            draft.Problems.Add(PolicyProblemCode.UnknownPurpose, word.Place, $"No purpose is called '{word.Text}'.", "Name a purpose that stands above this entry.");
        return [.. words.Select(w => w.Text)];
    }

    /// <summary>Ids that need not stand in the file (parties).</summary>
    public static IReadOnlyList<string> Ids(this Section section, Draft draft, string key)
    {
        var words = section.Words(key);
        foreach (var word in words.Where(w => !Reading.Ids.WellFormed(w.Text)))
            draft.Problems.Add(PolicyProblemCode.BadId, word.Place, $"'{word.Text}' is no id.", "Use letters, digits, dots and hyphens, at most 64.");
        return [.. words.Select(w => w.Text)];
    }

    /// <summary>Words of a closed list.</summary>
    public static IReadOnlyList<string> Chosen(this Section section, string key, IReadOnlyList<string> allowed) =>
        [.. section.Words(key).Select(word => section.OneOf(key, word, allowed))];
}
