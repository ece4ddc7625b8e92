using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;

namespace ConsentGrains.Web.Tests.Imports;

/// <summary>Imports as a client sends them.</summary>
static class Importing
{
    public static string Enrol(string number) => $$$"""{"enrol":{"customer":"els/{{{number}}}","policy":"ELS-EL"}}""" + "\n";

    public static string Consent(string number) => $$$"""{"consent":{"customer":"els/{{{number}}}","recipient":"emana","evidence":"form"}}""" + "\n";

    /// <summary>Customers with two lines each.</summary>
    public static string Lines(string prefix, int customers) =>
        string.Concat(Enumerable.Range(0, customers).Select(i => Enrol($"{prefix}-{i}") + Consent($"{prefix}-{i}")));

    public static async Task<string> BeginAsync(this Client client, string key)
    {
        var reply = await client.PostAsync("/v1/imports", new JsonObject(), ("Idempotency-Key", key));
        reply.Status.ShouldBeOneOf(200, 201);
        return reply.Headers["Location"];
    }

    public static Task<Reply> AppendAsync(this Client client, string import, long offset, string content, bool last) =>
        client.AppendAsync(import, new ByteArrayContent(Encoding.UTF8.GetBytes(content)), ("Upload-Offset", $"{offset}"), ("Upload-Complete", last ? "?1" : "?0"));

    public static Task<Reply> AppendAsync(this Client client, string import, HttpContent content, params (string Name, string Value)[] headers)
    {
        content.Headers.ContentType ??= new MediaTypeHeaderValue("application/x-ndjson");
        return client.SendAsync(new HttpRequestMessage(HttpMethod.Patch, import) { Content = content }, headers);
    }

    public static async Task<List<JsonNode>> RefusedAsync(this Client client, string import)
    {
        var reply = await client.GetAsync(import + "/refused", ("Accept", "application/x-ndjson"));
        reply.Type.ShouldBe("application/x-ndjson");
        return [.. reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>Sends the beginning of a content that was announced longer, and cuts the connection once it was taken.</summary>
    public static async Task CutAsync(this TestRegistry registry, string import, string content, int sent, Func<Task<bool>> taken)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(registry.Address.Host, registry.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"PATCH {import} HTTP/1.1\r\nHost: x\r\nX-API-Key: {registry.ElsSecret}\r\nContent-Type: application/x-ndjson\r\nUpload-Offset: 0\r\nUpload-Complete: ?1\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(content)}\r\n\r\n" + content[..sent]));
        while (!await taken()) await Task.Yield();
    }

    /// <summary>How far it is, once nobody adds to it any more.</summary>
    public static async Task<JsonNode> SettledAsync(this Client client, string import)
    {
        while (true)
        {
            var json = (await client.GetAsync(import)).Json;
            if (json["state"]!.GetValue<string>() != "receiving") return json;
            await Task.Yield();
        }
    }

    public static (long Offset, int Lines, int Recorded, int Repeated, int Refused) Counts(this JsonNode json) => (
        json["offset"]!.GetValue<long>(), json["lines"]!.GetValue<int>(), json["recorded"]!.GetValue<int>(), json["repeated"]!.GetValue<int>(), json["refused"]!.GetValue<int>());
}
