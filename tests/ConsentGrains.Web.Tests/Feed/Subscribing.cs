using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;

namespace ConsentGrains.Web.Tests.Feed;

/// <summary>Subscriptions that many tests need.</summary>
static class Subscribing
{
    public const string Root = "/v1/subscriptions";

    public static JsonObject Pull() => new() { ["kind"] = "pull" };

    public static JsonObject Webhook(string url, string? from = null) => new() { ["kind"] = "webhook", ["url"] = url, ["from"] = from };

    public static string Text(this JsonNode node, string name) => node[name]!.GetValue<string>();

    /// <summary>The id of a new subscription.</summary>
    public static async Task<string> SubscribeAsync(this Client client, JsonObject body) => (await client.MustAsync(Root, body)).Json.Text("id");

    /// <summary>Reads under a subscription that was stopped.</summary>
    /// <param name="how">null = it was ended.</param>
    public static async Task<Reply> StoppedAsync(TestRegistry registry, string? how)
    {
        using var subscriber = await registry.KeyAsync("emana", "subscribe");
        var id = await subscriber.SubscribeAsync(Pull());
        if (how is not null) await subscriber.MustAsync($"{Root}/{id}/{how}", new JsonObject());
        else await subscriber.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"{Root}/{id}"));
        return await subscriber.GetAsync($"/v1/changes?subscription={id}");
    }
}
