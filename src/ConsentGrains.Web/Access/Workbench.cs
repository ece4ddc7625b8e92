using System.Text.Encodings.Web;
using System.Text.Json;
using ConsentGrains.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;

namespace ConsentGrains.Web.Access;

/// <summary>All that reading a question and writing its answer needs, used again for the next request.</summary>
sealed class Workbench : IResettable, IDisposable
{
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    static readonly ObjectPool<Workbench> Pool = new DefaultObjectPool<Workbench>(new DefaultPooledObjectPolicy<Workbench>());

    readonly PooledBuffer buffer = new();

    public Workbench() => Writer = new Utf8JsonWriter(buffer, Readable);

    public Batch Batch { get; } = new();

    public Utf8JsonWriter Writer { get; }

    public static Workbench Take() => Pool.Get();

    public static void GiveBack(Workbench bench) => Pool.Return(bench);

    /// <summary>Sends what was written as the whole answer.</summary>
    public async ValueTask SendAsync(HttpContext http)
    {
        Writer.Flush();
        var response = http.Response;
        response.ContentType = "application/json";
        response.ContentLength = buffer.Written.Length;
        await response.BodyWriter.WriteAsync(buffer.Written, http.RequestAborted);
    }

    public bool TryReset()
    {
        Batch.Clear();
        buffer.Clear();
        Writer.Reset();
        return true;
    }

    public void Dispose()
    {
        Writer.Dispose();
        buffer.Dispose();
    }
}
