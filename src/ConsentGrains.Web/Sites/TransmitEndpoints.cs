using System.Reflection;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Sites;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Visitors;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Http.Pages;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Sites;

/// <summary>`/transmit/{site}` and `/transmit.js`: what a site's own pages ask before they transmit (外部送信). Nobody has a key here: the origin a browser names
/// must be one the site registered, and a bucket of the site's bounds how often. Whatever goes wrong, the script takes for no.</summary>
sealed class TransmitEndpoints(Gatehouse gatehouse, SiteDesk desk, IGrains grains, TokenBuckets buckets)
{
    const string One = "/transmit/{site}", Tag = "sites";
    static readonly byte[] Script = Load("transmit.js");

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(One, gatehouse.Open(http => BehindAsync(http, 1, AskAsync)))
            .Describe(new("askForVisitor", Tag, "Which services a page of the site may load for this visitor. Needs an Origin of the site, no key.", "SiteAnswer") { Body = "SiteQuestion" });
        endpoints.MapPost(One + "/choice", gatehouse.Open(http => BehindAsync(http, Limits.TokensPerChoice, ChooseAsync)))
            .Describe(new("chooseForVisitor", Tag, "What this visitor refuses from now on; an empty list takes it back.", "SiteAnswer") { Body = "SiteChoice" });
        foreach (var (path, id) in new[] { (One, "preflightAsk"), (One + "/choice", "preflightChoose") })
            endpoints.MapMethods(path, [HttpMethods.Options], gatehouse.Open(Preflight)).Describe(new(id, Tag, "What a browser asks before it asks (CORS).", null));
        endpoints.MapGet(One + "/notice", gatehouse.Open(NoticeAsync))
            .Describe(new("readSiteNotice", Tag, "The notice of external transmission (27条の12) of the site, as a page or JSON.", "SiteNotice") { Query = PageFormat.Described });
        endpoints.MapGet("/transmit.js", (RequestDelegate)ScriptAsync)
            .Describe(new("readTransmitScript", Tag, "The script a site includes.", null) { AnswerType = "text/javascript" });
    }

    /// <summary>Sees to the origin and the bucket, before anything is read.</summary>
    async ValueTask<Problem?> BehindAsync(HttpContext http, int tokens, Func<HttpContext, Site, JsonElement, ValueTask<Problem?>> handle)
    {
        if (SiteOf(http, out var site) is { } wrong) return wrong;
        if (!buckets.TryTake($"site {site.Id}", tokens, out var seconds)) return Problems.Of(ProblemCode.TooManyRequests, $"The site has used up its requests: go on in {seconds} s.") with { RetryAfterSeconds = seconds };
        if (http.Request.ContentLength > Limits.VisitorBodyBytes) return TooLarge();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most) most.MaxRequestBodySize = Limits.VisitorBodyBytes;
        return await CommandBody.TakeAsync(http, body => handle(http, site, body));
    }

    async ValueTask<Problem?> AskAsync(HttpContext http, Site site, JsonElement body)
    {
        if (Read(VisitorReader.Question(body), site, out _, out var visitor) is { } wrong) return wrong;
        return await AnswerAsync(http, site, visitor);
    }

    async ValueTask<Problem?> ChooseAsync(HttpContext http, Site site, JsonElement body)
    {
        if (Read(VisitorReader.Choice(body), site, out var words, out var visitor) is { } wrong) return wrong;
        return await desk.ChooseAsync(site, visitor!.Value, words.Out, http.RequestAborted) ?? await AnswerAsync(http, site, visitor);
    }

    static Problem? Read(Parsed<VisitorWords> read, Site site, out VisitorWords words, out VisitorKey? visitor)
    {
        (words, visitor) = (read.Value!, null);
        if (read.Value is null) return Problems.Of(read.Problems);
        if (words.Visitor is not { } id) return null;
        visitor = VisitorKey.Of(site.Id, id);
        return VisitorRules.IsVisitor(id) ? null
            : Problems.Of([new FieldFault("/visitor", Wire.Name(RefusalCode.IdMalformed), "must be 22 to 64 letters, digits, - and _, made up by the browser")]);
    }

    async ValueTask<Problem?> AnswerAsync(HttpContext http, Site site, VisitorKey? key)
    {
        var visitor = await desk.ReadAsync(key, http.RequestAborted);
        var verdicts = await desk.AskAsync(site, visitor, http.RequestAborted);
        using var reply = new JsonReply();
        SiteJson.Answer(reply.Writer, site, visitor, verdicts);
        http.Response.Headers.CacheControl = "no-store";
        await reply.SendAsync(http, StatusCodes.Status200OK);
        return null;
    }

    ValueTask<Problem?> Preflight(HttpContext http)
    {
        if (SiteOf(http, out _) is { } wrong) return new(wrong);
        var headers = http.Response.Headers;
        headers.AccessControlAllowMethods = "POST";
        headers.AccessControlAllowHeaders = "content-type";
        headers.AccessControlMaxAge = Limits.PreflightSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return default;
    }

    async ValueTask<Problem?> NoticeAsync(HttpContext http)
    {
        if (new Query(http.Request.Query).Check(PageFormat.Name) is { } unknown) return unknown;
        if (PageFormat.Read(http.Request, out var page) is { } wrong) return wrong;
        if (Find(http) is not { } site) return Unknown();
        if (!buckets.TryTake($"site {site.Id}", 1, out var seconds)) return Problems.Of(ProblemCode.TooManyRequests, $"Go on in {seconds} s.") with { RetryAfterSeconds = seconds };
        var notice = desk.NoticeOf(site);
        if (page)
        {
            await PrintPage.SendAsync(http, SiteNoticePage.Of(notice));
            return null;
        }

        using var reply = new JsonReply();
        SiteJson.Notice(reply.Writer, notice);
        await reply.SendAsync(http, StatusCodes.Status200OK);
        return null;
    }

    /// <summary>Browsers alone say of what origin a page is, and a page can not make them say another.</summary>
    Problem? SiteOf(HttpContext http, out Site site)
    {
        site = null!;
        http.Response.Headers.Vary = "Origin";
        if (Find(http) is not { } found) return Unknown();
        var origin = http.Request.Headers.Origin.ToString();
        if (!found.Origins.Contains(origin)) return Problems.Of(ProblemCode.OriginNotRegistered, "Pages of this origin are not registered for the site: record the site with its origins.");
        http.Response.Headers.AccessControlAllowOrigin = origin;
        site = found;
        return null;
    }

    Site? Find(HttpContext http) => grains.Directory.Sites.GetValueOrDefault($"{http.Request.RouteValues["site"]}");

    static Task ScriptAsync(HttpContext http)
    {
        http.Response.ContentType = "text/javascript; charset=utf-8";
        http.Response.ContentLength = Script.Length;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = $"public, max-age={Limits.ScriptSeconds}";
        // Without it a browser could not compare the script with the hash a page gives.
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return http.Response.BodyWriter.WriteAsync(Script, http.RequestAborted).AsTask();
    }

    static Problem Unknown() => Problems.Of(ProblemCode.NotFound, "There is no such site.");

    static Problem TooLarge() => Problems.Of(ProblemCode.BodyTooLarge, $"At most {Limits.VisitorBodyBytes} bytes.");

    static byte[] Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
