namespace ConsentGrains.Core.Policies.Changes;

/// <summary>Joint use (共同利用): the scheme, and each of its purposes.</summary>
static class SchemeDifferences
{
    public const string Items = "items";
    public const string Parties = "participants";
    public const string Rosters = "rosters";
    public const string Responsible = "responsible";

    public static IEnumerable<PolicyDifference?> Of(Policy before, Policy after, Quotes quotes)
    {
        foreach (var (id, was, now, change) in PolicyDifferences.Pair(before.Schemes, after.Schemes, s => s.Id))
        {
            yield return Scheme(id, was, now, change, quotes);
            foreach (var purpose in PolicyDifferences.Pair(was?.Purposes ?? [], now?.Purposes ?? [], p => p.Id))
                yield return PurposeDifferences.Of(DifferenceKind.SchemePurpose, purpose.Key, purpose.Was, purpose.Is, purpose.Change, before, after, quotes);
        }
    }

    static PolicyDifference? Scheme(string id, JointUseScheme? was, JointUseScheme? now, Change change, Quotes quotes) =>
        new Comparing(DifferenceKind.Scheme, id)
            .List(Items, was?.Items, now?.Items, Sense.Widens)
            .List("excluded-as-secrecy", was?.ExcludedAsSecrecy, now?.ExcludedAsSecrecy, Sense.Narrows)
            .List(Parties, was?.Parties, now?.Parties, Sense.Widens)
            .List(Rosters, was?.Roles, now?.Roles, Sense.Widens)
            .Word("need", Need(was), Need(now), was is null || now is null ? Sense.Neutral : Sense.Either)
            .List("need-clauses", was?.NeedClauses, now?.NeedClauses, Sense.Neutral)
            .List(Responsible, Who(was), Who(now), Sense.Neutral)
            .Finish(change, quotes, id);

    static string? Need(JointUseScheme? scheme) => scheme is null ? null : Wire.Name(scheme.Need);

    /// <summary>Who is responsible, and for what; the clause that says so is no part of it.</summary>
    static IReadOnlyList<string> Who(JointUseScheme? scheme) => scheme is null ? []
        : [.. scheme.Responsible.Select(r => $"{r.Party ?? Wire.Name(r.Kind)}: {(r.Items.Count == 0 ? "*" : string.Join(' ', r.Items))}")];
}
