using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.Provisions;

/// <summary>One record of a third-party provision (第三者提供記録, APPI 29), or of the confirmation when data were received (APPI 30). No values: items,
/// parties, days and what it rests on.</summary>
/// <param name="Id">Unique within the customer's records.</param>
/// <param name="Party">The recipient; of what was received, the provider.</param>
/// <param name="Decision">The receipt of the decision it was covered by; null for what was received.</param>
/// <param name="Basis">On what that decision rested: `consent`, `exception` …</param>
/// <param name="On">The day of the provision; of a record for continued provision, of the last.</param>
/// <param name="Acquired">Of what was received: how the provider had come by the data (APPI 30(1)二).</param>
/// <param name="Confirmed">Of what was received: how that was confirmed (施行規則22条).</param>
/// <param name="Made">The day the record was made, from which a single one is kept; none before it is recorded.</param>
public sealed record Provision(
    string Id, ProvisionSide Side, string Party, IReadOnlyList<string> Items, string? Purpose, DateOnly On, ProvisionTerm Term,
    string? Decision = null, string? Basis = null, string? Acquired = null, ProvisionConfirmation? Confirmed = null, DateOnly? Made = null);

public enum ProvisionSide
{
    /// <summary>提供した.</summary>
    Given,

    /// <summary>提供を受けた.</summary>
    Received,
}

/// <summary>How the provider's name and its way to the data were confirmed (施行規則22条).</summary>
public enum ProvisionConfirmation
{
    /// <summary>The provider declared it (申告).</summary>
    Declared,

    /// <summary>A contract or another paper was shown.</summary>
    Document,
}

/// <summary>How long a record is kept (施行規則21条, 25条).</summary>
public enum ProvisionTerm
{
    /// <summary>Three years from the day it was made.</summary>
    Single,

    /// <summary>A record for continued or repeated provision: three years after the last.</summary>
    Bulk,

    /// <summary>A contract stands for the record: one year after the last provision.</summary>
    Contract,
}

/// <summary>What is kept and removed together, under a key of its own: a single record by itself; of continued provision and of what a contract stands for, the
/// records made in one year of one customer with one party. INVARIANT (once-removed): a key that was destroyed is never written to again; what is made in a
/// year is kept for at least one more.</summary>
/// <param name="Part">The id of a single record, the year of the others.</param>
public sealed record ProvisionKey(CustomerId Customer, string Party, ProvisionTerm Term, string Part)
{
    const char Between = ' ';

    public static ProvisionKey Of(CustomerId customer, Provision provision, DateOnly today) =>
        new(customer, provision.Party, provision.Term, provision.Term == ProvisionTerm.Single ? provision.Id : Checked.Count(today.Year));

    public override string ToString() => string.Join(Between, Customer, Party, Wire.Name(Term), Part);

    /// <summary>Null for what is none.</summary>
    public static ProvisionKey? Parse(string? text) =>
        text?.Split(Between) is [var customer, var party, var term, var part] && CustomerId.Parse(customer) is { } id && Wire.Find<ProvisionTerm>(term) is { } kept
            ? new(id, party, kept, part) : null;
}

/// <summary>The records under one key. Immutable.</summary>
public sealed record ProvisionState
{
    public static ProvisionState Unknown { get; } = new();

    /// <summary>All that is left of one whose key is destroyed.</summary>
    public static ProvisionState Destroyed { get; } = new() { IsDestroyed = true };

    public bool IsDestroyed { get; init; }

    public int Version { get; init; }

    public Instant Recorded { get; init; }

    public IReadOnlyList<Provision> Records { get; init; } = [];

    /// <summary>The first day on which nothing of it is to be kept any more; null where there is nothing.</summary>
    public DateOnly? OverFrom => Records.Count == 0 ? null : Records.Max(r => LastDay(r)).AddDays(1);

    /// <summary>Those that are to be kept on a day: what is over is told to nobody, also before it is destroyed.</summary>
    public IEnumerable<Provision> On(DateOnly day) => Records.Where(r => LastDay(r) >= day);

    /// <summary>The last day on which a record is kept: a single one by itself, the others with the last of them.</summary>
    public DateOnly LastDay(Provision record) => record.Term switch
    {
        ProvisionTerm.Single => Last(record).AddYears(Limits.ProvisionYears),
        ProvisionTerm.Bulk => Records.Max(Last).AddYears(Limits.ProvisionYears),
        _ => Records.Max(Last).AddYears(Limits.ContractProvisionYears),
    };

    /// <summary>A record made later than its provision is kept from the later day.</summary>
    static DateOnly Last(Provision record) => record.Made is { } made && made > record.On ? made : record.On;
}
