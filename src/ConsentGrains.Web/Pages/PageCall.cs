using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Pages;

/// <summary>One request of a browser whose user is signed in and may make it.</summary>
readonly record struct PageCall(HttpContext Http, Session Session, Tongue Tongue)
{
    public Presented Who => Session.Who;

    public CancellationToken Cancel => Http.RequestAborted;

    /// <summary>What every page's frame needs.</summary>
    public Frame Frame => new(Session, Tongue, Http.Request.Path + Http.Request.QueryString);
}

/// <param name="Here">The address of this page, to come back to.</param>
public readonly record struct Frame(Session? Session, Tongue Tongue, string Here);

/// <summary>Answers with a page, or with a redirection; a problem that is returned becomes a page.</summary>
delegate ValueTask<Problem?> PageHandler(PageCall call);
