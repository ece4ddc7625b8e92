using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Policies.Changes;
using ConsentGrains.Grains;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Policies.Pages;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Policies;

/// <summary>`/admin/drafts` and below each policy: its versions, and a draft from its file to its publication. Auditors look; administrators act.</summary>
sealed class DraftPages(PageHouse house, PageWriter pages, DraftForms forms, ImpactEndpoint impact, IGrains grains, TimeProvider clock)
{
    const string All = "/admin/drafts", Law = "/admin/law", One = "/admin/policies/{id}", Draft = One + "/drafts/{version}";
    public const Roles MayLook = Roles.Audit | Roles.Admin;
    public const Roles MayAct = Roles.Admin;

    DateOnly Today => Instant.From(clock.GetUtcNow()).Day;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(All, house.Behind(MayLook, ListAsync));
        endpoints.MapGet(Law, house.Behind(MayLook, LawAsync));
        endpoints.MapGet(One + "/versions", house.Behind(MayLook, call => PolicyAsync(call, null, null)));
        endpoints.MapGet(One + "/versions/{version}", house.Behind(MayLook, VersionAsync));
        endpoints.MapPost(One + "/drafts", house.Behind(MayAct, PutAsync));
        endpoints.MapGet(Draft, house.Behind(MayLook, call => DraftAsync(call, null)));
        endpoints.MapGet(Draft + "/impact", house.Behind(MayLook, ImpactAsync));
        endpoints.MapPost(Draft + "/publish", house.Behind(MayAct, call => TellAsync(call, "publish-draft", $"{Of(call)}/versions/{Uri.EscapeDataString(Version(call))}")));
        endpoints.MapPost(Draft + "/withdraw", house.Behind(MayAct, call => TellAsync(call, "withdraw-draft", Of(call) + "/versions")));
    }

    async ValueTask<Problem?> ListAsync(PageCall call)
    {
        await pages.WriteAsync<DraftsPage>(call.Http, new() { ["Frame"] = call.Frame, ["Directory"] = grains.Directory, ["Today"] = Today });
        return null;
    }

    async ValueTask<Problem?> LawAsync(PageCall call)
    {
        if (new Query(call.Http.Request.Query).Day("day", out var day) is { } wrong) return wrong;
        await pages.WriteAsync<LawPage>(call.Http, new() { ["Frame"] = call.Frame, ["Day"] = day ?? Today });
        return null;
    }

    async ValueTask<Problem?> PolicyAsync(PageCall call, Problem? problem, string? source)
    {
        if (Family(call) is not { } family) return NotFound();
        await pages.WriteAsync<VersionsPage>(call.Http, new()
        {
            ["Frame"] = call.Frame with { Here = Of(call) + "/versions" },
            ["Family"] = family,
            ["Drafts"] = grains.Directory.DraftsOf(family.Id).ToList(),
            ["Findings"] = PolicyFindings.Of(family.InForce(Today) ?? family.Versions[^1], Today),
            ["Today"] = Today,
            ["MayAct"] = call.Who.Has(MayAct),
            ["Source"] = source,
            ["Problem"] = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> VersionAsync(PageCall call)
    {
        if (Family(call) is not { } family || family.Version(Version(call)) is not { } version) return NotFound();
        var before = family.Versions.TakeWhile(v => v != version).LastOrDefault() ?? version;
        await pages.WriteAsync<VersionPage>(call.Http, new() { ["Frame"] = call.Frame, ["Compared"] = PolicyComparison.Of(before, version, Today) });
        return null;
    }

    async ValueTask<Problem?> DraftAsync(PageCall call, Problem? problem)
    {
        if (grains.Directory.Draft(Id(call), Version(call)) is not { } draft || Family(call) is not { } family) return NotFound();
        await pages.WriteAsync<DraftPage>(call.Http, new()
        {
            ["Frame"] = call.Frame with { Here = $"{Of(call)}/drafts/{Uri.EscapeDataString(draft.Policy.Version)}" },
            ["Draft"] = draft,
            ["Compared"] = PolicyComparison.Of(family.Versions[^1], draft.Policy, Today),
            ["Today"] = Today,
            ["MayAct"] = call.Who.Has(MayAct),
            ["Problem"] = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> PutAsync(PageCall call)
    {
        var (source, unread) = await DraftForms.SourceAsync(call.Http.Request.Form, call.Cancel);
        if (unread is not null) return await PolicyAsync(call, unread, source);
        var (put, problem) = await forms.PutAsync(call, Id(call), source!);
        if (put is null) return await PolicyAsync(call, problem, source);
        PageHouse.Redirect(call.Http, $"{Of(call)}/drafts/{Uri.EscapeDataString(put.Version)}");
        return null;
    }

    async ValueTask<Problem?> TellAsync(PageCall call, string command, string to)
    {
        if (await forms.TellAsync(call, command, Id(call), Version(call)) is { } problem)
            return await DraftAsync(call, problem) is { } gone ? gone : null;
        PageHouse.Redirect(call.Http, to);
        return null;
    }

    async ValueTask<Problem?> ImpactAsync(PageCall call)
    {
        if (grains.Directory.Draft(Id(call), Version(call)) is not { } draft) return NotFound();
        if (Page.Read(call.Http.Request, out var page, "from") is { } unknown) return unknown;
        if (new Query(call.Http.Request.Query).Day("from", out var from) is { } wrong) return wrong;
        return await impact.SendAsync(call.Http, draft, from, page.After, call.Cancel);
    }

    PolicyFamily? Family(PageCall call) => grains.Directory.Policies.Family(Id(call));

    static string Of(PageCall call) => "/admin/policies/" + Id(call);

    static string Id(PageCall call) => (string)call.Http.Request.RouteValues["id"]!;

    static string Version(PageCall call) => (string)call.Http.Request.RouteValues["version"]!;

    static Problem NotFound() => Problems.Of(ProblemCode.NotFound, "There is no such policy, version or draft.") with { DetailJapanese = "そのポリシー、版、草案はありません。" };
}
