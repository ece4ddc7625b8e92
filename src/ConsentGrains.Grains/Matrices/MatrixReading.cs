using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Grains.Matrices;

/// <summary>Fills the matrix by asking the registry, as the customer's operator, one question for each party, group and purpose.</summary>
public static class MatrixReading
{
    /// <summary>Every cell is answered from the same revisions; where commands come in between, all is asked again.</summary>
    /// <param name="now">Decides who is on a roster or in the register of contractors.</param>
    /// <exception cref="UnavailableException">The registry can not answer now, or the customer does not stand still.</exception>
    public static async ValueTask<AccessMatrix> ReadAsync(IGrains grains, CustomerId customer, Instant now, CancellationToken cancel)
    {
        for (var i = 0; i < Limits.MatrixTries; i++)
        {
            var state = await grains.ReadCustomerAsync(customer, null, cancel);
            var directory = await grains.ReadDirectoryAsync(null, cancel);
            var asking = new MatrixAsking(grains, customer, state, directory, now, cancel);
            var policies = new List<PolicyMatrix>();
            foreach (var policy in Policies(state, directory, now.Day)) policies.Add(await FillAsync(policy, state, directory, now.Day, asking));
            if (asking.StoodStill) return new(customer, state.Version, directory.Version, asking.AsOf, policies);
        }

        throw new UnavailableException("the customer or the directory changed while the matrix was filled");
    }

    static IEnumerable<Policy> Policies(CustomerState state, DirectoryState directory, DateOnly day) =>
        state.Enrolments.Select(e => directory.Policies.Family(e.Policy)?.InForce(day)).OfType<Policy>();

    static async ValueTask<PolicyMatrix> FillAsync(Policy policy, CustomerState state, DirectoryState directory, DateOnly day, MatrixAsking asking)
    {
        ItemGroup[] groups = [.. Groups(policy)];
        var point = state.Contracts.LastOrDefault(c => c.Policy == policy.Id && c.SupplyPoint is not null).SupplyPoint;
        Asker[] all = [.. Askers.Of(policy, state, directory, day)];
        var rows = new List<PartyRow>();
        foreach (var asker in all.Take(Limits.MatrixParties))
        {
            var cells = new List<MatrixCell>();
            foreach (var group in groups) cells.Add(await asking.CellAsync(asker, group, point));
            rows.Add(new(asker.Party, directory.Parties.GetValueOrDefault(asker.Party)?.Name, asker.Standing, cells));
        }

        return new(policy.Name, policy.Title, groups, rows, Math.Max(0, all.Length - Limits.MatrixParties));
    }

    /// <summary>The items of a version by the clauses that list them.</summary>
    internal static IEnumerable<ItemGroup> Groups(Policy policy) => policy.Collections.SelectMany(collection =>
        collection.Items.GroupBy(i => i.Clause, StringComparer.Ordinal)
            .Select(g => new ItemGroup(collection.Id, g.Key, [.. g.Select(i => i.Id)], string.Join("、", g.Select(i => i.Japanese)))));
}
