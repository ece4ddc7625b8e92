using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Core.Requests;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Grains.Provisions;
using ConsentGrains.Grains.Incidents;
using ConsentGrains.Grains.Looks;
using ConsentGrains.Grains.Requests;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Grains.SupplyPoints;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Index;

/// <summary>Follows the journal, partition by partition, into the tables of the index; the cursor moves in the transaction of the rows.
/// An event says only that a customer or a point changed: its rows are made from the state that Core folds from its whole stream, which may be ahead of the
/// cursor and is never behind it. Ownership: one pass at a time.</summary>
sealed class Projector(IJournal journal, Func<DirectoryState> directory, IndexFile index, DueLog due, Action<Guid>? erased)
{
    readonly History<CustomerState> history = new(journal, new CustomerStream());
    readonly History<ProvisionState> provisions = new(journal, new ProvisionStream());
    readonly ProvisionNames provisionNames = new(journal);
    readonly PointJournal pointJournal = new(journal);
    readonly History<SupplyPointState> points = new(new PointJournal(journal), new PointStream());
    readonly History<IncidentState> incidents = new(journal, new IncidentStream());
    readonly LookNames looks = new(journal);
    readonly History<RequestState> requests = new(journal, new RequestStream());
    readonly long[] positions = IndexStore.Cursor(index.Writer, PartitionId.Count);

    /// <summary>Events taken since the tables were empty.</summary>
    public long Done => positions.Sum();

    /// <summary>Events there are to take, those taken included.</summary>
    public long Total
    {
        get
        {
            var total = 0L;
            for (var i = 0; i < PartitionId.Count; i++) total += journal.HeadOf(new(i));
            return total;
        }
    }

    /// <summary>Takes everything that was committed before it began.</summary>
    /// <param name="taken">Told after each transaction.</param>
    public async Task PassAsync(Action? taken, CancellationToken cancel)
    {
        await journal.RefreshAsync(cancel);
        for (var i = 0; i < PartitionId.Count; i++)
        {
            var partition = new PartitionId(i);
            for (var head = journal.HeadOf(partition); positions[i] < head;)
            {
                if (!await TakeAsync(partition, cancel)) break;
                taken?.Invoke();
            }
        }

        await FollowPeriodsAsync(cancel);
        index.TruncateIfDue();
        due.TruncateIfDue();
    }

    /// <summary>After the periods changed, the days of erasure are made anew, some with each pass; which are left is in the rows themselves.</summary>
    async Task FollowPeriodsAsync(CancellationToken cancel)
    {
        var now = directory();
        var stale = RetentionRows.Stale(index.Writer, now.Retention.Version, Limits.EventsPerProjection);
        var states = new List<(CustomerId Customer, Guid Stream, CustomerState State)>();
        foreach (var (customer, stream) in stale)
        {
            var name = CustomerStream.NameOf(customer.ToString());
            var state = await history.FoldAsync(name, await journal.LoadAsync(name, cancel));
            // Its erasure is on the way.
            if (!state.Erased) states.Add((customer, stream, state));
        }

        if (states.Count > 0)
            index.Write(db => states.ForEach(one => RetentionRows.Write(db, one.Customer, one.State, now)));
    }

    /// <summary>Empties the tables; the next pass fills them.</summary>
    public void Clear()
    {
        index.Write(IndexStore.BeginRebuild);
        index.MustTruncate();
        Array.Clear(positions);
    }

    /// <summary>One transaction. False: what comes next can not be taken yet.</summary>
    async Task<bool> TakeAsync(PartitionId partition, CancellationToken cancel)
    {
        var batch = await BatchAsync(partition, cancel);
        if (batch.Position == positions[partition.Value]) return false;
        // Only this journal knows which row of the other files is whose, so they go first; a crash in between does it again.
        foreach (var stream in batch.Erased)
        {
            due.Forget(stream);
            erased?.Invoke(stream);
        }

        var known = batch.Directory ?? directory();
        index.Write(db =>
        {
            foreach (var stream in batch.Erased)
            {
                ProvisionRows.Erase(db, stream);
                IndexRows.Remove(db, stream);
            }

            foreach (var (stream, (customer, state)) in batch.Changed) IndexRows.Write(db, customer, stream, state, known);
            foreach (var moving in batch.Moving.Where(m => !batch.Erased.Contains(m.Stream))) IndexRows.Write(db, moving);
            foreach (var (stream, row) in batch.Provisions) ProvisionRows.Write(db, row);
            foreach (var stream in batch.Removed) ProvisionRows.Remove(db, stream);
            foreach (var (stream, (request, state)) in batch.Requests) RequestRows.Write(db, request, stream, OperatorOf(state), state);
            foreach (var (stream, (id, state)) in batch.Incidents) IncidentRows.Write(db, id, stream, Operator(state.Policy), DueOf(state), state);
            foreach (var (stream, (point, state)) in batch.Points) PointRows.Write(db, point, stream, state);
            foreach (var look in batch.Looks) LookRows.Write(db, look, batch.Erased);
            foreach (var stream in batch.EndedLooks) LookRows.Remove(db, stream);
            foreach (var e in batch.Subscriptions) SubscriptionRows.Write(db, e);
            if (batch.Directory is { } now) IndexRows.Write(db, now);
            IndexStore.Advance(db, partition.Value, batch.Position);
        });
        positions[partition.Value] = batch.Position;
        if (batch.Erased.Count > 0 || batch.EndedLooks.Count > 0) index.MustTruncate();
        return true;
    }

    async Task<Batch> BatchAsync(PartitionId partition, CancellationToken cancel)
    {
        var batch = new Batch { Position = positions[partition.Value] };
        var taken = 0;
        await foreach (var e in journal.ReadPartitionAsync(partition, batch.Position, cancel))
        {
            if (!await TakeAsync(batch, e, cancel)) break;
            batch.Position = e.Position;
            if (++taken == Limits.EventsPerProjection) break;
        }

        return batch;
    }

    ValueTask<bool> TakeAsync(Batch batch, StoredEvent e, CancellationToken cancel) =>
        e.Partition == PartitionId.Directory ? new(TakeDirectory(batch, e))
        : ProvisionEventCodec.IsOfProvisions(e.Type) ? TakeProvisionAsync(batch, e, cancel)
        : RequestEventTypes.IsOfRequest(e.Type) ? TakeRequestAsync(batch, e, cancel)
        : IncidentEventCodec.IsOfIncident(e.Type) ? TakeIncidentAsync(batch, e, cancel)
        : LookEventCodec.IsOfLook(e.Type) ? TakeLookAsync(batch, e)
        : EventTypes.IsOfPoint(e.Type) ? TakePointAsync(batch, e, cancel)
        : TakeCustomerAsync(batch, e, cancel);

    /// <summary>A committed event is on the disk a moment before the directory is published with it; until then it waits.</summary>
    bool TakeDirectory(Batch batch, StoredEvent e)
    {
        batch.Directory ??= directory();
        return e.Version <= batch.Directory.Version;
    }

    async ValueTask<bool> TakeCustomerAsync(Batch batch, StoredEvent e, CancellationToken cancel)
    {
        if (EventTypes.IsOfSubscription(e.Type)) batch.Subscriptions.Add(e);
        if (!EventTypes.IsOfCustomer(e.Type)) return true;
        if (e.Type == EventTypes.CustomerErased) batch.Erase(e.Stream);
        if (e.Type == EventTypes.ContractRecorded) TakeContract(batch, e);
        // Without its secret nobody can say whose event it was: its erasure lies further on.
        if (e.Secret is null || batch.Has(e.Stream, e.Version) || IndexRows.VersionOf(index.Writer, e.Stream) >= e.Version) return true;
        if (CustomerEventCodec.Decode(e.Type, e.Clear, e.Secret).Customer is not { } customer) return true;
        var name = CustomerStream.NameOf(customer.ToString());
        var state = await history.FoldAsync(name, await journal.LoadAsync(name, cancel));
        if (state.Erased) batch.Erase(e.Stream);
        else batch.Changed[e.Stream] = (customer, state);
        return true;
    }

    static void TakeContract(Batch batch, StoredEvent e)
    {
        var stored = CustomerEventCodec.Decode(e.Type, e.Clear, e.Secret);
        if (stored is { Event: CustomerEvent.ContractRecorded { MovesIn: true }, Customer: { } customer }) batch.Moving.Add(new(e.Stream, e.Version, customer));
    }

    async ValueTask<bool> TakePointAsync(Batch batch, StoredEvent e, CancellationToken cancel)
    {
        var seen = batch.Points.TryGetValue(e.Stream, out var known) ? known.State.Version : PointRows.VersionOf(index.Writer, e.Stream);
        if (seen >= e.Version || SupplyPointEventCodec.Decode(e.Type, e.Clear, e.Secret).Point is not { } point) return true;
        var name = PointStream.NameOf(point);
        batch.Points[e.Stream] = (point, await points.FoldAsync(name, await pointJournal.LoadAsync(name, cancel)));
        return true;
    }

    async ValueTask<bool> TakeRequestAsync(Batch batch, StoredEvent e, CancellationToken cancel)
    {
        var seen = batch.Requests.TryGetValue(e.Stream, out var known) ? known.State.Version : RequestRows.VersionOf(index.Writer, e.Stream);
        if (seen >= e.Version || RequestEventCodec.Decode(e.Type, e.Clear, e.Secret).Request is not { } request) return true;
        var name = RequestStream.NameOf(request);
        batch.Requests[e.Stream] = (request, await requests.FoldAsync(name, await journal.LoadAsync(name, cancel)));
        return true;
    }

    async ValueTask<bool> TakeProvisionAsync(Batch batch, StoredEvent e, CancellationToken cancel)
    {
        if (e.Type == ProvisionEventCodec.Removed) batch.Remove(e.Stream);
        if (e.Secret is null || ProvisionEventCodec.Decode(e.Type, e.Clear, e.Secret).Key is not { } key) return true;
        var name = ProvisionStream.NameOf(key.ToString());
        var state = await provisions.FoldAsync(name, await journal.LoadAsync(name, cancel));
        if (state.OverFrom is { } over && await provisionNames.CloseAsync(e.Stream, key, cancel) is { } closed)
            batch.Provisions[e.Stream] = new(e.Stream, closed, await provisionNames.ReferenceAsync(key.Customer, cancel), over, state.Version);
        else batch.Remove(e.Stream);
        return true;
    }

    async ValueTask<bool> TakeIncidentAsync(Batch batch, StoredEvent e, CancellationToken cancel)
    {
        var seen = batch.Incidents.TryGetValue(e.Stream, out var known) ? known.State.Version : IncidentRows.VersionOf(index.Writer, e.Stream);
        if (seen >= e.Version || IncidentEventCodec.Decode(e.Type, e.Clear, e.Secret).Incident is not { } id) return true;
        var name = IncidentStream.NameOf(id);
        batch.Incidents[e.Stream] = (id, await incidents.FoldAsync(name, await journal.LoadAsync(name, cancel)));
        return true;
    }

    async ValueTask<bool> TakeLookAsync(Batch batch, StoredEvent e)
    {
        if (string.Equals(e.Type, LookEventCodec.Ended, StringComparison.Ordinal)) batch.EndedLooks.Add(e.Stream);
        // Without its key it has ended.
        else if (e.Secret is not null) batch.Looks.Add(await looks.OpenAsync(e));
        return true;
    }

    string Operator(string policy) => directory().Policies.Family(policy)?.Operator ?? "";

    DateOnly? DueOf(IncidentState state) => IncidentRules.ClocksOf(state, directory()).FirstOrDefault(clock => !state.Ends.ContainsKey(clock.Kind))?.Target;

    string OperatorOf(RequestState state) => directory().Policies.Family(state.Policy)?.Operator ?? "";

    /// <summary>What one transaction writes.</summary>
    sealed class Batch
    {
        public long Position { get; set; }

        public DirectoryState? Directory { get; set; }

        public HashSet<Guid> Erased { get; } = [];

        public Dictionary<Guid, (CustomerId Customer, CustomerState State)> Changed { get; } = [];

        public Dictionary<Guid, (SupplyPointNumber Point, SupplyPointState State)> Points { get; } = [];

        public List<StoredEvent> Subscriptions { get; } = [];

        public Dictionary<Guid, (string Id, IncidentState State)> Incidents { get; } = [];

        public Dictionary<Guid, (string Request, RequestState State)> Requests { get; } = [];

        public Dictionary<Guid, ProvisionRow> Provisions { get; } = [];

        public List<OpenedLook> Looks { get; } = [];

        public List<Guid> EndedLooks { get; } = [];

        public HashSet<Guid> Removed { get; } = [];

        public List<MovingCustomer> Moving { get; } = [];

        public bool Has(Guid stream, int version) =>
            Erased.Contains(stream) || (Changed.TryGetValue(stream, out var known) && known.State.Version >= version);

        public void Remove(Guid stream)
        {
            Removed.Add(stream);
            Provisions.Remove(stream);
        }

        public void Erase(Guid stream)
        {
            Erased.Add(stream);
            Changed.Remove(stream);
        }
    }
}
