using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Feed;

/// <summary>A subscription as its party sees it. Never its secret.</summary>
static class SubscriptionJson
{
    /// <param name="position">How far its subscriber has come, which may be further than what is written.</param>
    public static void Write(Utf8JsonWriter json, string id, SubscriptionState state, string position, Instant now)
    {
        json.Text("id", id);
        json.Text("party", state.Party);
        json.Word("kind", state.Kind);
        json.Texts("types", state.Filter.Types);
        json.WriteStartArray("areas");
        foreach (var area in state.Filter.Areas) json.WriteNumberValue(area);
        json.WriteEndArray();
        json.Text("url", state.Url);
        json.Text("position", position);
        json.Word("status", state.Status);
        if (state.Reason is { } reason) json.Word("reason", reason);
        if (state.Answered is { } answered) json.WriteNumber("answered", answered);
        if (state.Failures > 0) json.WriteNumber("failures", state.Failures);
        json.Moment("nextTry", state.NextTry);
        if (state.PerMinute is { } most) json.WriteNumber("perMinute", most);
        json.Moment("formerSecretUntil", state.OldUntil > now ? state.OldUntil : null);
        json.Moment("since", state.Since);
        json.WriteNumber("revision", state.Version);
    }
}
