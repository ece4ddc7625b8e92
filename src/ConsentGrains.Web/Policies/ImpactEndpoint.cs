using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Impacts;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Policies;

/// <summary>How many customers' answers a draft would change, a line of JSON for each part of them. Broken off, it is asked for again from the last line's `after`:
/// what was told is not told again. To stop it, the client closes the connection.</summary>
sealed class ImpactEndpoint(IGrains grains, IIndex index, TimeProvider clock)
{
    const string Lines = "application/x-ndjson";
    static readonly string[] Known = ["from"];
    int running;

    public static Described Description { get; } = new("draft-impact", "policies", "How many customers' answers a draft would change, with masked examples: a line for each part of the customers, until a line without `after`.", "ImpactPart")
    {
        AnswerType = Lines,
        Query = new Dictionary<string, string>(StringComparer.Ordinal) { ["from"] = "In force from this day, where the draft's file gives none; left out: from today.", ["after"] = "Goes on behind a line: its `after`." },
    };

    public async ValueTask<Problem?> SendAsync(Call call, PolicyDraft draft)
    {
        if (Page.Read(call.Http.Request, out var page, Known) is { } unknown) return unknown;
        if (new Query(call.Http.Request.Query).Day("from", out var given) is { } wrong) return wrong;
        return await SendAsync(call.Http, draft, given, page.After, call.Cancel);
    }

    public async ValueTask<Problem?> SendAsync(HttpContext http, PolicyDraft draft, DateOnly? given, string? after, CancellationToken cancel)
    {
        var now = Instant.From(clock.GetUtcNow());
        if (DayOf(draft, given, now.Day) is not { } from) return Query.Wrong("from", FaultCode.Invalid, "must be after the day of the newest version");
        if (Interlocked.Increment(ref running) > Limits.ImpactsAtOnce)
        {
            Interlocked.Decrement(ref running);
            return Problems.Of(ProblemCode.TooManyStreams, $"{Limits.ImpactsAtOnce} impacts are being worked out already: try again when one is done.");
        }

        try
        {
            await SendAsync(http, draft, from, now, after, cancel);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    /// <summary>Null: no version can begin on the day given. The draft's own day goes before; without any, the first that is possible.</summary>
    DateOnly? DayOf(PolicyDraft draft, DateOnly? given, DateOnly today)
    {
        var newest = grains.Directory.Policies.Family(draft.Policy.Id)!.Versions[^1].From;
        var day = draft.Policy.From ?? given;
        return day is null ? newest >= today ? newest.Value.AddDays(1) : today : day > newest || newest is null ? day : null;
    }

    async Task SendAsync(HttpContext http, PolicyDraft draft, DateOnly from, Instant now, string? after, CancellationToken cancel)
    {
        http.Response.ContentType = Lines;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        await foreach (var part in ImpactReading.ReadAsync(grains, index, draft, from, now, after, cancel)) await LineAsync(http, part, cancel);
    }

    static async Task LineAsync(HttpContext http, ImpactPart part, CancellationToken cancel)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonReply.Readable)) json.Object(part, Part);
        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
        await http.Response.Body.WriteAsync(buffer.Written, cancel);
        await http.Response.Body.FlushAsync(cancel);
    }

    static void Part(Utf8JsonWriter json, ImpactPart part)
    {
        json.WriteNumber("seen", part.Seen);
        json.WriteNumber("changed", part.Changed);
        json.WriteNumber("total", part.Total);
        if (part.After is { } after) json.WriteString("after", Page.CursorAfter(after));
        json.Objects("changes", part.Changes, Change);
    }

    static void Change(Utf8JsonWriter json, ImpactChange of)
    {
        json.WriteString("party", of.Party);
        json.Word("standing", of.Standing);
        json.WriteString("act", of.Act);
        json.WriteString("purpose", of.Purpose);
        json.WriteString("clause", of.Clause);
        json.Texts("items", of.Items);
        json.WriteBoolean("permitted", of.Permitted);
        if (of.Reason is { } reason) json.Word("reason", reason);
        json.WriteNumber("customers", of.Customers);
        json.Texts("examples", of.Examples);
    }
}
