using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Matrices;

namespace ConsentGrains.Grains.Impacts;

/// <summary>One question for every customer: a party, an act, a purpose, and those items of one clause the purpose speaks of.</summary>
sealed record ImpactQuestion(Asker Asker, string Act, string Purpose, string Clause, IReadOnlyList<string> Items);

/// <summary>What is asked of each customer under both versions: parties × groups of items × purposes, of either.</summary>
sealed class ImpactPlan
{
    readonly Policy[] versions;
    readonly IReadOnlyList<ImpactQuestion> standing;

    ImpactPlan(Policy[] versions, DirectoryState now, DirectoryState then, DateOnly day)
    {
        this.versions = versions;
        (Now, Then) = (now, then);
        standing = Distinct(versions.SelectMany(version => Askers.Standing(version, then, day, static scheme => scheme.Need != JointUseNeed.SupplyPoint)
            .Take(Limits.MatrixParties).SelectMany(asker => Of(asker, version))));
    }

    /// <summary>The directory as it is.</summary>
    public DirectoryState Now { get; }

    /// <summary>The same with the draft published.</summary>
    public DirectoryState Then { get; }

    /// <summary>Whether who asks turns on a supply point.</summary>
    public bool NeedsPoint => versions.Any(v => v.Schemes.Any(s => s.Need == JointUseNeed.SupplyPoint));

    /// <param name="draft">With the day from which it would be in force.</param>
    public static ImpactPlan Of(DirectoryState directory, Policy draft, DateOnly day)
    {
        var then = directory with { Policies = directory.Policies.With(draft) };
        var inForce = directory.Policies.Family(draft.Id)?.InForce(day);
        return new(inForce is null ? [draft] : [inForce, draft], directory, then, day);
    }

    /// <summary>Everything asked of one customer: what is asked of all, those his consents name, and the parties of his supply point's case.</summary>
    public IEnumerable<ImpactQuestion> QuestionsOf(CustomerState customer, SupplyPointState? point) =>
        standing.Concat(Distinct(versions.SelectMany(version => Own(version, customer, point))));

    IEnumerable<ImpactQuestion> Own(Policy version, CustomerState customer, SupplyPointState? point)
    {
        var schemes = version.Schemes.Where(s => s.Need == JointUseNeed.SupplyPoint).ToList();
        var parties = point is null || schemes.Count == 0 ? [] : PartiesOf(point);
        return parties.Select(party => Askers.JointUser(party, version, schemes)).Concat(Askers.Recipients(version, customer)).SelectMany(asker => Of(asker, version));
    }

    static IEnumerable<string> PartiesOf(SupplyPointState point) =>
        point.Supplies.Select(s => s.Retailer).Append(point.Switch?.By).Append(point.Gtdo).Append(Words.Occto).OfType<string>().Where(p => p.Length > 0).Distinct(StringComparer.Ordinal);

    static IEnumerable<ImpactQuestion> Of(Asker asker, Policy version) =>
        from interest in asker.Interests
        from @group in MatrixReading.Groups(version)
        let items = interest.Items is { } named ? [.. @group.Items.Intersect(named, StringComparer.Ordinal)] : @group.Items
        where items.Count > 0
        select new ImpactQuestion(asker, interest.Act, interest.Purpose, @group.Clause, items);

    /// <summary>Both versions ask most of the same questions.</summary>
    static IReadOnlyList<ImpactQuestion> Distinct(IEnumerable<ImpactQuestion> all) =>
        [.. all.DistinctBy(q => (q.Asker.Party, q.Asker.Standing, q.Act, q.Purpose, string.Join(' ', q.Items)))];
}
