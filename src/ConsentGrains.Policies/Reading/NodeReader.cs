using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ConsentGrains.Policies.Reading;

/// <summary>Turns text into nodes by the parser's own events, which carry line and column.</summary>
sealed class NodeReader
{
    readonly Parser parser;
    readonly Problems problems;
    bool stopped;

    NodeReader(string text, Problems problems)
    {
        parser = new Parser(new StringReader(text));
        this.problems = problems;
    }

    /// <summary>Null where the text is no YAML at all; every other problem leaves a node to go on with.</summary>
    public static Node? Read(string text, Problems problems)
    {
        if (text.Length > Limits.FileCharacters)
        {
            problems.Add(PolicyProblemCode.TooLarge, new(1, 1), $"The file has {text.Length} characters.", $"Keep it below {Limits.FileCharacters}.");
            return null;
        }

        var reader = new NodeReader(text, problems);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            problems.Add(PolicyProblemCode.NotYaml, At(e.Start), $"This is not YAML: {e.Message}", "Correct the syntax.");
        }
        catch (InvalidOperationException)
        {
            // The scanner loses its place in some unclosed lists and says so in this way.
            problems.Add(PolicyProblemCode.NotYaml, reader.PlaceReached(), "This is not YAML from here on.", "Close what is open: a bracket, a brace or a quotation mark.");
        }

        catch (ArgumentOutOfRangeException)
        {
            problems.Add(PolicyProblemCode.NotYaml, reader.PlaceReached(), "An escape behind this place is no character.", "Write \\ud800 to \\udfff only in pairs, or the character itself.");
        }

        return null;
    }

    static Place At(Mark mark) => new((int)mark.Line, (int)mark.Column);

    Place PlaceReached() => parser.Current is { } last ? At(last.End) : new(1, 1);

    Node? Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            problems.Add(PolicyProblemCode.EmptyValue, new(1, 1), "The file is empty.", "Begin with the key 'policy'.");
            return null;
        }

        var node = Next(1);
        if (stopped) return null;
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            problems.Add(PolicyProblemCode.SeveralDocuments, At(second.Start), "A second document begins here.", "Put one policy into one file.");
        return node;
    }

    Node? Next(int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias)) return Unanchored(alias);
        if (parser.TryConsume<Scalar>(out var scalar)) return Checked(scalar, new Node.Text(scalar.Value, scalar.Style == ScalarStyle.Plain, At(scalar.Start)));
        if (depth > Limits.Depth) return TooDeep();
        return parser.TryConsume<SequenceStart>(out var list)
            ? Checked(list, new Node.List(Items(depth), At(list.Start)))
            : Mapping(parser.Consume<MappingStart>(), depth);
    }

    List<Node> Items(int depth)
    {
        List<Node> items = [];
        while (!stopped && !parser.TryConsume<SequenceEnd>(out _))
            if (Next(depth + 1) is { } item) items.Add(item);
        return items;
    }

    Node Mapping(MappingStart start, int depth)
    {
        List<Entry> entries = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (!stopped && !parser.TryConsume<MappingEnd>(out _))
        {
            var key = Next(depth + 1);
            var value = stopped ? null : Next(depth + 1);
            if (stopped) break;
            if (key is not Node.Text name)
                problems.Add(PolicyProblemCode.WrongType, key?.Place ?? At(start.Start), "A key must be a text.", "Write a word before the colon.");
            else if (!seen.Add(name.Value))
                problems.Add(PolicyProblemCode.DuplicateKey, name.Place, $"The key '{name.Value}' is here a second time.", "Keep one of them.");
            else if (value is not null)
                entries.Add(new Entry(name.Value, name.Place, value));
        }

        return Checked(start, new Node.Map(entries, At(start.Start)));
    }

    Node Checked(NodeEvent source, Node node)
    {
        if (!source.Anchor.IsEmpty || !source.Tag.IsEmpty)
            problems.Add(PolicyProblemCode.AnchorNotAllowed, node.Place, "Anchors and tags are not read.", "Write the value out.");
        return node;
    }

    Node? Unanchored(AnchorAlias alias)
    {
        problems.Add(PolicyProblemCode.AnchorNotAllowed, At(alias.Start), $"The alias '*{alias.Value}' is not read.", "Write the value out.");
        return null;
    }

    /// <summary>Ends the reading: the scanner's work grows with the square of the depth.</summary>
    Node? TooDeep()
    {
        problems.Add(PolicyProblemCode.TooDeep, At(parser.Current!.Start), $"More than {Limits.Depth} levels.", "No section of a policy needs them.");
        stopped = true;
        return null;
    }
}
