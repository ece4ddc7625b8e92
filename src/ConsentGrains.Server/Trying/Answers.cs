using System.Text.Json;
using ConsentGrains.Policies.Scenarios;

namespace ConsentGrains.Server.Trying;

/// <summary>Answers of a running server, and questions that were none.</summary>
static class Answers
{
    public static ScenarioAnswer Unread(string code, string message) =>
        new(false, null, [code], [], [], new Dictionary<string, string>(StringComparer.Ordinal), $"{code}: {message}");

    /// <summary>An AuthZEN answer in the words of a scenario.</summary>
    public static ScenarioAnswer Of(JsonElement answer)
    {
        var context = answer.GetProperty("context");
        return new(
            answer.GetProperty("decision").GetBoolean(),
            context.TryGetProperty("basis", out var basis) ? basis.GetString() : null,
            [.. List(context, "reasons").Select(reason => reason.GetProperty("code").GetString() ?? "")],
            [.. List(context, "clauses").Select(Text)],
            [.. List(context, "obligations").Select(Text)],
            context.TryGetProperty("responsible", out var responsible)
                ? responsible.EnumerateObject().ToDictionary(each => each.Name, each => Text(each.Value), StringComparer.Ordinal) : new(StringComparer.Ordinal),
            answer.GetRawText());
    }

    static IEnumerable<JsonElement> List(JsonElement context, string name) =>
        context.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
