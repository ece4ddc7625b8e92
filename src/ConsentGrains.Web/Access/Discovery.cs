using System.Text.Json;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Access;

/// <summary>`/.well-known/authzen-configuration`: what of AuthZEN is served, and nothing that is not.</summary>
sealed class Discovery(ConsentGrainsWebOptions options)
{
    const string ForHowLong = "public, max-age=300";

    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/.well-known/authzen-configuration", (RequestDelegate)ServeAsync)
            .Describe(new("discover", "decisions", "What of AuthZEN is served, and where.", "Metadata"));

    async Task ServeAsync(HttpContext http)
    {
        RequestId.Echo(http);
        http.Response.Headers.CacheControl = ForHowLong;
        using var reply = new JsonReply();
        Write(reply.Writer, options.PublicUrl ?? $"{http.Request.Scheme}://{http.Request.Host}");
        await reply.SendAsync(http, StatusCodes.Status200OK);
    }

    static void Write(Utf8JsonWriter writer, string at)
    {
        writer.WriteStartObject();
        writer.WriteString("policy_decision_point"u8, at);
        writer.WriteString("access_evaluation_endpoint"u8, at + "/access/v1/evaluation");
        writer.WriteString("access_evaluations_endpoint"u8, at + "/access/v1/evaluations");
        writer.WriteString("search_subject_endpoint"u8, at + "/access/v1/search/subject");
        writer.WriteString("search_resource_endpoint"u8, at + "/access/v1/search/resource");
        writer.WriteString("search_action_endpoint"u8, at + "/access/v1/search/action");
        writer.WriteEndObject();
    }
}
