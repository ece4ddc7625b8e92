using ConsentGrains.Core.Looks;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Web.Admin.Customers;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Looks;
using ConsentGrains.Web.Looks.Pages;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Admin.Points;

/// <summary>`/admin/supply-points` and below: a search by form, and the point it found, as far as it is the reader's business. Its number stands in no address.</summary>
sealed class PointPages(PageHouse house, PageWriter pages, LookTickets tickets, Looker looker, IGrains grains)
{
    const string All = "/admin/supply-points";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(All, house.Behind(CustomerPages.MayLook, call => FormAsync(call, null)));
        endpoints.MapPost(All, house.Behind(CustomerPages.MayLook, SearchAsync));
        endpoints.MapGet(All + "/{ticket}", house.Behind(CustomerPages.MayLook, ShowAsync));
    }

    async ValueTask<Problem?> FormAsync(PageCall call, Problem? problem)
    {
        await pages.WriteAsync<SearchPage>(call.Http, new()
        {
            ["Frame"] = call.Frame with { Here = All },
            ["Title"] = ("供給地点を検索", "Look a supply point up"),
            ["Label"] = ("供給地点特定番号（22桁）", "Number of the supply point, 22 digits"),
            ["Example"] = "03-0000-0000-0000-0000-0001",
            ["Path"] = All,
            ["Problem"] = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> SearchAsync(PageCall call)
    {
        if (SentSearch.Read(call.Http.Request.Form, out var sent) is { } wrong) return await FormAsync(call, wrong);
        if (SupplyPointNumber.Parse(sent.Subject) is not { } point) return await FormAsync(call, Malformed());
        var (state, asOf) = await grains.ReadPointAsync(point, null, call.Cancel);
        if (!PointView.Of(call.Who, state, asOf).SeesAnything) return await FormAsync(call, Unknown());
        PageHouse.Redirect(call.Http, $"{All}/{tickets.Seal(call.Who, LookSubject.SupplyPoint, point.Digits, sent.Why, sent.Request)}");
        return null;
    }

    async ValueTask<Problem?> ShowAsync(PageCall call)
    {
        if (tickets.Open(call, LookSubject.SupplyPoint) is not { } ticket || SupplyPointNumber.Parse(ticket.Subject) is not { } point) return await FormAsync(call, SentSearch.Over());
        var (state, asOf) = await grains.ReadPointAsync(point, null, call.Cancel);
        var view = PointView.Of(call.Who, state, asOf);
        if (!view.SeesAnything) return await FormAsync(call, Unknown());
        if (await looker.TakeAsync(call, ticket, LookView.State) is { } away) return away;
        await pages.WriteAsync<PointPage>(call.Http, new()
        {
            ["Frame"] = call.Frame,
            ["Point"] = point,
            ["View"] = view,
            ["Ticket"] = ticket,
            ["Switches"] = Shown(view, await grains.ReadSwitchesAsync(point, call.Cancel)),
        });
        return null;
    }

    /// <summary>Newest first; an application is shown to whom the point would show it as its newest one.</summary>
    static IReadOnlyList<Switch> Shown(PointView view, IReadOnlyList<Switch> all) =>
        [.. all.Where(each => (view with { State = view.State with { Switch = each } }).SeesSwitch).Reverse()];

    static Problem Malformed() => Problems.Of([new FieldFault("/subject", "supply-point-malformed", "has 22 digits and begins with 01 to 10; hyphens may be left out")]) with { DetailJapanese = "01〜10で始まる22桁の番号を入力してください（ハイフンは省けます）。" };

    static Problem Unknown() => Problems.Of(ProblemCode.NotFound, "No such supply point is known to you.") with { DetailJapanese = "該当する供給地点はありません。" };
}
