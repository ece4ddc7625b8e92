using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConsentGrains.Core;
using ConsentGrains.Policies.Scenarios;
using ConsentGrains.Server.Remote;

namespace ConsentGrains.Server.Trying;

/// <summary>A running registry over HTTP: scenarios leave their customers in it, and its clock is the real one.</summary>
sealed class RunningTarget(RunningServer server) : IScenarioTarget
{
    static readonly string[] OfAction = ["purpose", "form"];
    static readonly string[] OfContext =
        ["recipient", "supplyPoint", "circumstance", "consentDifficult", "consentWouldHinder", "documentRef", "transferMethod", "channel", "site", "at"];

    public bool MovesClock => false;

    public void MoveClock(Instant to) => throw new NotSupportedException("The clock of a running registry is the real one.");

    public async Task<ScenarioTold> TellAsync(string command, JsonElement fields)
    {
        var reply = await server.PostAsync("v1/commands", JsonSerializer.SerializeToElement(new JsonObject { [command] = JsonNode.Parse(fields.GetRawText()) }));
        if (!reply.IsGood) return new(reply.Code, reply.Detail, null);
        return new(null, null, reply.Text("recordedAt") is { } time ? Instant.From(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)) : null);
    }

    public async Task<ScenarioAnswer> AskAsync(JsonElement fields)
    {
        var reply = await server.PostAsync("access/v1/evaluation", Question(fields));
        return reply.IsGood ? Answers.Of(reply.Body) : Answers.Unread(reply.Code, reply.Detail);
    }

    // The server belongs to the command, which runs several scenarios on it.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    static JsonElement Question(JsonElement ask)
    {
        var question = new JsonObject
        {
            ["subject"] = new JsonObject { ["type"] = "party", ["id"] = Copy(ask, "party") },
            ["action"] = new JsonObject { ["name"] = Copy(ask, "act"), ["properties"] = Picked(ask, OfAction) },
            ["resource"] = new JsonObject { ["type"] = "customer", ["id"] = Copy(ask, "customer"), ["properties"] = Picked(ask, ["items"]) },
            ["context"] = Picked(ask, OfContext),
        };
        return JsonSerializer.SerializeToElement(question);
    }

    static JsonObject Picked(JsonElement ask, string[] names) =>
        new(names.Where(name => ask.TryGetProperty(name, out _)).Select(name => KeyValuePair.Create(name, Copy(ask, name))));

    static JsonNode? Copy(JsonElement ask, string name) => ask.TryGetProperty(name, out var value) ? JsonNode.Parse(value.GetRawText()) : null;
}
