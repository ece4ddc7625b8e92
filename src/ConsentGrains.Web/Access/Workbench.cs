using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;

namespace ConsentGrains.Web.Access;

/// <summary>All that reading a question and writing its answer needs, used again for the next request.</summary>
sealed class Workbench : IResettable, IDisposable
{
    static readonly ObjectPool<Workbench> Pool = new DefaultObjectPool<Workbench>(new DefaultPooledObjectPolicy<Workbench>());

    public Batch Batch { get; } = new();

    /// <summary>The answer while it is written.</summary>
    public DecisionReply Reply { get; } = new();

    public static Workbench Take() => Pool.Get();

    public static void GiveBack(Workbench bench) => Pool.Return(bench);

    /// <summary>Sends what was written as the whole answer.</summary>
    public async ValueTask SendAsync(HttpContext http)
    {
        var response = http.Response;
        response.ContentType = "application/json";
        response.ContentLength = Reply.Json.Count;
        await response.BodyWriter.WriteAsync(Reply.Json.Written, http.RequestAborted);
    }

    public bool TryReset()
    {
        Batch.Clear();
        Reply.Clear();
        return true;
    }

    public void Dispose() => Reply.Dispose();
}
