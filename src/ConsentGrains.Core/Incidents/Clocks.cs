using ConsentGrains.Core.Policies;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Incidents;

/// <summary>Every clock that runs, from the facts, the policy and the calendar alone: they all run, none replaces another (EDGE-31). The day of knowing is
/// day 1. Only the final report of APPI 26 moves from a day on which public offices are closed to the next open one.</summary>
public static class Clocks
{
    const string PersonalData = "個人情報保護法", Rules = "個人情報保護法施行規則", Telecom = "電気通信事業法";

    /// <summary>More than so many principals are a case by themselves (施行規則7条4号); 1,000 are not.</summary>
    public const int Many = 1_000;

    // The guideline's 3 to 5 days (通則編3-5-3-3).
    const int FirstTarget = 3, FirstLast = 5, Final = 30, FinalOfImproperPurpose = 60, Detailed = 30;

    /// <summary>Earliest target first.</summary>
    public static IReadOnlyList<Clock> Of(IncidentState state, IncidentRule rule, BusinessCalendar calendar)
    {
        if (!state.IsKnown) return [];
        var (facts, known) = (state.Facts, state.Known);
        List<Clock> clocks = [];
        if (rule.Find(IncidentDutyKind.Report) is { } report) clocks.Add(new(ClockKind.ReportAtOnce, "総務省", [report.Clause], ClockTerm.AtOnce, known, null));
        if (rule.Find(IncidentDutyKind.Publish) is { } publish)
            clocks.Add(new(ClockKind.Publish, "公表", [publish.Clause], ClockTerm.AsFarAsPossible, Day(known, FirstTarget), null));
        var reportable = IsReportable(facts);
        if (reportable && facts.Entrustor is { } entrustor)
            clocks.Add(new(ClockKind.NotifyEntrustor, entrustor, [$"{PersonalData}26条1項ただし書", $"{Rules}9条"], ClockTerm.ThreeToFiveDays, Day(known, FirstTarget), Day(known, FirstLast)));
        else if (reportable) clocks.AddRange(Reports(facts, rule, known, calendar));
        if (Notice(facts, rule, known, reportable) is { } notice) clocks.Add(notice);
        if (IsOfSecrecy(facts, rule)) clocks.AddRange(Secrecy(known));
        return [.. clocks.OrderBy(clock => clock.Target).ThenBy(clock => clock.Kind)];
    }

    /// <summary>What is still to be done.</summary>
    public static IEnumerable<Clock> Open(IncidentState state, IncidentRule rule, BusinessCalendar calendar) =>
        Of(state, rule, calendar).Where(clock => !state.Ends.ContainsKey(clock.Kind));

    /// <summary>施行規則7条: one principal is enough in the first three cases.</summary>
    public static bool IsReportable(IncidentFacts facts) => !facts.Encrypted && (facts.Cases.Count > 0 || facts.Headcount > Many);

    static IEnumerable<Clock> Reports(IncidentFacts facts, IncidentRule rule, DateOnly known, BusinessCalendar calendar)
    {
        var authority = rule.Authority == LeakAuthority.Mic ? "総務省" : "個人情報保護委員会";
        var improper = facts.Cases.Contains(LeakCase.ImproperPurpose);
        var last = OpenDay(Day(known, improper ? FinalOfImproperPurpose : Final), calendar);
        yield return new(ClockKind.FirstReport, authority, [$"{PersonalData}26条1項", $"{Rules}8条1項"], ClockTerm.ThreeToFiveDays, Day(known, FirstTarget), Day(known, FirstLast));
        yield return new(ClockKind.FinalReport, authority, [$"{PersonalData}26条1項", $"{Rules}8条2項"], improper ? ClockTerm.SixtyDays : ClockTerm.ThirtyDays, last, last);
    }

    /// <summary>One clock, whether the policy, the law or both ask for it; a contractor leaves it to who entrusted him, unless the policy asks.</summary>
    static Clock? Notice(IncidentFacts facts, IncidentRule rule, DateOnly known, bool reportable)
    {
        List<string> sources = [];
        if (rule.Find(IncidentDutyKind.NotifyPrincipal) is { } own) sources.Add(own.Clause);
        if (reportable && facts.Entrustor is null) sources.AddRange([$"{PersonalData}26条2項", $"{Rules}10条"]);
        return sources.Count == 0 ? null : new(ClockKind.NotifyPrincipals, "本人", sources, ClockTerm.Promptly, Day(known, FirstTarget), null);
    }

    static IEnumerable<Clock> Secrecy(DateOnly known)
    {
        yield return new(ClockKind.SecrecyFirst, "総合通信局（総務省）", [$"{Telecom}28条", $"{Telecom}施行規則57条"], ClockTerm.Promptly, known, null);
        yield return new(ClockKind.SecrecyDetailed, "総合通信局（総務省）", [$"{Telecom}28条", $"{Telecom}施行規則57条（様式50の2）"], ClockTerm.ThirtyDays, Day(known, Detailed), Day(known, Detailed));
    }

    static bool IsOfSecrecy(IncidentFacts facts, IncidentRule rule) =>
        rule.TelecomBusiness && (facts.Secrecy || (rule.SpecifiedUsers && facts.Headcount > Many));

    static DateOnly Day(DateOnly known, int number) => known.AddDays(number - 1);

    /// <summary>行政機関の休日 (weekends, holidays, 12-29 to 01-03) do not end it; beyond the calendar only weekends and the year's end are known.</summary>
    static DateOnly OpenDay(DateOnly day, BusinessCalendar calendar)
    {
        while (!calendar.IsBusinessDay(day, closedAtYearEnd: true)) day = day.AddDays(1);
        return day;
    }
}
