using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Http;

/// <summary>An answer in JSON while it is written; sent whole, with its length.</summary>
sealed class JsonReply : IDisposable
{
    public static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly PooledBuffer buffer = new();

    public JsonReply() => Writer = new Utf8JsonWriter(buffer, Readable);

    public Utf8JsonWriter Writer { get; }

    public async ValueTask SendAsync(HttpContext http, int status, string type = "application/json")
    {
        Writer.Flush();
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.ContentLength = buffer.Written.Length;
        await http.Response.BodyWriter.WriteAsync(buffer.Written, http.RequestAborted);
    }

    public void Dispose()
    {
        Writer.Dispose();
        buffer.Dispose();
    }
}
