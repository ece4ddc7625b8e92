using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Journal;

namespace ConsentGrains.Server.Tests.Freshness;

/// <summary>Lets others go first, now and then for long; in turns of the scheduler, never by the clock.</summary>
sealed class Delays(int seed)
{
    const int Short = 4, Long = 200, Seldom = 16;
    readonly Random random = new(seed);

    public async ValueTask PassAsync()
    {
        int turns;
        lock (random) turns = random.Next(Seldom) == 0 ? random.Next(Long) : random.Next(Short);
        for (; turns > 0; turns--) await Task.Yield();
    }
}

/// <summary>A journal that takes its time before an append, and between its being on disk and its being published.</summary>
sealed class DelayedJournal(IJournal inner, Delays delays) : IJournal
{
    public Guid Incarnation => inner.Incarnation;

    public bool IsHeld => inner.IsHeld;

    public Task<string> TakenOver => inner.TakenOver;

    public Task NextCommit => inner.NextCommit;

    public JournalCounters Counters => inner.Counters;

    public async ValueTask<AppendResult> AppendAsync(Append append)
    {
        await delays.PassAsync();
        var result = await inner.AppendAsync(append);
        await delays.PassAsync();
        return result;
    }

    public async ValueTask<StreamImage> LoadAsync(StreamName stream, CancellationToken cancel)
    {
        await delays.PassAsync();
        var image = await inner.LoadAsync(stream, cancel);
        await delays.PassAsync();
        return image;
    }

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamName stream, long upToMicros, CancellationToken cancel) => inner.ReadStreamAsync(stream, upToMicros, cancel);

    public IAsyncEnumerable<StoredEvent> ReadPartitionAsync(PartitionId partition, long afterPosition, CancellationToken cancel) => inner.ReadPartitionAsync(partition, afterPosition, cancel);

    public ValueTask<KnownCommand?> FindCommandAsync(StreamName stream, CommandKey command, CancellationToken cancel) => inner.FindCommandAsync(stream, command, cancel);

    public ValueTask<SubjectSeal?> FindSealAsync(StreamName stream, string purpose, CancellationToken cancel) => inner.FindSealAsync(stream, purpose, cancel);

    public ValueTask<ErasureProof?> FindErasureAsync(StreamName stream, CancellationToken cancel) => inner.FindErasureAsync(stream, cancel);

    public ValueTask<SubjectSeal?> FindSealAsync(Guid stream, string purpose, CancellationToken cancel) => inner.FindSealAsync(stream, purpose, cancel);

    public void Observe(StreamName stream, long micros) => inner.Observe(stream, micros);

    public PartitionId PartitionOf(StreamName stream) => inner.PartitionOf(stream);

    public long HeadOf(PartitionId partition) => inner.HeadOf(partition);

    public long TenureOf(PartitionId partition) => inner.TenureOf(partition);

    public ValueTask RefreshAsync(CancellationToken cancel) => inner.RefreshAsync(cancel);

    public Task<long> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken cancel) => inner.VerifyAsync(progress, cancel);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

/// <summary>Grains that take their time before an acknowledgement and around an answer; and, wrong on purpose, remember permits.</summary>
sealed class DelayedGrains(IGrains inner, Delays delays, bool remembers) : IGrains
{
    readonly System.Collections.Concurrent.ConcurrentDictionary<string, Answer> remembered = new(StringComparer.Ordinal);

    public ValueTask<ConsentGrains.Core.Subscriptions.SubscriptionState> ReadSubscriptionAsync(string id, CancellationToken cancel) => inner.ReadSubscriptionAsync(id, cancel);

    public ConsentGrains.Grains.Visitors.IVisitors Visitors => inner.Visitors;

    public IAsyncEnumerable<ConsentGrains.Grains.Audits.RecordedChange> ReadChangesMadeAsync(Instant from, Instant before, CancellationToken cancel) => inner.ReadChangesMadeAsync(from, before, cancel);

    public ConsentGrains.Grains.Incidents.IIncidents Incidents => inner.Incidents;

    public ConsentGrains.Grains.Looks.ILooks Looks => inner.Looks;

    public ValueTask<ErasureRecord?> ReadErasureAsync(CustomerId customer, CancellationToken cancel) => inner.ReadErasureAsync(customer, cancel);

    public DirectoryState Directory => inner.Directory;

    public ConsentGrains.Grains.Requests.IRequests Requests => inner.Requests;

    public ConsentGrains.Grains.Provisions.IProvisions Provisions => inner.Provisions;

    public async ValueTask<Outcome> TellAsync(Command command, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        var outcome = await inner.TellAsync(command, envelope, terms, cancel);
        await delays.PassAsync();
        return outcome;
    }

    public async ValueTask<Answer> AskAsync(Question question, Caller caller, CancellationToken cancel)
    {
        await delays.PassAsync();
        if (remembers && remembered.TryGetValue(question.Customer ?? "", out var known)) return known;
        var answer = await inner.AskAsync(question, caller, cancel);
        if (answer.Permitted) remembered[question.Customer ?? ""] = answer;
        await delays.PassAsync();
        return answer;
    }

    public void Expect(IReadOnlyList<string> customers) => inner.Expect(customers);

    public ValueTask<Explained> ExplainAsync(Question question, Caller caller, CancellationToken cancel) => inner.ExplainAsync(question, caller, cancel);

    public ValueTask<CustomerState> ReadCustomerAsync(CustomerId customer, Instant? at, CancellationToken cancel) => inner.ReadCustomerAsync(customer, at, cancel);

    public ValueTask<PointReading> ReadPointAsync(SupplyPointNumber point, Instant? at, CancellationToken cancel) => inner.ReadPointAsync(point, at, cancel);

    public ValueTask<bool> ResumeAsync(SupplyPointNumber point, CancellationToken cancel) => inner.ResumeAsync(point, cancel);

    public ValueTask<bool> ResumeAsync(CustomerId customer, int version, CancellationToken cancel) => inner.ResumeAsync(customer, version, cancel);

    public ValueTask<IReadOnlyList<Switch>> ReadSwitchesAsync(SupplyPointNumber point, CancellationToken cancel) => inner.ReadSwitchesAsync(point, cancel);

    public ValueTask<DirectoryState> ReadDirectoryAsync(Instant? at, CancellationToken cancel) => inner.ReadDirectoryAsync(at, cancel);

    public IAsyncEnumerable<CustomerHistoryEntry> ReadHistoryAsync(CustomerId customer, CancellationToken cancel) => inner.ReadHistoryAsync(customer, cancel);
}
