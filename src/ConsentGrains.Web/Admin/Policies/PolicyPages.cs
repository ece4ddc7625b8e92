using ConsentGrains.Core;
using ConsentGrains.Core.Policies;
using ConsentGrains.Grains;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Admin.Policies;

/// <summary>`/admin/policies` and `/admin/policies/{id}`: the published policies, and their own words beside the rules made of them.</summary>
sealed class PolicyPages(PageHouse house, PageWriter pages, IGrains grains, ConsentGrainsWebOptions options, TimeProvider clock)
{
    const string All = "/admin/policies";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(All, house.Behind(Roles.Any, ListAsync));
        endpoints.MapGet(All + "/{id}", house.Behind(Roles.Any, ShowAsync));
    }

    async ValueTask<Problem?> ListAsync(PageCall call)
    {
        await pages.WriteAsync<PoliciesPage>(call.Http, new() { ["Frame"] = call.Frame, ["Families"] = grains.Directory.Policies.Families, ["Today"] = Today, ["Directory"] = grains.Directory });
        return null;
    }

    async ValueTask<Problem?> ShowAsync(PageCall call)
    {
        var query = new Query(call.Http.Request.Query);
        if (query.Check("version") is { } unknown) return unknown;
        var family = grains.Directory.Policies.Family($"{call.Http.Request.RouteValues["id"]}");
        var policy = query.Text("version") is { } version ? family?.Version(version) : family?.InForce(Today) ?? family?.Versions[^1];
        if (family is null || policy is null) return Problems.Of(ProblemCode.NotFound, "There is no such policy or version.") with { DetailJapanese = "その方針または版はありません。" };
        await pages.WriteAsync<PolicyPage>(call.Http, new()
        {
            ["Frame"] = call.Frame,
            ["Family"] = family,
            ["Policy"] = policy,
            ["Sentences"] = policy.Source is { } source && options.ReadSentences is { } read ? read(source) : [],
        });
        return null;
    }

    DateOnly Today => Instant.From(clock.GetUtcNow()).Day;
}
