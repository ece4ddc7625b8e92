using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Asking;
using ConsentGrains.Grains.Audits;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Grains.Provisions;
using ConsentGrains.Grains.Incidents;
using ConsentGrains.Grains.Looks;
using ConsentGrains.Grains.Requests;
using ConsentGrains.Grains.Sharing;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Grains.SupplyPoints;
using ConsentGrains.Grains.Visitors;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains;

/// <summary>Every grain in this process, over a journal that this process owns. A question about a customer in memory is answered on the caller's
/// thread, without a lock and without waiting.</summary>
public sealed class LocalGrains : IGrains, IAsyncDisposable
{
    readonly DirectoryGrain directory;
    readonly IJournal journal;
    readonly TimeProvider time;
    readonly CustomerGrains customers;
    readonly Points points;
    readonly Subscribers subscribers;
    readonly MoveIns moveIns;
    readonly RequestGrains requests;
    readonly IncidentGrains incidents;
    readonly LookGrains looks;
    readonly ProvisionGrains provisions;
    readonly VisitorGrains visitors;
    readonly Asked asked;
    readonly Copies? copies;
    readonly Thermometer heat;
    readonly Drain drain = new();
    readonly ITimer sweeper;

    LocalGrains(IJournal journal, DirectoryState builtIn, DirectoryEventCodec codec, TimeProvider time, GrainOptions options, Shared? shared)
    {
        (this.journal, this.time, heat) = (journal, time, new(time));
        directory = new(journal, builtIn, codec, time, heat);
        var rules = new CustomerStream();
        var history = new History<CustomerState>(journal, rules);
        var teller = new Teller<CustomerState, CustomerOrder, CustomerEvent>(journal, time, heat, rules);
        customers = new(key => new(new(history.Source, CustomerStream.NameOf(key)), teller), state => state.Version > 0 || state.Erased, options.ResidentCustomers);
        points = new(journal, time, heat, directory.Stream, options.ResidentPoints, (customer, step, envelope) => StepAnywhereAsync(shared, customer, step, envelope));
        subscribers = new(journal, time, heat, directory.Stream);
        var door = new PointDoor(journal, points, directory.Stream, shared?.Elsewhere);
        asked = new(journal, time, heat, directory.Stream, history, customers, points, door);
        moveIns = new(journal, time, door, TellAsync, customer => ReadCustomerAsync(customer, null, default));
        if (shared is not null) (copies, shared.Partitions.Forget) = (new(shared.Partitions, shared.Elsewhere, time), Forget);
        incidents = new(journal, time, heat, directory.Stream, drain, async customer =>
            await StepAnywhereAsync(shared, customer, new CustomerCommand.Name(), Saga.FromRegistry) is Outcome.Unavailable gone ? gone.Why : null);
        looks = new(journal, drain);
        requests = new(journal, time, heat, directory.Stream, drain, (to, envelope, terms) => TellAnywhereAsync(shared, to, envelope, terms));
        provisions = new(journal, time, heat, directory.Stream, drain);
        visitors = new(journal, time, heat, directory.Stream, drain);
        sweeper = time.CreateTimer(_ => PutAwayIdle(), null, options.IdleOrDefault, options.IdleOrDefault);
    }

    /// <inheritdoc/>
    public DirectoryState Directory => directory.Latest;

    /// <inheritdoc/>
    public IIncidents Incidents => incidents;

    /// <inheritdoc/>
    public ILooks Looks => looks;

    /// <inheritdoc/>
    public IRequests Requests => requests;

    /// <inheritdoc/>
    public IProvisions Provisions => provisions;

    /// <inheritdoc/>
    public IVisitors Visitors => visitors;

    /// <summary>Customers in memory.</summary>
    public int Residents => customers.Count;

    /// <summary>Puts on a meter what is measured of these grains.</summary>
    public void Observe(Meter meter) => new GrainInstruments(
    [
        ("customer", customers), ("supply-point", points.Grains), ("subscription", subscribers.Grains), ("request", requests.Residents), ("provision", provisions.Residents),
        ("incident", incidents.Residents), ("visitor", visitors.Residents),
    ]).Observe(meter);

    /// <summary>Which grains here are busy, and what took long. Made when it is asked for.</summary>
    public GrainHeat ReadHeat() => heat.Read(journal.PartitionOf);

    /// <summary>Supply points in memory.</summary>
    public int ResidentPoints => points.Grains.Count;

    /// <summary>Loads the directory; questions may be asked once this returns. The journal stays the caller's to dispose, after the grains.</summary>
    /// <param name="parsePolicy">Reads the text of a published policy again.</param>
    /// <param name="time">The clock the journal was opened with; it must not go back, see <see cref="SteadyTime"/>.</param>
    /// <param name="switching">Standard switching periods; left out: none is known.</param>
    /// <param name="shared">Where the journal is shared: the grains here are those of the partitions this process owns, and everything asked of another one is
    /// <see cref="UnavailableException"/>.</param>
    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    /// <exception cref="JournalDamagedException">The directory's stream is not what was written.</exception>
    public static async Task<LocalGrains> OpenAsync(
        IJournal journal, PolicyBook policies, IEnumerable<PartyEntry> parties, Func<string, Policy> parsePolicy, TimeProvider time,
        GrainOptions? options = null, SwitchingTimes? switching = null, Shared? shared = null, CancellationToken cancel = default)
    {
        var grains = new LocalGrains(journal, BuiltIn.State(policies, parties, switching), new(parsePolicy), time, options ?? GrainOptions.Default, shared);
        try
        {
            await grains.directory.Stream.LoadedAsync(cancel);
            return grains;
        }
        catch (Exception e)
        {
            await grains.DisposeAsync();
            if (e is JournalUnavailableException) throw new UnavailableException(e.Message);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome> TellAsync(Command command, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        // What is carried over from another registry happened before now.
        if (envelope.First is { } first && first > time.Now()) return new Outcome.Refused(new(RefusalCode.DayInFuture, "firstRecordedAt", first.ToString()));
        if (!drain.TryEnter()) return new Outcome.Unavailable(false, "the registry is stopping");
        try
        {
            return command switch
            {
                Command.ToDirectory to => await TellDirectoryAsync(to.Body, envelope, terms, cancel),
                Command.ToCustomer to => await moveIns.TellAsync(to, envelope, terms, cancel),
                Command.ToPoint to => await points.TellAsync(to, envelope, terms, cancel),
                Command.ToSubscription to => await subscribers.TellAsync(to, envelope, terms, cancel),
                _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
            };
        }
        finally
        {
            drain.Leave();
        }
    }

    /// <inheritdoc/>
    public ValueTask<Answer> AskAsync(Question question, Caller caller, CancellationToken cancel) => asked.AnswerAsync(question, caller, cancel);

    /// <inheritdoc/>
    public void Expect(IReadOnlyList<string> customers) =>
        Nearing.Fetch(customers, this.customers, CustomerStream.Touch);

    /// <inheritdoc/>
    public ValueTask<Explained> ExplainAsync(Question question, Caller caller, CancellationToken cancel) =>
        asked.ExplainAsync(question, caller, cancel);

    /// <inheritdoc/>
    public async ValueTask<CustomerState> ReadCustomerAsync(CustomerId customer, Instant? at, CancellationToken cancel) =>
        (await asked.CutAsync(customer.ToString(), null, at, cancel)).Customer!;

    /// <inheritdoc/>
    public async ValueTask<PointReading> ReadPointAsync(SupplyPointNumber point, Instant? at, CancellationToken cancel)
    {
        var cut = await asked.CutAsync(null, point, at, cancel);
        return new(cut.Point!, cut.AsOf);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ResumeAsync(SupplyPointNumber point, CancellationToken cancel)
    {
        if (!drain.TryEnter()) return false;
        try
        {
            return await points.FinishAsync(point) is null;
        }
        finally
        {
            drain.Leave();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ResumeAsync(CustomerId customer, int version, CancellationToken cancel)
    {
        if (!drain.TryEnter()) return false;
        try
        {
            return await moveIns.FinishAsync(customer, version) is null;
        }
        catch (UnavailableException)
        {
            return false;
        }
        finally
        {
            drain.Leave();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Switch>> ReadSwitchesAsync(SupplyPointNumber point, CancellationToken cancel)
    {
        var now = (await ReadPointAsync(point, null, cancel)).State;
        if (!now.IsKnown) return [];
        try
        {
            return await points.SwitchesAsync(point, now.Version);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ErasureRecord?> ReadErasureAsync(CustomerId customer, CancellationToken cancel)
    {
        try
        {
            return ErasureRecord.Of(await journal.FindErasureAsync(CustomerStream.NameOf(customer.ToString()), cancel));
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedChange> ReadChangesMadeAsync(Instant from, Instant before, CancellationToken cancel) =>
        ChangeScan.ReadAsync(journal, from, before, cancel);

    /// <inheritdoc/>
    public ValueTask<SubscriptionState> ReadSubscriptionAsync(string id, CancellationToken cancel) => subscribers.ReadAsync(id, journal, cancel);

    /// <inheritdoc/>
    public async ValueTask<DirectoryState> ReadDirectoryAsync(Instant? at, CancellationToken cancel) =>
        (await asked.CutAsync(null, null, at, cancel)).Directory;

    /// <inheritdoc/>
    public async IAsyncEnumerable<CustomerHistoryEntry> ReadHistoryAsync(
        CustomerId customer, [EnumeratorCancellation] CancellationToken cancel)
    {
        var now = (await asked.CutAsync(customer.ToString(), null, null, cancel)).Customer!;
        if (now.Version == 0) yield break;
        await foreach (var e in Faults.Guarded(journal.ReadStreamAsync(CustomerStream.NameOf(customer.ToString()), now.Recorded.Micros, cancel)))
        {
            // Erased while it was being read.
            if (e.Secret is null) yield break;
            var stored = CustomerEventCodec.Decode(e.Type, e.Clear, e.Secret);
            yield return new(e.Version, new(e.Micros), e.Type, stored.Event, stored.Envelope);
        }
    }

    /// <summary>The partition a customer lives in.</summary>
    public PartitionId PartitionOf(CustomerId customer) => journal.PartitionOf(CustomerStream.NameOf(customer.ToString()));

    /// <summary>The partition a subscription lives in.</summary>
    public PartitionId PartitionOfSubscription(string id) => journal.PartitionOf(SubscriptionStream.NameOf(id));

    /// <summary>The partition a request lives in.</summary>
    public PartitionId PartitionOfRequest(string number) => journal.PartitionOf(RequestStream.NameOf(number));

    /// <inheritdoc cref="PartitionOf(CustomerId)"/>
    public PartitionId PartitionOfIncident(string number) => journal.PartitionOf(IncidentStream.NameOf(number));

    /// <inheritdoc cref="PartitionOf(CustomerId)"/>
    public PartitionId PartitionOf(VisitorKey visitor) => journal.PartitionOf(VisitorStream.NameOf(visitor.ToString()));

    /// <summary>The partition provision records live in.</summary>
    public PartitionId PartitionOf(ProvisionKey key) => journal.PartitionOf(ProvisionStream.NameOf(key.ToString()));

    /// <summary>The partition a supply point lives in.</summary>
    public PartitionId PartitionOf(SupplyPointNumber point) => PartitionId.OfArea(point.Area);

    /// <summary>Of a shared journal: one step of a saga that the owner of a supply point carries out at a customer of this process, without what may follow.</summary>
    public async ValueTask<Outcome> StepAsync(CustomerId customer, CustomerCommand step, Envelope envelope)
    {
        if (!drain.TryEnter()) return new Outcome.Unavailable(false, "the registry is stopping");
        try
        {
            return await TellAsync(customer, step, envelope, CommandTerms.None, default);
        }
        finally
        {
            drain.Leave();
        }
    }

    /// <summary>Of a shared journal: a supply point of this process for an answer that another one gives. Nothing is recorded of it any more up to the moment
    /// that comes with it.</summary>
    /// <param name="at">As of which moment; null: now.</param>
    /// <param name="notBefore">With null: settled at least up to this one.</param>
    /// <exception cref="UnavailableException">It is not this process's, or the journal does not answer.</exception>
    public ValueTask<SettledPoint> ReadSettledAsync(SupplyPointNumber point, Instant? at, Instant notBefore, CancellationToken cancel) =>
        asked.SettledPointAsync(point, at, notBefore, cancel);

    /// <summary>Of a shared journal: reads what other processes recorded of the directory.</summary>
    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    public async Task RefreshDirectoryAsync(CancellationToken cancel)
    {
        try
        {
            await directory.RefreshAsync(cancel);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
    }

    /// <summary>Takes no more commands and returns when those taken have ended. Questions are still answered.</summary>
    public async ValueTask DisposeAsync()
    {
        await drain.CloseAsync();
        await sweeper.DisposeAsync();
    }

    /// <summary>INVARIANT (directory-known): an answer that tells of a version, and be it the first one given again, waits until no process decides by an older.</summary>
    async ValueTask<Outcome> TellDirectoryAsync(DirectoryCommand command, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        var outcome = await directory.TellAsync(command, envelope, terms, cancel);
        if (copies is null || outcome is Outcome.Unavailable) return outcome;
        return await copies.KnowAsync(Directory.Version) is { } why ? new Outcome.Unavailable(true, why) : outcome;
    }

    ValueTask<Outcome> StepAnywhereAsync(Shared? shared, CustomerId customer, CustomerCommand step, Envelope envelope) =>
        shared is not null && journal.TenureOf(CustomerStream.NameOf(customer.ToString())) == 0
            ? shared.Elsewhere.StepAsync(customer, step, envelope) : TellAsync(customer, step, envelope, CommandTerms.None, default);

    ValueTask<Outcome> TellAnywhereAsync(Shared? shared, Command.ToCustomer to, Envelope envelope, CommandTerms terms) =>
        shared is not null && journal.TenureOf(CustomerStream.NameOf(to.Customer.ToString())) == 0
            ? shared.Elsewhere.TellCustomerAsync(to, envelope, terms) : TellAsync(to, envelope, terms, default);

    void Forget(PartitionId partition)
    {
        if (partition == PartitionId.Directory) directory.Stream.Forget();
        else if (partition.Value <= PartitionId.Areas) points.Grains.Forget(partition);
        else
        {
            customers.Forget(partition);
            subscribers.Grains.Forget(partition);
            requests.Forget(partition);
            incidents.Forget(partition);
            provisions.Forget(partition);
            visitors.Forget(partition);
        }
    }

    async ValueTask<Outcome> TellAsync(CustomerId customer, CustomerCommand command, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        var grain = await customers.HoldAsync(customer.ToString());
        try
        {
            var timeline = await directory.Stream.LoadedAsync(cancel);
            var before = grain.Stream.Published;
            var outcome = await grain.TellAsync(new(customer, command, timeline.Latest), envelope, terms, cancel);
            if (command is CustomerCommand.Erase or CustomerCommand.EraseDue or CustomerCommand.EraseAgain && before is not null && outcome is Outcome.Accepted) points.Forget(before);
            return outcome;
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            return new Outcome.Unavailable(false, e.Message);
        }
        finally
        {
            customers.Release(grain);
        }
    }

    void PutAwayIdle()
    {
        customers.PutAwayIdle();
        points.Grains.PutAwayIdle();
        subscribers.Grains.PutAwayIdle();
        requests.PutAwayIdle();
        incidents.PutAwayIdle();
        provisions.PutAwayIdle();
        visitors.PutAwayIdle();
    }
}
