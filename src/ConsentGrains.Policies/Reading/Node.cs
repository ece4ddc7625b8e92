namespace ConsentGrains.Policies.Reading;

/// <summary>Where something stands in a file, from 1.</summary>
readonly record struct Place(int Line, int Column);

/// <summary>A YAML document without what policy files do not use: anchors, tags, several documents.</summary>
abstract record Node(Place Place)
{
    /// <param name="Plain">Written without quotation marks.</param>
    public sealed record Text(string Value, bool Plain, Place Place) : Node(Place);

    public sealed record List(IReadOnlyList<Node> Items, Place Place) : Node(Place);

    public sealed record Map(IReadOnlyList<Entry> Entries, Place Place) : Node(Place);

    public string Shape => this switch { Text => "a text", List => "a list", _ => "a mapping" };
}

/// <summary>One key of a mapping.</summary>
sealed record Entry(string Key, Place Place, Node Value);

/// <summary>A text and where it stands.</summary>
readonly record struct Word(string Text, Place Place);
