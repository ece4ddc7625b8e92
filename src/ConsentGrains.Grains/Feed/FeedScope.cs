using System.Runtime.CompilerServices;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Feed;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Grains.SupplyPoints;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>Everything a party may know now, each customer and point once, as it stands; and the cursor to follow the feed from. The cursor is taken first: what
/// changes while the scope is read is told again by the feed, with a later revision.</summary>
public sealed class FeedScope
{
    readonly IJournal journal;
    readonly ChangeReader reader;
    readonly History<CustomerState> customers;
    readonly History<SupplyPointState> points;

    internal FeedScope(IJournal journal, ChangeReader reader, Entitlement viewer, FeedCursor cursor)
    {
        (this.journal, this.reader, Viewer, Cursor) = (journal, reader, viewer, cursor);
        (customers, points) = (new(journal, new CustomerStream()), new(journal, new PointStream()));
    }

    /// <summary>Follow the feed from here once all entries are taken in.</summary>
    public FeedCursor Cursor { get; }

    public Entitlement Viewer { get; }

    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    public async IAsyncEnumerable<ScopeEntry> EntriesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        for (var i = PartitionId.Directory.Value + 1; i < PartitionId.Count; i++)
        {
            var seen = new HashSet<Guid>();
            if (Cursor[i] == 0) continue;
            await foreach (var row in Faults.Guarded(journal.ReadPartitionAsync(new(i), 0, Viewer.MayConcern, cancel)))
            {
                cancel.ThrowIfCancellationRequested();
                if (row.Position > Cursor[i]) break;
                if (seen.Contains(row.Stream) || !Viewer.MayConcern(row.Audience) || reader.Read(row) is not { } change || !Viewer.Holds(change)) continue;
                seen.Add(row.Stream);
                if (await EntryAsync(change) is { } entry) yield return entry;
            }

            // INVARIANT (held-after-decide).
            if (!journal.IsHeld) throw new UnavailableException("the journal is not this process's any more");
        }
    }

    /// <summary>Null for a customer who was erased.</summary>
    async ValueTask<ScopeEntry?> EntryAsync(Change change)
    {
        try
        {
            return change switch
            {
                Change.OfCustomer { Customer: { } customer } of => await CustomerAsync(of, customer),
                Change.OfPoint of => new ScopeEntry.OfPoint(of.Stream, of.Point, await StateAsync(points, PointStream.NameOf(of.Point))),
                _ => null,
            };
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
    }

    async ValueTask<ScopeEntry?> CustomerAsync(Change.OfCustomer of, CustomerId customer)
    {
        var state = await StateAsync(customers, CustomerStream.NameOf(customer.ToString()));
        if (state.Erased) return null;
        var consents = Standings.Of(state.Consents).Where(c => c.Standing is ConsentStanding.Given or ConsentStanding.PartlyWithdrawn);
        return new ScopeEntry.OfCustomer(of.Stream, customer, state, [.. consents]);
    }

    async ValueTask<TState> StateAsync<TState>(History<TState> of, StreamName name) where TState : class =>
        await of.FoldAsync(name, await journal.LoadAsync(name, CancellationToken.None));
}

/// <summary>One customer or point of a scope, whole: how much of it is told is decided by the viewer's entitlement.</summary>
/// <param name="Ref">The random id by which changes name it.</param>
public abstract record ScopeEntry(Guid Ref)
{
    /// <param name="Consents">Those that are not withdrawn whole.</param>
    public sealed record OfCustomer(Guid Ref, CustomerId Customer, CustomerState State, IReadOnlyList<(ConsentEntry Entry, ConsentStanding Standing)> Consents) : ScopeEntry(Ref);

    public sealed record OfPoint(Guid Ref, SupplyPointNumber Point, SupplyPointState State) : ScopeEntry(Ref);
}
