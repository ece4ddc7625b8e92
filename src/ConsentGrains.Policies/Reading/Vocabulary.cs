namespace ConsentGrains.Policies.Reading;

/// <summary>Ids a file has declared so far.</summary>
sealed class Vocabulary
{
    public HashSet<string> Collections { get; } = new(StringComparer.Ordinal);

    /// <summary>In the order of the file, so that a pattern names them in that order.</summary>
    public List<string> Items { get; } = [];

    public HashSet<string> Purposes { get; } = new(StringComparer.Ordinal);

    /// <summary>Items a word names: one by its id, or several by a pattern that ends in `*`.</summary>
    public IEnumerable<string> Match(string word) => word.EndsWith('*')
        ? Items.Where(item => item.StartsWith(word[..^1], StringComparison.Ordinal))
        : Items.Where(item => string.Equals(item, word, StringComparison.Ordinal));
}
