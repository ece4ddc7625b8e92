using ConsentGrains.Core.Incidents;

namespace ConsentGrains.Web.Incidents;

/// <summary>What pages call clocks and cases, Japanese first.</summary>
static class IncidentTexts
{
    public static (string Ja, string En) Of(ClockKind kind) => kind switch
    {
        ClockKind.ReportAtOnce => ("総務省への報告（直ちに）", "Report at once"),
        ClockKind.SecrecyFirst => ("28条の報告（第一報）", "First report under TBA 28"),
        ClockKind.FirstReport => ("速報", "First report"),
        ClockKind.NotifyPrincipals => ("本人への通知", "Notice to the principals"),
        ClockKind.Publish => ("公表", "Publication"),
        ClockKind.SecrecyDetailed => ("28条の報告（詳報）", "Detailed report under TBA 28"),
        ClockKind.FinalReport => ("確報", "Final report"),
        _ => ("委託元への通知", "Notice to the entrusting party"),
    };

    public static (string Ja, string En) Of(IncidentKind kind) => kind switch
    {
        IncidentKind.Leak => ("漏えい", "leak"),
        IncidentKind.Loss => ("滅失", "loss"),
        _ => ("毀損", "damage"),
    };

    public static (string Ja, string En) Of(LeakCase one) => one switch
    {
        LeakCase.Sensitive => ("要配慮個人情報（1号）", "sensitive data"),
        LeakCase.Property => ("財産的被害のおそれ（2号）", "harm to property"),
        _ => ("不正の目的のおそれ（3号）", "an improper purpose"),
    };

    /// <summary>How a clock stands on a day: what the row looks like, and what it says.</summary>
    public static (string? Look, string Ja, string En) Standing(Clock clock, ClockEnd? end, DateOnly today) => end switch
    {
        { Kind: ClockEndKind.Exempted } => (null, "免除", "exempted"),
        not null when clock.Overdue < end.On => ("late", "期限後に実施", "done late"),
        not null => (null, "実施済み", "done"),
        null when (clock.Overdue ?? DateOnly.MaxValue) < today => ("late", "期限超過", "overdue"),
        null when clock.Target < today => ("soon", "目標日を過ぎています", "past its target"),
        _ => (null, "未了", "open"),
    };
}
