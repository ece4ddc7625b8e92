using System.Text.Json;

namespace ConsentGrains.Server.Commands;

/// <summary>What a draft would change, as lines.</summary>
static class DiffListing
{
    public static IEnumerable<string> Lines(JsonElement compared) =>
    [
        $"{Text(compared, "policy")} {Text(compared, "was")} -> {Text(compared, "is")}, {Text(compared, "day")}",
        .. Each(compared, "differences").SelectMany(Difference),
        .. Each(compared, "notices").Select(n => $"notice  {Text(n, "when")}  {Text(n, "notice")}  {List(n, "subjects")}  {List(n, "law")} {List(n, "clauses")}".TrimEnd()),
        .. Each(compared, "findings").Select(f => $"finding  {Text(f, "finding")}  {List(f, "subjects")}  {Text(f.GetProperty("message"), "ja")}"),
    ];

    /// <summary>Where and what is wrong with a file that was refused.</summary>
    public static IEnumerable<string> Faults(JsonElement problem) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("errors", out var faults)
            ? faults.EnumerateArray().Select(f => $"{Text(f, "path")}: {Text(f, "code")}: {Text(f, "message")}") : [];

    static IEnumerable<string> Difference(JsonElement of)
    {
        yield return $"{Text(of, "change")}  {Text(of, "reach")}  {Text(of, "kind")}  {Text(of, "subject")}";
        foreach (var (name, sign) in new[] { ("was", '-'), ("is", '+') })
            if (of.TryGetProperty(name, out var quote) && Text(of, "was") != Text(of, "is")) yield return $"  {sign} {quote.GetString()}";
        foreach (var field in Each(of, "fields")) yield return $"    {Text(field, "field")}: {Signed(field, "was", '-')} {Signed(field, "is", '+')}".TrimEnd();
    }

    static string Signed(JsonElement field, string name, char sign) => string.Join(' ', Each(field, name).Select(word => sign + word.GetString()));

    static IEnumerable<JsonElement> Each(JsonElement of, string name) => of.GetProperty(name).EnumerateArray();

    static string List(JsonElement of, string name) => string.Join(", ", Each(of, name).Select(one => one.GetString()));

    static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() ?? "-" : "-";
}
