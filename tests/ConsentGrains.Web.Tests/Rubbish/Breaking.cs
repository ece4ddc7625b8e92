using System.Text;
using System.Text.Json.Nodes;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>Writes a body with one place of it broken: a value of another kind, a name twice, half a character, a thousand brackets.</summary>
sealed class Breaking(Random random)
{
    readonly StringBuilder text = new();
    int at;
    string broken = "";

    /// <summary>What was done, for whoever reads of a failure.</summary>
    public string Broken => broken;

    public string Write(JsonNode? body, bool whole = false)
    {
        at = whole ? -1 : random.Next(Count(body));
        Put(body);
        return text.ToString();
    }

    /// <summary>Places that can break: each value, and each name of a member.</summary>
    static int Count(JsonNode? node) => 1 + node switch
    {
        JsonObject members => members.Sum(m => 1 + Count(m.Value)),
        JsonArray values => values.Sum(Count),
        _ => 0,
    };

    void Put(JsonNode? node)
    {
        if (at-- == 0)
        {
            text.Append(broken = Value(node));
            return;
        }

        if (node is JsonObject members) Join('{', members, PutMember, '}');
        else if (node is JsonArray values) Join('[', values, Put, ']');
        else text.Append(node?.ToJsonString() ?? "null");
    }

    void Join<T>(char open, IEnumerable<T> all, Action<T> put, char close)
    {
        text.Append(open);
        var first = true;
        foreach (var one in all)
        {
            if (!first) text.Append(',');
            first = false;
            put(one);
        }

        text.Append(close);
    }

    void PutMember(KeyValuePair<string, JsonNode?> member)
    {
        var name = JsonValue.Create(member.Key).ToJsonString();
        if (at-- == 0) text.Append(broken = Member(name));
        else text.Append(name).Append(':');
        Put(member.Value);
    }

    /// <summary>What stands before a member's value instead of its name and the colon.</summary>
    string Member(string name) => random.Next(8) switch
    {
        0 => $"{name}:null,{name}:",
        1 => $"\"unknown\":1,{name}:",
        2 => "\"unknown\":",
        3 => "\"\":",
        4 => $"\"\\ud800\":1,{name}:",
        5 => $"{name}",
        6 => $"{name}::",
        _ => $"{name.ToUpperInvariant()}:",
    };

    string Value(JsonNode? node) => random.Next(12) switch
    {
        0 => Words.Number(random),
        1 or 2 => JsonValue.Create(Words.Pick(random, Words.Strange)).ToJsonString(),
        3 => Nested(random.Next(2) == 0 ? "[" : "{\"a\":", random.Next(2) == 0 ? 30 : random.Next(1, 3_000)),
        4 => $"[{node?.ToJsonString() ?? "null"}]",
        5 => "[" + Many(node?.ToJsonString() ?? "null", random.Next(2, 1_100)) + "]",
        6 => $"\"{new string('y', random.Next(1, 20_000))}\"",
        7 => node is JsonValue ? $"{{\"value\":{node.ToJsonString()}}}" : "\"x\"",
        _ => Words.Pick(random, Words.Values),
    };

    /// <summary>Neither joined nor interpolated: that fills the pool of buffers, which would be taken for the server's.</summary>
    static string Many(string value, int count) => new StringBuilder().Insert(0, value + ",", count).ToString()[..^1];

    static string Nested(string open, int depth) => string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(open == "[" ? "]" : "}", depth));
}
