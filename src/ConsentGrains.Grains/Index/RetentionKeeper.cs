using ConsentGrains.Core;
using ConsentGrains.Core.Customers;

namespace ConsentGrains.Grains.Index;

/// <summary>Erases customers when the last reason to keep them has passed. The index says where to look; the customer's own grain decides, by the periods in
/// force then, and comes to nothing where something keeps him after all. It keeps nothing in memory: a restart, or a jump of the clock, loses nothing.</summary>
sealed class RetentionKeeper(IndexFile index, IGrains grains, TimeProvider time)
{
    static readonly Envelope Timer = new("registry", Via: Causes.Retention);

    public async Task TurnAsync(CancellationToken cancel)
    {
        var (after, today) = ("", time.Now().Day);
        while (index.Read(db => RetentionRows.Due(db, today, after, Limits.PointsPerTurn)) is { Count: > 0 } found)
        {
            foreach (var customer in found)
            {
                cancel.ThrowIfCancellationRequested();
                await grains.TellAsync(new Command.ToCustomer(customer, new CustomerCommand.EraseDue()), Timer, CommandTerms.None, cancel);
            }

            after = found[^1].ToString();
        }
    }
}
