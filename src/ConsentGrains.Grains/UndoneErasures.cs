using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains;

/// <summary>Erases again whom a restored backup brought back. To be done before anybody is answered.</summary>
public static class UndoneErasures
{
    static readonly Envelope FromLedger = new("registry", Via: Causes.Ledger);

    /// <param name="streams">Of the ledger's copy, see <see cref="JournalLog.FindUndoneErasuresAsync"/>.</param>
    /// <returns>How many were erased again. Whoever is not in the backup needs no erasing.</returns>
    /// <exception cref="UnavailableException">One could not be: the registry must not serve.</exception>
    public static async Task<int> RepeatAsync(IJournal journal, IGrains grains, IReadOnlyList<Guid> streams, CancellationToken cancel)
    {
        var found = await FindAsync(journal, streams, cancel);
        foreach (var customer in found)
            if (await grains.TellAsync(new Command.ToCustomer(customer, new CustomerCommand.EraseAgain()), FromLedger, CommandTerms.None, cancel) is Outcome.Unavailable gone)
                throw new UnavailableException(gone.Why);
        return found.Count;
    }

    /// <summary>Customers among those streams whose keys are there again. Nothing of it is owned for that.</summary>
    public static async Task<IReadOnlyList<CustomerId>> FindAsync(IJournal journal, IReadOnlyList<Guid> streams, CancellationToken cancel)
    {
        var sought = new HashSet<Guid>();
        foreach (var stream in streams)
            if (await journal.FindSealAsync(stream, Causes.Ledger, cancel) is not null) sought.Add(stream);
        var found = new List<CustomerId>();
        for (var partition = PartitionId.Areas + 1; partition < PartitionId.Count && sought.Count > 0; partition++)
            await foreach (var e in journal.ReadPartitionAsync(new(partition), 0, cancel))
                if (sought.Contains(e.Stream) && EventTypes.IsOfCustomer(e.Type) && CustomerEventCodec.Decode(e.Type, e.Clear, e.Secret).Customer is { } customer)
                {
                    sought.Remove(e.Stream);
                    found.Add(customer);
                }
        return found;
    }
}
