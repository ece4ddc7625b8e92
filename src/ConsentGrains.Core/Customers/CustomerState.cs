namespace ConsentGrains.Core.Customers;

/// <summary>All that decisions need of one customer. Immutable; arrays are never written after they are published. Strings of the
/// vocabulary (policies, purposes, items, parties) are interned, so that a million customers share them.</summary>
public sealed record CustomerState
{
    public static CustomerState Unknown { get; } = new();

    /// <summary>Number of events behind this state.</summary>
    public int Version { get; init; }

    /// <summary>He was shown a policy or has a contract; one who is only named by a switch is not known.</summary>
    public bool IsKnown => Enrolments.Length > 0 || Contracts.Length > 0;

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

    /// <summary>Switches away from this customer's retailer that are open, or close on a day to come.</summary>
    public SwitchAway[] SwitchesAway { get; init; } = [];

    /// <summary>Win-back is denied while there is one.</summary>
    public int OpenSwitchesAway(Instant moment)
    {
        var open = 0;
        foreach (var one in SwitchesAway)
            if (!(one.Until <= moment)) open++;
        return open;
    }

    /// <summary>A consent counts only by the statutory agent on that day, and only then.</summary>
    public bool NeedsAgentOn(DateOnly day) => Ward || day <= MinorUntil;
}

public readonly record struct Enrolment(
    string Policy, string Version, CustomerKind Kind, Provenance Provenance, string[] Purposes, Instant Since);

/// <param name="State">What was recorded last. As of a moment it is <see cref="StateAt"/>: a switch or a move-out may bring another on a day to come.</param>
/// <param name="EndedAt">When it became ended or cancelled; meaningless otherwise.</param>
/// <param name="Next">The state that follows <paramref name="State"/> at <paramref name="NextFrom"/>.</param>
public readonly record struct Contract(
    string Id, string Policy, ContractState State, bool OutOfArea, Instant EndedAt, string[] Features, string? User,
    DateOnly? RetainUntil, string? SupplyPoint, ContractState? Next = null, Instant NextFrom = default)
{
    // A customer has several of these too: what may be missing takes no more room than what is there.
    readonly int retainUntil = RetainUntil is { } day ? day.DayNumber + 1 : 0;
    readonly byte nextState = (byte)(Next is { } state ? (int)state + 1 : 0);

    public DateOnly? RetainUntil
    {
        get => retainUntil == 0 ? null : DateOnly.FromDayNumber(retainUntil - 1);
        init => retainUntil = value is { } day ? day.DayNumber + 1 : 0;
    }

    public ContractState? Next
    {
        get => nextState == 0 ? null : (ContractState)(nextState - 1);
        init => nextState = (byte)(value is { } state ? (int)state + 1 : 0);
    }

    public ContractState StateAt(Instant moment) => Next is { } next && NextFrom <= moment ? next : State;

    public bool IsEnded(Instant moment) => StateAt(moment) is ContractState.Ended or ContractState.Cancelled;

    /// <summary>Exceptions count only live contracts.</summary>
    public bool IsLive(Instant moment) => StateAt(moment) is ContractState.Active or ContractState.Suspended;

    /// <summary>When it ended, of one that is ended at the moment.</summary>
    public Instant EndAt(Instant moment) => Next is not null && NextFrom <= moment ? NextFrom : EndedAt;

    public bool Has(string feature) => Array.IndexOf(Features, feature) >= 0;
}

/// <summary>A consent given, or a withdrawal. They are matched against the question, not against each other: a later withdrawal
/// whose every named field matches the question removes the consent for it.</summary>
/// <param name="Items">Null = any.</param>
/// <param name="Valid">Given by the one who had to give it on that day (judged when it was given).</param>
public readonly record struct ConsentEntry(
    bool IsWithdrawal, bool Secrecy, bool Valid, string? Purpose, string? Recipient, string[]? Items, string? Country,
    DateOnly? Until, Instant Given)
{
    // A customer has many of these: a day and whether there is one fit into four bytes.
    readonly int until = Until is { } day ? day.DayNumber + 1 : 0;

    public DateOnly? Until
    {
        get => until == 0 ? null : DateOnly.FromDayNumber(until - 1);
        init => until = value is { } day ? day.DayNumber + 1 : 0;
    }
}

/// <param name="Switch">The number of the application at the point.</param>
/// <param name="Until">The first moment at which it is over; null = it is open.</param>
public readonly record struct SwitchAway(string Point, int Switch, Instant? Until = null);

/// <param name="Items">Null = everything.</param>
public readonly record struct Hold(DateOnly Until, string Law, string[]? Items = null);
