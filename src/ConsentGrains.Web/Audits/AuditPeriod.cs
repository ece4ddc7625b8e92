using ConsentGrains.Web.Http;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Audits;

/// <summary>The period of a report, as it stands in the address.</summary>
/// <param name="Until">Its last day.</param>
readonly record struct AuditPeriod(DateOnly From, DateOnly Until)
{
    /// <summary>The month before the one that runs.</summary>
    public static AuditPeriod LastMonth(DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        return new(month.AddMonths(-1), month.AddDays(-1));
    }

    /// <param name="otherwise">Where neither day is given; null: both must be.</param>
    public static Problem? Read(HttpRequest request, AuditPeriod? otherwise, out AuditPeriod period)
    {
        period = otherwise ?? default;
        var query = new Query(request.Query);
        if (query.Check("from", "to", "format") is { } unknown) return unknown;
        if (query.Day("from", out var from) is { } wrongFrom) return wrongFrom;
        if (query.Day("to", out var until) is { } wrongTo) return wrongTo;
        if (from is null && until is null && otherwise is not null) return null;
        if (from is not { } first) return Query.Wrong("from", FaultCode.Required, "must name the first day: 2026-04-01");
        if (until is not { } last) return Query.Wrong("to", FaultCode.Required, "must name the last day: 2026-04-30");
        if (last < first) return Query.Wrong("to", FaultCode.Disagree, "lies before the first day");
        if (last.DayNumber - first.DayNumber >= Core.Limits.AuditDays) return Query.Wrong("to", FaultCode.TooMany, $"at most {Core.Limits.AuditDays} days at once");
        if (last == DateOnly.MaxValue) return Query.Wrong("to", FaultCode.TimeMalformed, "is no day of this calendar to report on");
        period = new(first, last);
        return null;
    }
}
