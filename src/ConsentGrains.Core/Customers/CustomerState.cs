namespace ConsentGrains.Core.Customers;

/// <summary>All that decisions need of one customer. Immutable; arrays are never written after they are published. Strings of the
/// vocabulary (policies, purposes, items, parties) are interned, so that a million customers share them.</summary>
public sealed record CustomerState
{
    public static CustomerState Unknown { get; } = new();

    /// <summary>Number of events behind this state; 0 = the customer is not known.</summary>
    public int Version { get; init; }

    /// <summary>Recorded time of the newest event.</summary>
    public Instant Recorded { get; init; }

    public bool Erased { get; init; }

    /// <summary>One per policy: the latest.</summary>
    public Enrolment[] Enrolments { get; init; } = [];

    public Contract[] Contracts { get; init; } = [];

    /// <summary>Consents given and withdrawn, in order.</summary>
    public ConsentEntry[] Consents { get; init; } = [];

    public StopScope[] Stops { get; init; } = [];

    public bool ObjectsToEntrustment { get; init; }

    public Hold[] Holds { get; init; } = [];

    /// <summary>Clauses of notices that were given.</summary>
    public string[] Notices { get; init; } = [];

    /// <summary>Last day on which the customer is a minor.</summary>
    public DateOnly? MinorUntil { get; init; }

    public bool Ward { get; init; }

    /// <summary>Switches away from this customer's retailer that are open (win-back is denied while there is one).</summary>
    public int OpenSwitchesAway { get; init; }

    /// <summary>A consent counts only by the statutory agent on that day, and only then.</summary>
    public bool NeedsAgentOn(DateOnly day) => Ward || day <= MinorUntil;
}

public readonly record struct Enrolment(
    string Policy, string Version, CustomerKind Kind, Provenance Provenance, string[] Purposes, Instant Since);

/// <param name="EndedAt">When it became ended or cancelled; meaningless otherwise.</param>
public readonly record struct Contract(
    string Id, string Policy, ContractState State, bool OutOfArea, Instant EndedAt, string[] Features, string? User,
    DateOnly? RetainUntil, string? SupplyPoint)
{
    public bool IsEnded => State is ContractState.Ended or ContractState.Cancelled;

    /// <summary>Exceptions count only live contracts.</summary>
    public bool IsLive => State is ContractState.Active or ContractState.Suspended;

    public bool Has(string feature) => Array.IndexOf(Features, feature) >= 0;
}

/// <summary>A consent given, or a withdrawal. They are matched against the question, not against each other: a later withdrawal
/// whose every named field matches the question removes the consent for it.</summary>
/// <param name="Items">Null = any.</param>
/// <param name="Valid">Given by the one who had to give it on that day (judged when it was given).</param>
public readonly record struct ConsentEntry(
    bool IsWithdrawal, bool Secrecy, bool Valid, string? Purpose, string? Recipient, string[]? Items, string? Country,
    DateOnly? Until, Instant Given);

public readonly record struct Hold(DateOnly Until, string Law);
