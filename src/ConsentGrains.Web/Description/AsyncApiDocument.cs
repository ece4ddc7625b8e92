using System.Text.Json;
using ConsentGrains.Core.Feed;
using ConsentGrains.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Description;

/// <summary>`GET /asyncapi/v1.json`: the change feed in AsyncAPI 3.0, made of the same table by which the tests hold every change that is told
/// (<see cref="ChangeFields"/>). It is told to everybody, as the OpenAPI document is.</summary>
static class AsyncApiDocument
{
    static readonly (string Name, string? Address, string Meaning)[] Channels =
    [
        ("pull", "/v1/changes", "Pulled, in pages; each entry of `results` is a message."),
        ("stream", "/v1/changes/stream", "Server-Sent Events: `id` is the cursor, `event` the type, `data` the message."),
        ("webhook", null, "Posted to the address of a subscription by Standard Webhooks 1.0.0, one message in each request, after the handshake of CloudEvents."),
    ];

    static readonly Lazy<byte[]> Bytes = new(Make);

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/asyncapi/v1.json", http =>
    {
        http.Response.ContentType = "application/json";
        return http.Response.Body.WriteAsync(Bytes.Value, http.RequestAborted).AsTask();
    });

    static byte[] Make()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, JsonReply.Readable with { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("asyncapi", "3.0.0");
            WriteInfo(json);
            json.WriteString("defaultContentType", "application/cloudevents+json");
            Named(json, "channels", Channels, c => c.Name, WriteChannel);
            Named(json, "operations", Channels, c => $"tell-{c.Name}", WriteOperation);
            json.WriteStartObject("components");
            Named(json, "messages", ChangeFields.All, c => c.Type, WriteMessage);
            Named(json, "schemas", ChangeFields.All, c => c.Type, ChangeSchema.Write);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    static void WriteInfo(Utf8JsonWriter json)
    {
        json.WriteStartObject("info");
        json.WriteString("title", "ConsentGrains change feed");
        json.WriteString("version", "v1");
        json.WriteString("description", "Every change, to whoever may know it: thin CloudEvents 1.0, in order for each customer and supply point (`partitionkey`), at least once (`id` is the same each time). Fields may be added: take what you do not know for nothing.");
        json.WriteStartObject("license");
        json.WriteString("name", "MIT");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteChannel(Utf8JsonWriter json, (string Name, string? Address, string Meaning) channel)
    {
        json.WriteString("address", channel.Address);
        json.WriteString("description", channel.Meaning);
        Named(json, "messages", ChangeFields.All, c => c.Type, (_, change) => Reference(json, $"#/components/messages/{change.Type}"));
    }

    static void WriteOperation(Utf8JsonWriter json, (string Name, string? Address, string Meaning) channel)
    {
        json.WriteString("action", "send");
        json.WriteStartObject("channel");
        Reference(json, $"#/channels/{channel.Name}");
        json.WriteEndObject();
    }

    static void WriteMessage(Utf8JsonWriter json, ChangeDescription change)
    {
        json.WriteString("name", Teller.Prefix + change.Type);
        json.WriteString("summary", change.Meaning);
        json.WriteStartObject("payload");
        Reference(json, $"#/components/schemas/{change.Type}");
        json.WriteEndObject();
    }

    static void Reference(Utf8JsonWriter json, string to) => json.WriteString("$ref", to);

    static void Named<T>(Utf8JsonWriter json, string name, IEnumerable<T> all, Func<T, string> key, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject(name);
        foreach (var one in all)
        {
            json.WriteStartObject(key(one));
            write(json, one);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
