using ConsentGrains.Grains;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Http.Pages;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Retention;

/// <summary>`GET /v1/customers/{operator}/{number}/erasure`: the certificate of an erasure (消去証明書), for who still has the number.</summary>
sealed class ErasureEndpoint(Gatehouse gatehouse, IGrains grains, TimeProvider clock)
{
    const Roles MayRead = Roles.Register | Roles.Desk | Roles.Audit | Roles.Admin;

    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/v1/customers/{operator}/{number}/erasure", gatehouse.Behind(MayRead, ReadAsync, pages: true)).Describe(
            new("readErasure", "customers", "The certificate of an erasure: when, what was destroyed, what stays and why, and the signed ledger that proves it.", "ErasureCertificate")
            { Roles = MayRead, Query = PageFormat.Described });

    async ValueTask<Problem?> ReadAsync(Call call)
    {
        if (new Query(call.Http.Request.Query).Check(PageFormat.Name) is { } wrongQuery) return wrongQuery;
        if (PageFormat.Read(call.Http.Request, out var printed) is { } wrongFormat) return wrongFormat;
        if (CustomerEndpoints.Mine(call, out var customer) is { } wrong) return wrong;
        if (await grains.ReadErasureAsync(customer, call.Cancel) is not { } proof)
            return Problems.Of(ProblemCode.NotFound, "No customer of this number was erased.");
        var certificate = new ErasureCertificate(customer, proof, Core.Instant.From(clock.GetUtcNow()));
        if (printed) await PrintPage.SendAsync(call.Http, ErasurePage.Of(certificate));
        else await SendAsync(call.Http, certificate);
        return null;
    }

    static async ValueTask SendAsync(HttpContext http, ErasureCertificate certificate)
    {
        using var reply = new JsonReply();
        reply.Writer.Object(certificate, ErasureCertificate.Write);
        await reply.SendAsync(http, StatusCodes.Status200OK);
    }
}
