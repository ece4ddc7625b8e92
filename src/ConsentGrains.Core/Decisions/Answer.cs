using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions;

/// <summary>The decision as a value: permit or deny, on which clauses and which law, with what obligations, and from which state it was taken.</summary>
public sealed class Answer
{
    public bool Permitted { get; init; }

    /// <summary>Only with a permit.</summary>
    public Basis? Basis { get; init; }

    /// <summary>Catalogue ids (and ids of registered purposes) that carried a permit; those of the reasons on a deny.</summary>
    public IReadOnlyList<string> Clauses { get; init; } = [];

    /// <summary>`ELS-EL@1`: the version in force at <see cref="AsOf"/>; null where no single policy was found.</summary>
    public string? Policy { get; init; }

    /// <summary>The version shown to the customer where it is another one.</summary>
    public string? PolicyShown { get; init; }

    /// <summary>Articles as they stood on the day.</summary>
    public IReadOnlyList<string> Law { get; init; } = [];

    public Obligations Obligations { get; init; }

    /// <summary>For `limit-period`: usage may be given from this day on.</summary>
    public DateOnly? UsageFrom { get; init; }

    /// <summary>The items asked for, as they were named.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Who is responsible (管理責任者) for every item, where it is the same party for all.</summary>
    public string? ResponsibleForAll { get; init; }

    /// <summary>Who is responsible, one for each of <see cref="Items"/>, where it differs by item; null otherwise.</summary>
    public IReadOnlyList<string>? ResponsibleByItem { get; init; }

    /// <summary>Who is responsible for each item asked for; empty on a deny.</summary>
    public IReadOnlyList<Responsibility> Responsible =>
        ResponsibleByItem is { } parties ? [.. Items.Zip(parties, (item, party) => new Responsibility(item, party))]
        : ResponsibleForAll is { } all ? [.. Items.Select(item => new Responsibility(item, all))]
        : [];

    /// <summary>Empty on a permit; the first is the primary one.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>The moment the answer holds for: the same question with `at` = this gives the same answer for ever.</summary>
    public Instant AsOf { get; init; }

    /// <summary>Versions of the customer, the directory and the supply point the answer was taken from; 0 = none read.</summary>
    public int CustomerVersion { get; init; }

    public int DirectoryVersion { get; init; }

    /// <summary>Version of the supply point; 0 = none read.</summary>
    public int PointVersion { get; init; }

    /// <summary>The primary reason; null on a permit.</summary>
    public ReasonCode? Primary => Reasons.Count == 0 ? null : Reasons[0].Code;
}

/// <param name="Items">The items it concerns; empty = the whole question.</param>
/// <param name="Clause">The catalogue id behind it, if any.</param>
/// <param name="Subject">The name that was not known or did not fit (a party, a purpose, a circumstance), if any.</param>
public sealed record Reason(Gate Gate, ReasonCode Code, IReadOnlyList<string> Items, string? Clause = null, string? Subject = null);

public readonly record struct Responsibility(string Item, string Party);

/// <summary>What carried a permit.</summary>
public enum Basis
{
    StatedPurpose,
    JointUse,
    Consent,
    Entrustment,
    Exception,
    CompulsoryLaw,
}

/// <summary>What comes with a permit. A client that does not know one must treat the answer as a deny.</summary>
[Flags]
public enum Obligations
{
    None = 0,
    LogUse = 1,
    StatisticsOnly = 2,
    MinimumNecessary = 4,

    /// <summary>APPI 29.</summary>
    RecordProvision = 8,

    /// <summary>APPI 25.</summary>
    SuperviseEntrustee = 16,

    /// <summary>ELS-TEL-3-EX6b.</summary>
    NotifyCustomer = 32,
    HumanReview = 64,
    MaskIdentifiers = 128,
    CompareOnly = 256,
    LimitPeriod = 512,
}

/// <summary>One line of an explanation: what a gate found.</summary>
/// <param name="Outcome">`passed`, `failed`, `not-applicable` or `not-evaluated`.</param>
public sealed record GateOutcome(Gate Gate, string Outcome, string Detail);
