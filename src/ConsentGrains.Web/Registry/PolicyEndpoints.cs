using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Policies.Changes;
using ConsentGrains.Grains;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Policies;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Registry;

/// <summary>`/v1/policies` and below: the published policies and their versions. They are public documents: any key may read them.</summary>
sealed class PolicyEndpoints(Gatehouse gatehouse, IGrains grains, TimeProvider clock)
{
    const string Tag = "policies";
    static readonly Dictionary<string, string> OfLaw = new(StringComparer.Ordinal) { ["day"] = "As numbered on this day in Japan; left out: today." };

    public void Map(IEndpointRouteBuilder endpoints)
    {
        Map("/v1/policies", new("list-policies", Tag, "The published policies.", "Policies") { Roles = Roles.Any, Query = Described.Paging },
            call => Lists.SendAsync(call.Http, grains.Directory.Policies.Families, f => f.Id, Summary));
        Map("/v1/policies/{id}", new("read-policy", Tag, "A policy and its versions.", "PolicySummary") { Roles = Roles.Any }, FamilyAsync);
        Map("/v1/policies/{id}/versions/{version}", new("read-policy-version", Tag, "A version whole.", "Policy") { Roles = Roles.Any }, VersionAsync);

        Map("/v1/policies/{id}/versions/{version}/diff", new("compare-policy-versions", Tag, "What a version changed against the one before it, which notices it owed, and what it lacks itself.", "Comparison") { Roles = Roles.Any }, CompareAsync);
        Map("/v1/law", new("read-law", Tag, "The rules of law that answers cite, as they are numbered on a day, and the amendments.", "Law") { Roles = Roles.Any, Query = OfLaw }, LawAsync);

        void Map(string path, Described description, Handler handler) =>
            endpoints.MapGet(path, gatehouse.Behind(Roles.Any, handler)).Describe(description);
    }

    async ValueTask<Problem?> FamilyAsync(Call call)
    {
        if (Family(call) is not { } family) return NotFound();
        using var reply = new JsonReply();
        reply.Writer.Object(family, Summary);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> VersionAsync(Call call)
    {
        if (Family(call)?.Version((string)call.Http.Request.RouteValues["version"]!) is not { } version) return NotFound();
        using var reply = new JsonReply();
        JsonSerializer.Serialize(reply.Writer, version, PolicyJson.Default.Policy);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> CompareAsync(Call call)
    {
        if (new Query(call.Http.Request.Query).Check() is { } wrong) return wrong;
        if (Family(call) is not { } family || family.Version((string)call.Http.Request.RouteValues["version"]!) is not { } version) return NotFound();
        // The first version is compared with itself: it changed nothing.
        var before = family.Versions.TakeWhile(v => v != version).LastOrDefault() ?? version;
        using var reply = new JsonReply();
        reply.Writer.Object(PolicyComparison.Of(before, version, Today), ComparisonJson.Comparison);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> LawAsync(Call call)
    {
        var query = new Query(call.Http.Request.Query);
        if (query.Check("day") is { } unknown) return unknown;
        if (query.Day("day", out var day) is { } wrong) return wrong;
        using var reply = new JsonReply();
        reply.Writer.Object(day ?? Today, LawJson.Table);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    DateOnly Today => Instant.From(clock.GetUtcNow()).Day;

    PolicyFamily? Family(Call call) => grains.Directory.Policies.Family((string)call.Http.Request.RouteValues["id"]!);

    void Summary(Utf8JsonWriter json, PolicyFamily family)
    {
        json.Text("id", family.Id);
        json.Text("operator", family.Operator);
        json.Text("title", family.Versions[^1].Title);
        json.Text("inForce", family.InForce(Today)?.Version);
        json.Objects("versions", family.Versions, static (writer, version) =>
        {
            writer.Text("version", version.Version);
            writer.Day("from", version.From);
        });
    }

    static Problem NotFound() => Problems.Of(ProblemCode.NotFound, "There is no such policy or version: see /v1/policies.");
}
