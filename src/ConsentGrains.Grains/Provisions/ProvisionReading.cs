using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Grains.Index;

namespace ConsentGrains.Grains.Provisions;

/// <summary>A customer's provision records, as they are disclosed: true third-party provisions alone, those that are to be kept on the day.</summary>
public static class ProvisionReading
{
    /// <param name="parties">Only with these; empty = with all.</param>
    /// <returns>By day, the newest last.</returns>
    public static async ValueTask<IReadOnlyList<Provision>> OfAsync(
        IGrains grains, IIndex index, CustomerId customer, IReadOnlyList<string> parties, DateOnly today, CancellationToken cancel)
    {
        await index.CatchUpAsync(cancel);
        var records = new List<Provision>();
        foreach (var key in await index.ProvisionsOfAsync(customer, cancel))
            if (parties.Count == 0 || parties.Contains(key.Party)) records.AddRange((await grains.Provisions.ReadAsync(key, cancel)).On(today));
        return [.. records.OrderBy(r => r.On).ThenBy(r => r.Id, StringComparer.Ordinal)];
    }
}
