using ConsentGrains.Journal;
using ConsentGrains.Web.Admin;

namespace ConsentGrains.Silo.Hosting;

/// <summary>The silos that share the journal, as the dashboard shows them.</summary>
sealed class Neighbours(Partitions partitions)
{
    /// <returns>None while the database does not say.</returns>
    public async ValueTask<IReadOnlyList<SiloFigures>> ReadAsync(CancellationToken cancel)
    {
        try
        {
            var standing = await partitions.LookAsync(cancel);
            return [.. standing.Members.OrderBy(member => member.Address, StringComparer.Ordinal).Select(member => Of(member, standing))];
        }
        catch (JournalUnavailableException)
        {
            return [];
        }
    }

    static SiloFigures Of(Member member, Standing standing)
    {
        int[] owned = [.. Enumerable.Range(0, PartitionId.Count).Where(partition => standing.Owners[partition] == member.Id)];
        return new(member.Id, member.Address, member.Id == standing.Self, member.MayAnswer, owned.Length, [.. owned.Where(partition => partition is >= 1 and <= PartitionId.Areas)]);
    }
}
