using System.Globalization;
using System.Text;

namespace ConsentGrains.Policies.Reading;

/// <summary>Writes nodes as a file that reads back to the same nodes.</summary>
sealed class NodeWriter
{
    readonly StringBuilder text = new();

    public static string Write(Node.Map map)
    {
        var writer = new NodeWriter();
        writer.Entries(map, 0);
        return writer.text.ToString();
    }

    void Entries(Node.Map map, int indent)
    {
        foreach (var entry in map.Entries)
        {
            text.Append(' ', indent);
            Scalar(entry.Key, plain: true);
            text.Append(':');
            Value(entry.Value, indent);
        }
    }

    void Value(Node node, int indent)
    {
        if (node is Node.Text word) Line(() => Scalar(word.Value, word.Plain));
        else if (node is Node.List { Items.Count: 0 }) Line(() => text.Append("[]"));
        else if (node is Node.Map { Entries.Count: 0 }) Line(() => text.Append("{}"));
        else Nested(node, indent + 2);
    }

    void Line(Action write)
    {
        text.Append(' ');
        write();
        text.Append('\n');
    }

    void Nested(Node node, int indent)
    {
        text.Append('\n');
        if (node is Node.Map map) Entries(map, indent);
        if (node is not Node.List list) return;
        foreach (var item in list.Items)
        {
            text.Append(' ', indent).Append('-');
            Value(item, indent);
        }
    }

    /// <summary>Words that need no quotation marks keep none, so that flags stay flags; all others are quoted.</summary>
    void Scalar(string value, bool plain)
    {
        if (plain && value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '/') && value[0] != '-')
        {
            text.Append(value);
            return;
        }

        text.Append('"');
        foreach (var c in value) Quoted(c);
        text.Append('"');
    }

    void Quoted(char c)
    {
        if (c is '"' or '\\') text.Append('\\').Append(c);
        else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff') text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
        else text.Append(c);
    }
}
