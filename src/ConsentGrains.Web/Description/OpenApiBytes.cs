using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace ConsentGrains.Web.Description;

/// <summary>`/openapi/v1.json`, made once: making it takes as long as a thousand decisions, and anybody may ask for it.</summary>
sealed class OpenApiBytes(IServiceProvider services)
{
    public const string Document = "v1";
    readonly Lock gate = new();
    Task<byte[]>? made;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet($"/openapi/{Document}.json", (RequestDelegate)ServeAsync);

    async Task ServeAsync(HttpContext http)
    {
        var bytes = await Made();
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.ContentLength = bytes.Length;
        await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }

    Task<byte[]> Made()
    {
        lock (gate) return made is null or { IsFaulted: true } ? made = MakeAsync() : made;
    }

    async Task<byte[]> MakeAsync()
    {
        await Task.Yield();
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Document).GetOpenApiDocumentAsync();
        using var bytes = new MemoryStream();
        await document.SerializeAsJsonAsync(bytes, OpenApiSpecVersion.OpenApi3_1);
        return bytes.ToArray();
    }
}
