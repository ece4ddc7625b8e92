namespace ConsentGrains.Core.Incidents;

/// <summary>One duty that runs since the day of knowing.</summary>
/// <param name="Sources">Clauses and articles; notice to the principals is one clock with two sources.</param>
/// <param name="Term">How its end is said: a number of days, or a word that the law does not put a number to.</param>
/// <param name="Target">The day it should be done by. Where the term has no number it is ours, not the law's.</param>
/// <param name="Overdue">From the day after this one it is overdue; null where the law names no day.</param>
public sealed record Clock(ClockKind Kind, string Authority, IReadOnlyList<string> Sources, ClockTerm Term, DateOnly Target, DateOnly? Overdue);

/// <summary>In the order in which equal days are shown.</summary>
public enum ClockKind
{
    /// <summary>総務省へ直ちに (EMANA-11-BR3).</summary>
    ReportAtOnce,

    /// <summary>28条 報告の第一報.</summary>
    SecrecyFirst,

    /// <summary>速報 (施行規則8条1項).</summary>
    FirstReport,

    /// <summary>本人への通知.</summary>
    NotifyPrincipals,

    /// <summary>公表 (EMANA-11-BR2).</summary>
    Publish,

    /// <summary>28条 詳報, 30日.</summary>
    SecrecyDetailed,

    /// <summary>確報 (施行規則8条2項): 30日, 60日.</summary>
    FinalReport,

    /// <summary>委託元への通知 (26条1項ただし書, 施行規則9条).</summary>
    NotifyEntrustor,
}

public enum ClockTerm
{
    AtOnce,
    Promptly,
    AsFarAsPossible,
    ThreeToFiveDays,
    ThirtyDays,
    SixtyDays,
}
