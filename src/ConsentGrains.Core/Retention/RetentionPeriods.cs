using System.Collections.Immutable;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Retention;

/// <summary>How long data are kept after the contract (保存期間), as the operators set it. No policy gives a period, so one that is not here is missing:
/// nothing is ever erased on a default.</summary>
public sealed record RetentionPeriods
{
    public static RetentionPeriods None { get; } = new();

    /// <summary>By policy, and by policy and collection (`EMANA`, `EMANA EMANA-1`).</summary>
    public ImmutableSortedDictionary<string, RetentionPeriod> All { get; init; } = ImmutableSortedDictionary.Create<string, RetentionPeriod>(StringComparer.Ordinal);

    /// <summary>The directory's version with which they changed last; 0 = never.</summary>
    public int Version { get; init; }

    /// <summary>The collection's own period, else the policy's; null where neither was set.</summary>
    public RetentionPeriod? Find(string policy, string collection) => All.GetValueOrDefault(Key(policy, collection)) ?? All.GetValueOrDefault(policy);

    internal RetentionPeriods With(DirectoryEvent.RetentionSet e, int version)
    {
        var key = Key(e.Policy, e.Collection);
        var all = e.Months is { } months ? All.SetItem(key, new(Shared.Name(e.Policy), Shared.NameOrNull(e.Collection), months, e.Source)) : All.Remove(key);
        return new() { All = all, Version = version };
    }

    static string Key(string policy, string? collection) => collection is null ? policy : $"{policy} {collection}";
}

/// <param name="Collection">Null = of every collection of the policy that has none of its own.</param>
/// <param name="Months">After the end of the last contract under the policy; without one, after the enrolment.</param>
/// <param name="Source">Where it was laid down.</param>
public sealed record RetentionPeriod(string Policy, string? Collection, int Months, string Source);
