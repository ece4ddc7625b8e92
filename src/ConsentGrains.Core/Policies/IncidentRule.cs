namespace ConsentGrains.Core.Policies;

/// <summary>What a policy and its operator's position say for a leak (漏えい等). The law's own clocks are in <see cref="Incidents.Clocks"/>.</summary>
/// <param name="Duties">The policy's own duties; empty where it is silent and the law alone speaks.</param>
/// <param name="Authority">Who receives the reports of APPI 26: delegated to the minister for a telecom business.</param>
/// <param name="TelecomBusiness">電気通信事業法 28条 applies.</param>
/// <param name="SpecifiedUsers">特定利用者情報 is handled: a leak of more than 1,000 users is reported under 28条 too.</param>
public sealed record IncidentRule(IReadOnlyList<IncidentDuty> Duties, LeakAuthority Authority, bool TelecomBusiness, bool SpecifiedUsers)
{
    /// <summary>A policy that says nothing, of no telecom business.</summary>
    public static IncidentRule Silent { get; } = new([], LeakAuthority.Ppc, false, false);

    public IncidentDuty? Find(IncidentDutyKind kind) => Duties.FirstOrDefault(duty => duty.Kind == kind);
}

/// <param name="Clause">EMANA-11-BR1 …</param>
public sealed record IncidentDuty(string Clause, IncidentDutyKind Kind);

public enum IncidentDutyKind
{
    /// <summary>本人への通知.</summary>
    NotifyPrincipal,

    /// <summary>公表.</summary>
    Publish,

    /// <summary>総務省への報告.</summary>
    Report,

    /// <summary>What exempts from publication, and from it alone (EDGE-31).</summary>
    PublicationExemption,
}

public enum LeakAuthority
{
    /// <summary>個人情報保護委員会.</summary>
    Ppc,

    /// <summary>総務省.</summary>
    Mic,
}
