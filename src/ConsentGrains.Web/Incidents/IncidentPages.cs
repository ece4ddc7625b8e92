using System.Security.Cryptography;
using ConsentGrains.Core;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Http.Pages;
using ConsentGrains.Web.Incidents.Pages;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Incidents;

/// <summary>`/desk/incidents` and below: incidents by the clock that is due first, one with its clocks, its papers to print. No customer is on them.</summary>
sealed class IncidentPages(PageHouse house, PageWriter pages, IncidentDesk desk, IGrains grains, IIndex index, TimeProvider clock)
{
    const string All = "/desk/incidents", One = "/desk/incidents/{id}";
    const Roles MayAct = Roles.Desk | Roles.Admin;
    const Roles MayRead = MayAct | Roles.Audit;
    static readonly string[] Steps = ["done", "exempt", "close"];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(All, house.Behind(MayRead, call => ListAsync(call, null)));
        endpoints.MapPost(All, house.Behind(MayAct, OpenAsync));
        endpoints.MapGet(One, house.Behind(MayRead, call => ShowAsync(call, null)));
        endpoints.MapGet(One + "/documents/{document}", house.Behind(MayRead, PrintAsync));
        endpoints.MapPost(One + "/{step}", house.Behind(MayAct, StepAsync));
    }

    async ValueTask<Problem?> ListAsync(PageCall call, Problem? problem)
    {
        var query = new Query(call.Http.Request.Query);
        if (query.Check("closed", "after") is { } unknown) return unknown;
        var closed = query.Text("closed") == "true";
        await index.CatchUpAsync(call.Cancel);
        Listed<ListedIncident> listed;
        try
        {
            listed = index.Incidents(new(call.Who.SeesAll ? null : call.Who.Party, null, closed ? null : true), query.Text("after"), Limits.PageDefault);
        }
        catch (FormatException)
        {
            return Page.WrongCursor();
        }

        await pages.WriteAsync<IncidentsPage>(call.Http, new()
        {
            ["Frame"] = call.Frame,
            ["Rows"] = listed.Results,
            ["Closed"] = closed,
            ["Next"] = listed.Next is { } next ? $"{All}?{(closed ? "closed=true&" : "")}after={Uri.EscapeDataString(next)}" : null,
            ["Policies"] = grains.Directory.Policies.Families.Where(f => call.Who.IsAdmin || f.Operator == call.Who.Party).Select(f => f.Id).ToList(),
            ["Today"] = Today,
            ["Key"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            ["MayAct"] = call.Who.Has(MayAct),
            ["Problem"] = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> OpenAsync(PageCall call)
    {
        var form = call.Http.Request.Form;
        var told = await desk.TellAsync(call.Who, "open", null, FormFields.Of(form, "key"), form["key"] is [{ Length: > 0 } key] ? key : null, null, call.Cancel);
        if (told.Problem is { } problem) return await ListAsync(call, problem);
        PageHouse.Redirect(call.Http, $"{All}/{told.Id}");
        return null;
    }

    async ValueTask<Problem?> StepAsync(PageCall call)
    {
        var step = $"{call.Http.Request.RouteValues["step"]}";
        if (!Steps.Contains(step)) return Problems.Of(ProblemCode.PathUnknown, "There is no such step.");
        var form = call.Http.Request.Form;
        int? revision = int.TryParse(form["revision"], out var seen) ? seen : null;
        var told = await desk.TellAsync(call.Who, step, Id(call), FormFields.Of(form, "revision"), null, revision, call.Cancel);
        if (told.Problem is { } problem) return await ShowAsync(call, problem);
        PageHouse.Redirect(call.Http, $"{All}/{Id(call)}");
        return null;
    }

    async ValueTask<Problem?> ShowAsync(PageCall call, Problem? problem)
    {
        var (state, missing) = await desk.ReadAsync(call.Who, Id(call), call.Cancel);
        if (missing is not null) return missing;
        await pages.WriteAsync<IncidentShown>(call.Http, new()
        {
            ["Frame"] = call.Frame with { Here = $"{All}/{Id(call)}" },
            ["Id"] = Id(call),
            ["State"] = state,
            ["Clocks"] = IncidentRules.ClocksOf(state, grains.Directory),
            ["MayExempt"] = IncidentRules.RuleOf(state, grains.Directory).Find(Core.Policies.IncidentDutyKind.PublicationExemption) is not null,
            ["Today"] = Today,
            ["MayAct"] = call.Who.Has(MayAct) && state.Closed is null,
            ["Problem"] = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> PrintAsync(PageCall call)
    {
        var (state, missing) = await desk.ReadAsync(call.Who, Id(call), call.Cancel);
        if (missing is not null) return missing;
        if (IncidentPage.Find($"{call.Http.Request.RouteValues["document"]}") is not { } kind) return Problems.Of(ProblemCode.NotFound, "There is no such document.");
        await PrintPage.SendAsync(call.Http, IncidentPage.Of(kind, Id(call), state, grains.Directory, null, Today));
        return null;
    }

    DateOnly Today => Instant.From(clock.GetUtcNow()).Day;

    static string Id(PageCall call) => $"{call.Http.Request.RouteValues["id"]}";
}
