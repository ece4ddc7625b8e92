using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Grains.Matrices;

/// <summary>One kind of question a party may ask: an act for a purpose, within items.</summary>
/// <param name="Items">Those the purpose, the entry or the consent speaks of; null = any.</param>
sealed record Interest(string Act, string Purpose, IReadOnlyCollection<string>? Items);

/// <param name="Acting">Who acts: the party itself, or the operator that provides to it.</param>
sealed record Asker(string Party, Standing Standing, string Acting, IReadOnlyList<Interest> Interests)
{
    public string? Recipient => Standing == Standing.Recipient ? Party : null;
}

/// <summary>Every party with a standing under one policy, the operator first, and what it may ask for.</summary>
static class Askers
{
    public static IEnumerable<Asker> Of(Policy policy, CustomerState customer, DirectoryState directory, DateOnly day) =>
        Standing(policy, directory, day, static _ => true).Concat(Recipients(policy, customer));

    /// <summary>Those whose standing no customer makes.</summary>
    /// <param name="among">Schemes whose members are asked for.</param>
    public static IEnumerable<Asker> Standing(Policy policy, DirectoryState directory, DateOnly day, Func<JointUseScheme, bool> among) =>
        new[] { Operator(policy, directory) }.Concat(JointUsers(policy, directory, day, among)).Concat(Contractors(policy, directory, day));

    /// <summary>A joint user in all schemes among these, whatever its standing on their rosters.</summary>
    public static Asker JointUser(string party, Policy policy, IEnumerable<JointUseScheme> schemes) =>
        new(party, Matrices.Standing.JointUser, party, [.. schemes.SelectMany(scheme => JointUse(policy, scheme))]);

    static Asker Operator(Policy policy, DirectoryState directory)
    {
        var registered = directory.Purposes.Values.Where(p => p.Operator == policy.Operator && p.Policy == policy.Id).OrderBy(p => p.Id, StringComparer.Ordinal);
        return new(policy.Operator, Matrices.Standing.Operator, policy.Operator,
            [.. policy.Purposes.Select(p => new Interest("use", p.Id, Stated(policy, p))), .. registered.Select(p => new Interest("use", p.Id, [.. p.Items]))]);
    }

    static IEnumerable<Asker> JointUsers(Policy policy, DirectoryState directory, DateOnly day, Func<JointUseScheme, bool> among) =>
        policy.Schemes.Where(among).SelectMany(scheme => Members(scheme, directory, day).Select(party => (Party: party, Scheme: scheme)))
            .Where(member => member.Party != policy.Operator).GroupBy(member => member.Party, member => member.Scheme, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => JointUser(group.Key, policy, group.Distinct()));

    static IEnumerable<string> Members(JointUseScheme scheme, DirectoryState directory, DateOnly day) =>
        scheme.Parties.Concat(directory.Roles.Where(r => r.Value.Any(e => e.InForce(day) && scheme.Roles.Contains(e.Role))).Select(r => r.Key));

    static IEnumerable<Interest> JointUse(Policy policy, JointUseScheme scheme) => scheme.Purposes.Select(p =>
        new Interest("joint-use", p.Id, [.. Stated(policy, p).Intersect(scheme.Items, StringComparer.Ordinal)]));

    /// <summary>Entries in force, also those under another: whether they carry anything is the decision's business.</summary>
    static IEnumerable<Asker> Contractors(Policy policy, DirectoryState directory, DateOnly day) =>
        directory.Entrustments.Values.Where(e => e.InForce(day) && e.Recipient != policy.Operator && IsUnder(e, policy.Operator, directory))
            .GroupBy(e => e.Recipient, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Asker(group.Key, Matrices.Standing.Contractor, group.Key,
                [.. group.SelectMany(e => e.Purposes.Select(p => new Interest("use", p, [.. e.Items])))]));

    static bool IsUnder(Entrustment entry, string @operator, DirectoryState directory)
    {
        var at = entry;
        for (var depth = 0; depth < Core.Limits.EntrustmentDepth; depth++)
        {
            if (at.Operator == @operator) return true;
            if (at.Under is not { } under || !directory.Entrustments.TryGetValue(under, out var above)) return false;
            at = above;
        }

        return false;
    }

    public static IEnumerable<Asker> Recipients(Policy policy, CustomerState customer) =>
        customer.Consents.Where(c => c is { IsWithdrawal: false, Recipient: not null }).GroupBy(c => c.Recipient!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Asker(group.Key, Matrices.Standing.Recipient, policy.Operator, [.. group.SelectMany(c => Provision(policy, c)).Distinct()]));

    /// <summary>A consent that names no purpose is tried with each one stated.</summary>
    static IEnumerable<Interest> Provision(Policy policy, ConsentEntry consent) => consent.Purpose is { } purpose
        ? [new Interest("provide", purpose, consent.Items)]
        : policy.Purposes.Select(p => new Interest("provide", p.Id, consent.Items ?? Stated(policy, p)));

    static string[] Stated(Policy policy, Purpose purpose) => purpose.Items is { } items ? [.. items]
        : [.. policy.Collections.Where(c => purpose.Collections.Contains(c.Id)).SelectMany(c => c.Items).Select(i => i.Id)];
}
