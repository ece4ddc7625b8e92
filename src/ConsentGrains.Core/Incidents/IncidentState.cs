using System.Collections.Immutable;
using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.Incidents;

/// <summary>One leak, loss or damage (漏えい等) with its facts, its clocks' ends and whom it concerns. Immutable.</summary>
public sealed record IncidentState
{
    public static IncidentState Unknown { get; } = new();

    /// <summary>Number of events behind this state; 0 = there is no such incident.</summary>
    public int Version { get; init; }

    public Instant Recorded { get; init; }

    public bool IsKnown => Version > 0;

    public string Policy { get; init; } = "";

    /// <summary>The day on which the operator came to know of it: day 1 of every clock.</summary>
    public DateOnly Known { get; init; }

    public IncidentFacts Facts { get; init; } = IncidentFacts.None;

    public IncidentReport Report { get; init; } = IncidentReport.Empty;

    /// <summary>How each clock ended, by the clock.</summary>
    public ImmutableSortedDictionary<ClockKind, ClockEnd> Ends { get; init; } = ImmutableSortedDictionary<ClockKind, ClockEnd>.Empty;

    /// <summary>Whom it concerns, as far as they are named: sealed, by <see cref="NamedCustomers.KeyOf"/>.</summary>
    public ImmutableSortedDictionary<string, string> Customers { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public DateOnly? Closed { get; init; }
}

/// <summary>What decides which clocks run. A later assessment replaces it whole.</summary>
/// <param name="Kind">漏えい, 滅失, 毀損.</param>
/// <param name="Cases">施行規則7条.</param>
/// <param name="Headcount">How many principals, as far as is known; more than 1,000 is a case of its own.</param>
/// <param name="Secrecy">通信の秘密 is touched.</param>
/// <param name="Encrypted">Strongly encrypted: no case of APPI 26 (施行規則7条, main clause).</param>
/// <param name="Entrustor">The party whose contractor the operator was: telling it releases from APPI 26 (26(1) proviso, 施行規則9条); null = own data.</param>
public sealed record IncidentFacts(
    IncidentKind Kind, IReadOnlyList<LeakCase> Cases, int? Headcount, bool Secrecy, bool Encrypted, string? Entrustor, IReadOnlyList<string> Items)
{
    public static IncidentFacts None { get; } = new(IncidentKind.Leak, [], null, false, false, null, []);
}

/// <summary>The words of the reports and notices (施行規則8条, 10条); sealed, for they may name people.</summary>
/// <param name="Overview">概要.</param>
/// <param name="Cause">原因.</param>
/// <param name="Harm">二次被害又はそのおそれの有無及びその内容.</param>
/// <param name="Response">本人への対応の実施状況.</param>
/// <param name="Publication">公表の実施状況.</param>
/// <param name="Prevention">再発防止のための措置.</param>
/// <param name="Other">その他参考となる事項.</param>
public sealed record IncidentReport(string Overview, string? Cause = null, string? Harm = null, string? Response = null, string? Publication = null, string? Prevention = null, string? Other = null)
{
    public static IncidentReport Empty { get; } = new("");
}

public enum IncidentKind
{
    Leak,
    Loss,
    Damage,
}

/// <summary>施行規則7条1号 to 3号; 4号 follows from the headcount.</summary>
public enum LeakCase
{
    /// <summary>要配慮個人情報.</summary>
    Sensitive,

    /// <summary>不正に利用されることにより財産的被害が生じるおそれ.</summary>
    Property,

    /// <summary>不正の目的をもって行われたおそれ.</summary>
    ImproperPurpose,
}

/// <param name="Document">The report's or notice's number, or its hash.</param>
/// <param name="Why">Of one that was exempted: the reason.</param>
public sealed record ClockEnd(ClockEndKind Kind, DateOnly On, string? Document, string? Why);

public enum ClockEndKind
{
    Done,

    /// <summary>Publication alone (EMANA-11-BR4).</summary>
    Exempted,
}
