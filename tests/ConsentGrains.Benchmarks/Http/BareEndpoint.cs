using System.Runtime;
using System.Text.Json;
using ConsentGrains.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Benchmarks.Http;

/// <summary>What a decision over HTTP is measured against: endpoints of the same application, behind the same routing, that know no key, no customer and no
/// policy. They read the same body and write back an answer that was given to them before, of the same size as a real one.</summary>
static class BareEndpoint
{
    public const string Answer = "/bench/answer";

    /// <summary>Parses the body into objects, as System.Text.Json does it fastest.</summary>
    public const string Parsing = "/bench/parsing";

    /// <summary>Only checks that the body is JSON and makes nothing of it: the least there can be.</summary>
    public const string Scanning = "/bench/scanning";

    /// <summary>Appends, flushes, and the milliseconds spent on compiling, since the start.</summary>
    public const string Counters = "/bench/counters";

    static byte[] answer = [];

    public static void Map(WebApplication app, IJournal journal)
    {
        app.MapPut(Answer, (RequestDelegate)TakeAsync);
        app.MapPost(Parsing, (RequestDelegate)ParseAsync);
        app.MapPost(Scanning, (RequestDelegate)ScanAsync);
        app.MapGet(Counters, (RequestDelegate)(http => http.Response.WriteAsync(
            FormattableString.Invariant($"{journal.Counters.Appends} {journal.Counters.Flushes} {(long)JitInfo.GetCompilationTime().TotalMilliseconds}"), http.RequestAborted)));
    }

    static async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        answer = body.ToArray();
    }

    static async Task ParseAsync(HttpContext http)
    {
        var asked = await JsonSerializer.DeserializeAsync(http.Request.BodyReader, EvaluationJson.Default.Evaluation, http.RequestAborted);
        await AnswerAsync(http, asked is { Subject: not null } or { Evaluations: not null });
    }

    static async Task ScanAsync(HttpContext http)
    {
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            if (read.IsCompleted)
            {
                var whole = Scan(new Utf8JsonReader(read.Buffer));
                reader.AdvanceTo(read.Buffer.End);
                await AnswerAsync(http, whole);
                return;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    static bool Scan(Utf8JsonReader reader)
    {
        var tokens = 0;
        while (reader.Read()) tokens++;
        return tokens > 0;
    }

    static async Task AnswerAsync(HttpContext http, bool understood)
    {
        http.Response.StatusCode = understood ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Length;
        await http.Response.BodyWriter.WriteAsync(answer, http.RequestAborted);
    }
}
