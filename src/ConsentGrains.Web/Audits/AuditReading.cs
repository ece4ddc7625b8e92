using ConsentGrains.Core;
using ConsentGrains.Core.Audits;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Logbook;

namespace ConsentGrains.Web.Audits;

/// <summary>Gathers a report from what the registry keeps: the decision log, the journal, the looks, requests, incidents, the directory. Each is gone through once
/// and counted as it comes.</summary>
sealed class AuditReading(IGrains grains, IDecisionLog log, IIndex index, TimeProvider clock)
{
    public DateOnly Today => Instant.From(clock.GetUtcNow()).Day;

    /// <param name="until">The last day.</param>
    public async ValueTask<AuditReport> ReadAsync(DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var (begin, end) = (Instant.StartOf(from), Instant.StartOf(until.AddDays(1)));
        var report = new AuditReportBuilder(from, until, Today, grains.Directory);
        await index.CatchUpAsync(cancel);
        await foreach (var entry in log.ScanAsync(begin, end, cancel)) Add(report, entry);
        foreach (var lost in (await log.ReadAsync(new(new LogView.All(), From: begin, To: end), null, 1, cancel)).Lost) report.Lost(lost.From, lost.Until, lost.Rows);
        await foreach (var change in grains.ReadChangesMadeAsync(begin, end, cancel)) report.Changed(change.Actor, change.Credential, change.Type);
        foreach (var look in All((after, limit) => index.Looks(new(From: begin, To: end), after, limit))) report.Looked(look.Actor, look.Credential, Wire.Name(look.Shown), Wire.Name(look.Why));
        foreach (var request in All((after, limit) => index.Requests(new(), after, limit))) report.Request(request.Id, await grains.Requests.ReadAsync(request.Id, cancel), request.Due);
        foreach (var incident in All((after, limit) => index.Incidents(new(), after, limit))) report.Incident(incident.Id, await grains.Incidents.ReadAsync(incident.Id, cancel));
        return report.Finish();
    }

    static void Add(AuditReportBuilder report, LoggedEntry entry)
    {
        if (entry.Permitted is { } permitted) report.Decided(entry.By, entry.Key, entry.Act, permitted ? null : entry.Reason ?? "");
        else report.Read(entry.By, entry.Key, entry.What ?? Wire.Name(entry.Kind));
    }

    /// <summary>A list of the index, page by page.</summary>
    static IEnumerable<T> All<T>(Func<string?, int, Listed<T>> page)
    {
        for (string? after = null; ;)
        {
            var listed = page(after, Limits.PageMost);
            foreach (var one in listed.Results) yield return one;
            if ((after = listed.Next) is null) yield break;
        }
    }
}
