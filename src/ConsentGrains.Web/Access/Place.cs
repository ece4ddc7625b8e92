namespace ConsentGrains.Web.Access;

/// <summary>Where in the body a word stands; spelt out as a JSON pointer only when there is a fault to report.</summary>
/// <param name="Index">Of the evaluation in a batch; -1 outside one.</param>
readonly record struct Place(int Index, Part Part, bool InProperties)
{
    public string Of(Word word) => Of(Vocabulary.Name(word));

    /// <param name="leaf">A member below this place, as it was sent; empty = the place itself.</param>
    public string Of(string leaf)
    {
        var path = Index < 0 ? "" : $"/evaluations/{Index}";
        if (Part != Part.None) path += $"/{Part.ToString().ToLowerInvariant()}";
        if (InProperties) path += "/properties";
        return leaf.Length == 0 ? path : $"{path}/{Shown(leaf)}";
    }

    /// <summary>A name that a client made up, escaped as RFC 6901 wants it.</summary>
    static string Shown(string name) => Quoted.Name(name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
