namespace ConsentGrains.Core.Audits;

/// <summary>What an internal audit (社内監査, ENS-6-AUD1) is shown of a period: who decided, read and changed what, what was denied or refused and why, and what
/// is late or lacking. Counts and numbers of cases; no customer is in it.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
/// <param name="MadeOn">The day for which late is said.</param>
/// <param name="Lines">In the order of their parts, then by party, key and what.</param>
public sealed record AuditReport(DateOnly From, DateOnly Until, DateOnly MadeOn, IReadOnlyList<AuditLine> Lines);

/// <param name="Party">Who, or whose.</param>
/// <param name="Key">By which key; empty: without one (the registry itself, the command line).</param>
/// <param name="Roles">Of the key, as they are now.</param>
/// <param name="What">The act, what was read, the type of the event, the request's type, the clock …</param>
/// <param name="Subject">The request, incident, entry or policy it is about; empty where it is counted.</param>
/// <param name="Reason">Why it was denied or refused, what is wrong.</param>
/// <param name="Due">Since when it is late.</param>
public sealed record AuditLine(AuditPart Part, string Party, string Key, string Roles, string What, string Subject, string Reason, long Count, DateOnly? Due = null);

/// <summary>The parts of the report, in their order.</summary>
public enum AuditPart
{
    /// <summary>Decisions that permitted.</summary>
    Permitted,

    /// <summary>Decisions that denied, by the primary reason.</summary>
    Denied,

    /// <summary>What was read of customers.</summary>
    Read,

    /// <summary>Pages shown of customers and supply points, by the reason given.</summary>
    Looked,

    /// <summary>What was recorded, by type of event.</summary>
    Changed,

    /// <summary>開示等の請求 that arrived in the period and were refused, wholly or for some items, by ground.</summary>
    RequestRefused,

    /// <summary>Requests past their day.</summary>
    RequestOverdue,

    /// <summary>Contractors whom nobody looked at in time.</summary>
    SupervisionOverdue,

    /// <summary>Incidents whose clock passed its last day, or was stopped after it.</summary>
    ClockMissed,

    /// <summary>What the policies in force lack.</summary>
    Finding,

    /// <summary>Times of which entries of the decision log were lost: the counts above are too low by these.</summary>
    Lost,
}
