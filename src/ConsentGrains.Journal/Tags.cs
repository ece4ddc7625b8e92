namespace ConsentGrains.Journal;

/// <summary>Audience tags as they are stored: joined by single blanks.</summary>
static class Tags
{
    public static string Join(IReadOnlyList<string> tags)
    {
        for (var i = 0; i < tags.Count; i++) Check(tags[i]);
        return tags.Count switch { 0 => "", 1 => tags[0], _ => string.Join(' ', tags) };
    }

    public static IReadOnlyList<string> Split(string joined) => joined.Length == 0 ? [] : joined.Split(' ');

    static void Check(string tag)
    {
        if (tag.Length == 0) throw new ArgumentException("an audience tag is empty", nameof(tag));
        foreach (var c in tag)
            if (char.IsWhiteSpace(c) || char.IsControl(c)) throw new ArgumentException($"the audience tag '{tag}' holds a blank", nameof(tag));
    }
}
