using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Metrics;

/// <summary>`GET /metrics`, for Prometheus: a key with the role `metrics` reads this and nothing else.</summary>
sealed class MetricsEndpoint(Gatehouse gatehouse, MetricScrape scrape)
{
    const Roles MayRead = Roles.Metrics | Roles.Audit | Roles.Admin;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/metrics", gatehouse.Behind(MayRead, ReadAsync))
        .Describe(new("readMetrics", "operations", "Counters, gauges and histograms as Prometheus text.", null) { Roles = MayRead });

    async ValueTask<Problem?> ReadAsync(Call call)
    {
        call.Http.Response.ContentType = PrometheusText.ContentType;
        call.Http.Response.Headers.CacheControl = "no-store";
        await call.Http.Response.WriteAsync(PrometheusText.Of(scrape.Read()), call.Cancel);
        return null;
    }
}
