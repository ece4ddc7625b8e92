using ConsentGrains.Web.Http;
using ConsentGrains.Web.Looks.Pages;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Looks;

/// <summary>`/admin/looks`: who looked at whom, when and why, for auditors.</summary>
sealed class LookPages(PageHouse house, PageWriter pages, LookListing listing)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/admin/looks", house.Behind(Roles.Audit | Roles.Admin, ListAsync));

    async ValueTask<Problem?> ListAsync(PageCall call)
    {
        var (listed, problem) = await listing.ReadAsync(call.Http.Request, call.Cancel);
        if (listed is null) return problem;
        await pages.WriteAsync<LooksPage>(call.Http, new()
        {
            ["Frame"] = call.Frame,
            ["Rows"] = listed.Results,
            ["Next"] = listed.Next is { } next ? NextPage(call, Page.CursorAfter(next)) : null,
        });
        return null;
    }

    static string NextPage(PageCall call, string after)
    {
        var query = new Query(call.Http.Request.Query);
        var kept = LookListing.Filters.Where(name => query.Text(name) is not null).Select(name => $"{name}={Uri.EscapeDataString(query.Text(name)!)}");
        return "/admin/looks?" + string.Join('&', kept.Append("after=" + Uri.EscapeDataString(after)));
    }
}
