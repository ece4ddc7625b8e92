using ConsentGrains.Web.Http;
using ConsentGrains.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentGrains.Web.Security;

/// <summary>Pages of a library that know nothing of our keys: for administrators alone, by a key of the API or signed in to the pages. Whoever wants a page and
/// is nobody yet is sent to sign in; 401 and 403 otherwise.</summary>
sealed class AdminDoor(Keys keys, Sessions sessions, Gatehouse gatehouse)
{
    public RequestDelegate Before(RequestDelegate pages) => http => ServeAsync(http, pages);

    async Task ServeAsync(HttpContext http, RequestDelegate pages)
    {
        Presented who;
        if (sessions.Find(http.Request) is { } session) who = session.Who;
        else if (keys.Identify(http.Request, out who) is { } unknown)
        {
            if (Accepts.Page(http.Request)) PageHouse.Redirect(http, "/sign-in?to=" + Uri.EscapeDataString(http.Request.Path));
            else await ProblemWriter.WriteAsync(http, unknown);
            return;
        }

        var problem = who.IsAdmin ? gatehouse.Charge(who, 1) : Gatehouse.RoleMissing(Roles.Admin);
        if (problem is not null) await ProblemWriter.WriteAsync(http, problem);
        else await pages(http);
    }
}

public static class AdminDoors
{
    /// <summary>Lets administrators alone through to these endpoints, and leaves them out of the description of the API.</summary>
    public static TBuilder BehindAdmin<TBuilder>(this TBuilder endpoints, IServiceProvider services) where TBuilder : IEndpointConventionBuilder
    {
        var door = services.GetRequiredService<AdminDoor>();
        endpoints.Add(endpoint => endpoint.RequestDelegate = door.Before(endpoint.RequestDelegate!));
        return endpoints.ExcludeFromDescription();
    }
}
