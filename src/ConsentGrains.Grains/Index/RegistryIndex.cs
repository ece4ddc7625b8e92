using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Index;

/// <summary>The index of one journal in this process: its tables, the projector that fills them, the timer that notices what came due, and
/// what is left to do at supply points.
/// Made before questions are asked, disposed before the journal. <see cref="RunAsync"/> keeps it going.</summary>
public sealed class RegistryIndex : IIndex, IDisposable
{
    readonly IndexFile index;
    readonly DueLog due;
    readonly TimeProvider time;
    readonly IndexQueries queries;
    readonly PointQueries points;
    readonly ProvisionNames provisionNames;
    readonly SemaphoreSlim turn = new(1, 1);
    long indexedTo;

    RegistryIndex(IJournal journal, IGrains grains, IndexFile index, DueLog due, Action<Guid>? erased, int lookDays, TimeProvider time)
    {
        (this.index, this.due, this.time) = (index, due, time);
        Projector = new(journal, () => grains.Directory, index, due, erased);
        Timer = new(index, due, time);
        queries = new(index, due);
        points = new(index);
        Keeper = new(points, grains, WriteAsync, time);
        RequestKeeper = new(index, grains, time);
        GroundKeeper = new(grains, time);
        provisionNames = new(journal);
        ProvisionKeeper = new(index, provisionNames, grains, time);
        RetentionKeeper = new(index, grains, time);
        LookKeeper = new(index, grains, lookDays, time);
    }

    /// <inheritdoc/>
    public Instant? IndexedTo => Interlocked.Read(ref indexedTo) is > 0 and var micros ? new Instant(micros) : null;

    internal Projector Projector { get; }

    internal DueTimer Timer { get; }

    /// <summary>What is done at supply points without anybody asking.</summary>
    internal PointKeeper Keeper { get; }

    /// <summary>What is done at requests without anybody asking.</summary>
    internal RequestKeeper RequestKeeper { get; }

    GroundKeeper GroundKeeper { get; }

    /// <summary>What is destroyed of provision records.</summary>
    internal ProvisionKeeper ProvisionKeeper { get; }

    internal RetentionKeeper RetentionKeeper { get; }

    /// <summary>What ends of looks.</summary>
    internal LookKeeper LookKeeper { get; }

    /// <summary>Opens both files, making them where they are missing. An index that does not fit the journal is thrown away and filled anew.</summary>
    /// <param name="indexPath">Null = in memory.</param>
    /// <param name="duePath">The due log; null = in memory.</param>
    /// <param name="erased">Told the stream of each erased customer, at least once, before the index goes on: other files forget it with the index.</param>
    /// <param name="lookDays">Days a look is kept; 0 = for ever.</param>
    public static RegistryIndex Open(
        IJournal journal, IGrains grains, string? indexPath, string? duePath, TimeProvider time, Action<Guid>? erased = null, int lookDays = 0)
    {
        var log = DueLog.Open(duePath, journal.Incarnation);
        try
        {
            return new(journal, grains, IndexStore.Open(indexPath, journal.Incarnation), log, erased, lookDays, time);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Follows the journal and the clock until cancelled.</summary>
    /// <param name="failed">Told what went wrong; it goes on after a pause.</param>
    public async Task RunAsync(Action<Exception>? failed, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var pause = await TurnAsync(failed, cancel) ? Limits.ProjectionMilliseconds : Limits.ProjectionPauseMilliseconds;
                await Task.Delay(TimeSpan.FromMilliseconds(pause), time, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>One look at the journal and at the clock, and what follows from it at supply points.</summary>
    public async Task PassAsync(CancellationToken cancel)
    {
        await PassAsync(null, cancel);
        await Keeper.TurnAsync(cancel);
        await RequestKeeper.TurnAsync(cancel);
        await GroundKeeper.TurnAsync(cancel);
        await ProvisionKeeper.TurnAsync(cancel);
        await RetentionKeeper.TurnAsync(cancel);
        await LookKeeper.TurnAsync(cancel);
    }

    /// <inheritdoc/>
    public async ValueTask CatchUpAsync(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(Limits.CatchUpSeconds));
        try
        {
            await PassAsync(null, patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new UnavailableException("the index is still behind");
        }
    }

    /// <summary>Makes every row anew. Broken off, it goes on where it stopped when it is called again, or by itself once <see cref="RunAsync"/> runs.</summary>
    public async Task RebuildAsync(IProgress<IndexProgress>? progress, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        if (!IndexStore.IsRebuilding(index.Writer)) Projector.Clear();
        turn.Release();
        await PassAsync(() => progress?.Report(new(Projector.Done, Projector.Total)), cancel);
        index.Write(IndexStore.EndRebuild);
    }

    /// <inheritdoc/>
    public int CountCustomers(CustomerFilter filter) => queries.CountCustomers(filter);

    /// <inheritdoc/>
    public Listed<ListedCustomer> Customers(CustomerFilter filter, string? after, int limit) => queries.Customers(filter, after, limit);

    /// <inheritdoc/>
    public Listed<ListedConsent> Consents(ConsentFilter filter, string? after, int limit) => queries.Consents(filter, after, limit);

    /// <inheritdoc/>
    public Listed<ListedDue> Due(DueFilter filter, string? after, int limit) => queries.Due(filter, after, limit);

    /// <inheritdoc/>
    public Listed<ListedPoint> Points(PointFilter filter, string? after, int limit) => points.Points(filter, after, limit);

    /// <inheritdoc/>
    public Listed<ListedSubscription> Subscriptions(SubscriptionListFilter filter, string? after, int limit) => SubscriptionRows.Read(index, filter, after, limit);

    /// <inheritdoc/>
    public Listed<ListedRequest> Requests(RequestFilter filter, string? after, int limit) => index.Read(db => RequestRows.Read(db, filter, after, limit));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ProvisionKey>> ProvisionsOfAsync(CustomerId customer, CancellationToken cancel)
    {
        try
        {
            var reference = await provisionNames.ReferenceAsync(customer, cancel);
            var keys = new List<ProvisionKey>();
            foreach (var (stream, closed) in index.Read(db => ProvisionRows.Of(db, customer, reference)))
                if (await provisionNames.OpenAsync(stream, closed, cancel) is { } key) keys.Add(key);
            return keys;
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
    }

    /// <inheritdoc/>
    public IndexCounts Counts(Instant now) => index.Read(db => IndexCounting.Read(db, now));

    /// <inheritdoc/>
    public Listed<ListedIncident> Incidents(IncidentFilter filter, string? after, int limit) => index.Read(db => IncidentRows.Read(db, filter, after, limit));

    /// <inheritdoc/>
    public Listed<ListedLook> Looks(LookFilter filter, string? after, int limit) => index.Read(db => LookRows.Read(db, filter, after, limit));

    /// <inheritdoc/>
    public Listed<CustomerId> Erasable(DateOnly day, string? @operator, string? after, int limit) => index.Read(db => RetentionRows.Erasable(db, day, @operator, after, limit));

    /// <inheritdoc/>
    public IReadOnlyList<string> CustomersOf(string @operator, string? after, int limit) => queries.CustomersOf(@operator, after, limit);

    public void Dispose()
    {
        index.Dispose();
        due.Dispose();
        turn.Dispose();
    }

    async Task PassAsync(Action? taken, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var began = time.Now();
            await Projector.PassAsync(taken, cancel);
            Interlocked.Exchange(ref indexedTo, Math.Max(began.Micros, indexedTo));
            Timer.Turn();
        }
        catch (Exception e) when (Faults.IsOfStore(e) || e is Microsoft.Data.Sqlite.SqliteException)
        {
            throw new UnavailableException(e.Message);
        }
        finally
        {
            turn.Release();
        }
    }

    async Task WriteAsync(Action<IndexConnection> work, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            index.Write(work);
        }
        finally
        {
            turn.Release();
        }
    }

    async Task<bool> TurnAsync(Action<Exception>? failed, CancellationToken cancel)
    {
        try
        {
            await PassAsync(cancel);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            failed?.Invoke(fault);
            return false;
        }
    }
}

/// <param name="Done">Events taken.</param>
/// <param name="Total">Events there are.</param>
public readonly record struct IndexProgress(long Done, long Total);
