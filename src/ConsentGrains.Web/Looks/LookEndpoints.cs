using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Looks;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Looks;

/// <summary>`GET /v1/looks`: who looked at which customer or supply point on a page, when and why, the newest first. For auditors alone.</summary>
sealed class LookEndpoints(Gatehouse gatehouse, LookListing listing)
{
    const Roles MayRead = Roles.Audit | Roles.Admin;

    static readonly Dictionary<string, string> Described = new(Description.Described.Paging, StringComparer.Ordinal)
    {
        ["customer"] = "At this customer, `operator/number`.",
        ["supplyPoint"] = "At this supply point, 22 digits.",
        ["by"] = "With the key of this id.",
        ["why"] = "enquiry, disclosure, fault, incident or audit.",
        ["from"] = "At or after this moment (RFC 3339, the plus sign as %2B).",
        ["to"] = "Before this moment.",
    };

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/v1/looks", gatehouse.Behind(MayRead, ListAsync)).Describe(
        new("listLooks", "looks", "Who looked at whom on the pages, when and why, the newest first. Whoever was erased is not named any more.", "Looks")
        { Roles = MayRead, Query = Described });

    async ValueTask<Problem?> ListAsync(Call call)
    {
        var (listed, problem) = await listing.ReadAsync(call.Http.Request, call.Cancel);
        if (listed is null) return problem;
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Objects("results", listed.Results, Write);
        if (listed.Next is { } next) reply.Writer.WriteString("next", Page.CursorAfter(next));
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    static void Write(Utf8JsonWriter json, ListedLook look)
    {
        json.WriteString("id", look.Id);
        json.Moment("at", look.At);
        json.WriteString("by", look.Actor);
        json.Text("key", look.Credential);
        json.Text("person", look.Person);
        json.Word("of", look.Of);
        json.Text("operator", look.Operator);
        json.Text(look.Of == LookSubject.Customer ? "customer" : "supplyPoint", look.Subject);
        json.Word("shown", look.Shown);
        json.Word("why", look.Why);
        json.Text("request", look.Request);
    }
}
