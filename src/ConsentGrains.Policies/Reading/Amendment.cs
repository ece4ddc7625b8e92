namespace ConsentGrains.Policies.Reading;

/// <summary>Lays changes over an earlier version. Mappings merge key by key; lists of entries merge by the entries' `id` or `clause`;
/// everything else is replaced. A key without a value (or, in JSON, null) takes the key out; `remove` names entries, items and words to take out everywhere.</summary>
sealed class Amendment
{
    const string Remove = "remove";
    static readonly Place Earlier = new(0, 0);

    readonly HashSet<string> removed;
    readonly HashSet<string> taken = new(StringComparer.Ordinal);

    Amendment(IEnumerable<string> removed) => this.removed = new(removed, StringComparer.Ordinal);

    public static Node.Map Of(Draft draft, Node.Map earlier, Node.Map changes)
    {
        var section = Section.Of(draft, "the change", changes)!;
        section.Text("version");
        section.Text("from");
        var names = section.Words(Remove);
        var amendment = new Amendment(names.Select(n => n.Text));
        var kept = (Node.Map)amendment.Without(Restamped(earlier), "");
        foreach (var name in names.Where(n => !amendment.taken.Contains(n.Text)))
            draft.Problems.Add(PolicyProblemCode.BadValue, name.Place, $"'{name.Text}' is not in the earlier version.", "Name an id, a clause or an item of it.");
        return Merged(kept, changes with { Entries = [.. changes.Entries.Where(e => e.Key != Remove)] });
    }

    static string? KeyOf(Node node) => node is not Node.Map map ? null
        : (map.Entries.FirstOrDefault(e => e.Key == "id") ?? map.Entries.FirstOrDefault(e => e.Key == "clause"))?.Value is Node.Text text ? text.Value : null;

    static Node Merged(Node earlier, Node later) => (earlier, later) switch
    {
        (Node.Map under, Node.Map over) => Merged(under, over),
        (Node.List under, Node.List over) when under.Items.Concat(over.Items).All(item => KeyOf(item) is not null) => Merged(under, over),
        _ => later,
    };

    static Node.Map Merged(Node.Map under, Node.Map over)
    {
        List<Entry> entries = [];
        foreach (var entry in under.Entries)
            if (over.Entries.FirstOrDefault(e => e.Key == entry.Key) is not { } later) entries.Add(entry);
            else if (later.Value is not Node.Text { Plain: true, Value: "" or "null" or "~" }) entries.Add(later with { Value = Merged(entry.Value, later.Value) });
        entries.AddRange(over.Entries.Where(e => under.Entries.All(u => u.Key != e.Key)));
        return over with { Entries = entries };
    }

    static Node.List Merged(Node.List under, Node.List over)
    {
        var later = over.Items.ToLookup(KeyOf, StringComparer.Ordinal);
        var earlier = under.Items.ToLookup(KeyOf, StringComparer.Ordinal);
        List<Node> items = [];
        foreach (var group in earlier)
        {
            Node[] changed = [.. later[group.Key]];
            if (changed.Length == 0) items.AddRange(group);
            else if (changed.Length == 1 && group.Count() == 1) items.Add(Merged(group.Single(), changed[0]));
            else items.AddRange(changed);
        }

        items.AddRange(over.Items.Where(item => !earlier.Contains(KeyOf(item))));
        return over with { Items = items };
    }

    /// <param name="owner">The id of the entry the node stands in: an item's id begins with its collection's.</param>
    Node Without(Node node, string owner) => node switch
    {
        Node.Map map => Without(map, map.Entries.FirstOrDefault(e => e.Key == "id")?.Value is Node.Text id ? id.Value : owner),
        Node.List list => list with { Items = [.. list.Items.Where(item => !Taken(item is Node.Text text ? text.Value : KeyOf(item))).Select(item => Without(item, owner))] },
        _ => node,
    };

    Node.Map Without(Node.Map map, string owner) =>
        map with { Entries = [.. map.Entries.Select(e => e.Key == "items" && e.Value is Node.Map leaves ? e with { Value = WithoutLeaves(leaves, owner) } : e with { Value = Without(e.Value, owner) })] };

    Node.Map WithoutLeaves(Node.Map leaves, string collection) =>
        leaves with { Entries = [.. leaves.Entries.Where(leaf => !Taken($"{collection}/{leaf.Key}"))] };

    bool Taken(string? name) => name is not null && removed.Contains(name) && (taken.Add(name) || true);

    /// <summary>What the earlier version brings has no place in the changes.</summary>
    static Node Restamped(Node node) => node switch
    {
        Node.Map map => new Node.Map([.. map.Entries.Select(e => new Entry(e.Key, Earlier, Restamped(e.Value)))], Earlier),
        Node.List list => new Node.List([.. list.Items.Select(Restamped)], Earlier),
        Node.Text text => text with { Place = Earlier },
        _ => node,
    };
}
