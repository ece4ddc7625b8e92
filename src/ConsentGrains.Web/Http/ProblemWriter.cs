using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Http;

/// <summary>Writes problems as application/problem+json (RFC 9457).</summary>
static class ProblemWriter
{
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async ValueTask WriteAsync(HttpContext http, Problem problem)
    {
        var response = http.Response;
        response.StatusCode = problem.Status;
        response.ContentType = "application/problem+json";
        response.Headers.XContentTypeOptions = "nosniff";
        if (problem.RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString();
        if (problem.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, Readable)) Write(writer, problem);
        response.ContentLength = buffer.Written.Length;
        await response.BodyWriter.WriteAsync(buffer.Written, http.RequestAborted);
    }

    public static void Write(Utf8JsonWriter writer, Problem problem)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, $"/errors/{problem.Code}");
        writer.WriteString("title"u8, problem.Title);
        writer.WriteNumber("status"u8, problem.Status);
        writer.WriteString("code"u8, problem.Code);
        writer.WriteString("detail"u8, problem.Detail);
        if (problem.DetailJapanese is { } japanese) writer.WriteString("detailJa"u8, japanese);
        if (problem.Revision is { } revision) writer.WriteNumber("revision"u8, revision);
        if (problem.Reason is { } reason) writer.WriteString("reason"u8, reason);
        if (problem.Trace is { } trace) writer.WriteString("trace"u8, trace);
        if (problem.Errors.Count > 0) WriteErrors(writer, problem.Errors);
        writer.WriteEndObject();
    }

    static void WriteErrors(Utf8JsonWriter writer, IReadOnlyList<FieldFault> faults)
    {
        writer.WriteStartArray("errors"u8);
        foreach (var fault in faults)
        {
            writer.WriteStartObject();
            writer.WriteString("path"u8, fault.Path);
            writer.WriteString("code"u8, fault.Code);
            writer.WriteString("message"u8, fault.Message);
            writer.Text("messageJa", fault.Japanese);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
