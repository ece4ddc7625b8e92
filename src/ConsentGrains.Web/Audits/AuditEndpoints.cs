using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Audits;
using ConsentGrains.Web.Audits.Pages;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Audits;

/// <summary>`/v1/audit-report` and `/admin/audit`: the periodic internal audit (社内監査).</summary>
sealed class AuditEndpoints(Gatehouse gatehouse, PageHouse house, PageWriter pages, AuditReading reading)
{
    const Roles MayRead = Roles.Audit | Roles.Admin;

    static readonly Dictionary<string, string> Period = new(StringComparer.Ordinal)
    {
        ["from"] = "The first day, as 2026-04-01, in Japan.",
        ["to"] = "The last day, itself included.",
        ["format"] = "`csv` for a file; left out or `json`: JSON.",
    };

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/audit-report", gatehouse.Behind(MayRead, SendAsync))
            .Describe(new("readAuditReport", "operations", "The internal audit report of a period: who decided, read and changed what; denials and refusals by reason; what is late or lacking.", "AuditReport") { Roles = MayRead, Query = Period });
        endpoints.MapGet("/admin/audit", house.Behind(MayRead, ShowAsync));
        endpoints.MapGet("/admin/audit.csv", house.Behind(MayRead, DownloadAsync));
    }

    async ValueTask<Problem?> SendAsync(Call call)
    {
        if (AuditPeriod.Read(call.Http.Request, null, out var period) is { } wrong) return wrong;
        var format = new Query(call.Http.Request.Query).Text("format");
        if (format is not (null or "json" or "csv")) return Query.Wrong("format", FaultCode.WordUnknown, "must be json or csv");
        var report = await reading.ReadAsync(period.From, period.Until, call.Cancel);
        if (format == "csv") await SendCsvAsync(call.Http, report);
        else await SendJsonAsync(call.Http, report);
        return null;
    }

    async ValueTask<Problem?> ShowAsync(PageCall call)
    {
        if (AuditPeriod.Read(call.Http.Request, AuditPeriod.LastMonth(reading.Today), out var period) is { } wrong) return wrong;
        var report = await reading.ReadAsync(period.From, period.Until, call.Cancel);
        await pages.WriteAsync<AuditPage>(call.Http, new() { ["Frame"] = call.Frame, ["Report"] = report });
        return null;
    }

    async ValueTask<Problem?> DownloadAsync(PageCall call)
    {
        if (AuditPeriod.Read(call.Http.Request, null, out var period) is { } wrong) return wrong;
        await SendCsvAsync(call.Http, await reading.ReadAsync(period.From, period.Until, call.Cancel));
        return null;
    }

    static async ValueTask SendCsvAsync(HttpContext http, AuditReport report)
    {
        var bytes = AuditDocument.Csv(report);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"audit-{report.From:yyyyMMdd}-{report.Until:yyyyMMdd}.csv\"";
        await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }

    static async ValueTask SendJsonAsync(HttpContext http, AuditReport report)
    {
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Day("from", report.From);
        reply.Writer.Day("to", report.Until);
        reply.Writer.Day("madeOn", report.MadeOn);
        reply.Writer.Objects("lines", report.Lines, Write);
        reply.Writer.WriteEndObject();
        await reply.SendAsync(http, StatusCodes.Status200OK);
    }

    static void Write(Utf8JsonWriter json, AuditLine line)
    {
        json.Word("part", line.Part);
        foreach (var (name, value) in new[] { ("party", line.Party), ("key", line.Key), ("roles", line.Roles), ("what", line.What), ("subject", line.Subject), ("reason", line.Reason) })
            if (value.Length > 0) json.WriteString(name, value);
        json.WriteNumber("count", line.Count);
        json.Day("due", line.Due);
    }
}
