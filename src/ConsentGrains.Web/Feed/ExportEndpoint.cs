using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Feed;

/// <summary>`GET /v1/changes/export`: the state of everything a party may know, a line each, and the cursor to follow the feed from. The last line says
/// that it is whole.</summary>
sealed class ExportEndpoint(Gatehouse gatehouse, IFeed feed, EventStreams streams, Recorder recorder, TimeProvider clock)
{
    const string Lines = "application/x-ndjson";

    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/v1/changes/export", gatehouse.Behind(FeedEndpoints.MaySubscribe, SendAsync)).Describe(
            new("exportScope", "changes", "What a subscriber begins with: every customer and supply point your party may know, as it stands now, a JSON object a line. The first line has the cursor to go on with, the last one says `end`: without it the export broke off.", "ScopeLine")
            {
                Roles = FeedEndpoints.MaySubscribe,
                AnswerType = Lines,
            });

    async ValueTask<Problem?> SendAsync(Call call)
    {
        if (new Query(call.Http.Request.Query).Check() is { } unknown) return unknown;
        if (!streams.TryEnter(call.Who.Party)) return EventStreams.TooMany();
        try
        {
            recorder.Read(call, default(CustomerId?), "changes");
            await SendAsync(call, feed.ScopeOf(new(call.Who.Party, call.Who.SeesAll)));
            return null;
        }
        finally
        {
            streams.Leave(call.Who.Party);
        }
    }

    async Task SendAsync(Call call, FeedScope scope)
    {
        call.Http.Response.ContentType = Lines;
        call.Http.Response.Headers.CacheControl = "no-store";
        using var buffer = new PooledBuffer();
        Line(buffer, json => json.WriteString("cursor", scope.Cursor.ToString()));
        var count = 0;
        await foreach (var entry in scope.EntriesAsync(call.Cancel))
        {
            Line(buffer, json => ScopeJson.Write(json, entry, scope.Viewer, Instant.From(clock.GetUtcNow())));
            count++;
            if (buffer.Written.Length >= Limits.ExportBufferBytes) await FlushAsync(call, buffer);
        }

        Line(buffer, json =>
        {
            json.WriteBoolean("end", true);
            json.WriteNumber("count", count);
        });
        await FlushAsync(call, buffer);
    }

    static void Line(PooledBuffer buffer, Action<Utf8JsonWriter> fields)
    {
        using (var json = new Utf8JsonWriter(buffer, JsonReply.Readable))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
    }

    static async Task FlushAsync(Call call, PooledBuffer buffer)
    {
        await call.Http.Response.Body.WriteAsync(buffer.Written, call.Cancel);
        buffer.Clear();
    }
}
