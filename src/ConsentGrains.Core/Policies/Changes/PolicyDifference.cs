namespace ConsentGrains.Core.Policies.Changes;

/// <summary>What of a policy a difference is about.</summary>
public enum DifferenceKind
{
    Title,
    Collection,
    Item,
    Purpose,

    /// <summary>共同利用: the scheme itself.</summary>
    Scheme,

    /// <summary>A purpose of a joint-use scheme.</summary>
    SchemePurpose,
    Exception,
    Consent,
    WrittenCollection,
    LookUp,
    Entrustment,
    Transmission,
    AfterContract,
    Incidents,
    Requests,
    Corporate,

    /// <summary>A clause that changes no rule of a decision by itself; its words, or what is said to follow from it, differ.</summary>
    Wording,
}

public enum Change
{
    Added,
    Removed,
    Changed,
}

/// <summary>Which way a difference moves what the operator may do.</summary>
public enum Reach
{
    /// <summary>Neither way.</summary>
    Same,
    Wider,
    Narrower,
    Both,
}

/// <summary>One difference between two versions of a policy.</summary>
/// <param name="Subject">The clause, purpose, item, scheme or circumstance; the part of the policy where there is no id.</param>
/// <param name="Was">The clause's own words in the earlier version; null where it has none.</param>
/// <param name="Is">Likewise in the later version.</param>
/// <param name="Related">A purpose that the later version marks as reasonably related to the old ones (APPI 17(2)).</param>
public sealed record PolicyDifference(
    DifferenceKind Kind, string Subject, Change Change, Reach Reach, string? Was, string? Is, IReadOnlyList<FieldDifference> Fields, bool Related = false)
{
    public FieldDifference? Field(string name) => Fields.FirstOrDefault(f => f.Field == name);

    public bool Widens => Reach is Reach.Wider or Reach.Both;
}

/// <summary>One field of it: words that are only in the one or only in the other.</summary>
public sealed record FieldDifference(string Field, IReadOnlyList<string> Was, IReadOnlyList<string> Is);
