using System.Runtime.CompilerServices;
using ConsentGrains.Core.Customers;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.SupplyPoints;

/// <summary>The journal as whoever reads or writes supply points has it: customers by their numbers. On the disk they stand as <see cref="CustomerSeals"/> has
/// them, so that an erasure takes them out of every point's stream at once. Everything else passes through.</summary>
/// <param name="name">Gives a customer who has none a key of his own; null, or why that can not be done now. Left out where nothing is written.</param>
public sealed class PointJournal(IJournal inner, Func<CustomerId, ValueTask<string?>>? name = null) : IJournal
{
    const string Kind = "supply-point";
    readonly SealedNames names = new(new CustomerSeals(inner, name));

    public Guid Incarnation => inner.Incarnation;

    public bool IsHeld => inner.IsHeld;

    public Task<string> TakenOver => inner.TakenOver;

    public Task NextCommit => inner.NextCommit;

    public JournalCounters Counters => inner.Counters;

    public long TenureOf(PartitionId partition) => inner.TenureOf(partition);

    public long TenureOf(StreamName stream) => inner.TenureOf(stream);

    public ValueTask RefreshAsync(CancellationToken cancel) => inner.RefreshAsync(cancel);

    public async ValueTask<StreamImage> LoadAsync(StreamName stream, CancellationToken cancel)
    {
        var image = await inner.LoadAsync(stream, cancel);
        if (stream.Kind != Kind) return image;
        var events = new StoredEvent[image.Events.Count];
        for (var i = 0; i < events.Length; i++) events[i] = await names.OpenAsync(image.Events[i]);
        if (image.Snapshot is not { } snapshot) return image with { Events = events };
        // What is no snapshot of ours any more is told as one of another format: the state is made again from its events.
        return image with { Events = events, Snapshot = await names.OpenAsync(snapshot) ?? new byte[1] };
    }

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamName stream, long upToMicros, CancellationToken cancel)
    {
        var events = inner.ReadStreamAsync(stream, upToMicros, cancel);
        return stream.Kind == Kind ? OpenAsync(events, cancel) : events;
    }

    public IAsyncEnumerable<StoredEvent> ReadPartitionAsync(PartitionId partition, long afterPosition, CancellationToken cancel) =>
        Opened(partition, inner.ReadPartitionAsync(partition, afterPosition, cancel), cancel);

    public IAsyncEnumerable<StoredEvent> ReadPartitionAsync(PartitionId partition, long afterPosition, Func<IReadOnlyList<string>, bool> wanted, CancellationToken cancel) =>
        Opened(partition, inner.ReadPartitionAsync(partition, afterPosition, wanted, cancel), cancel);

    public ValueTask<KnownCommand?> FindCommandAsync(StreamName stream, CommandKey command, CancellationToken cancel) => inner.FindCommandAsync(stream, command, cancel);

    public ValueTask<SubjectSeal?> FindSealAsync(StreamName stream, string purpose, CancellationToken cancel) => inner.FindSealAsync(stream, purpose, cancel);

    public ValueTask<SubjectSeal?> FindSealAsync(Guid stream, string purpose, CancellationToken cancel) => inner.FindSealAsync(stream, purpose, cancel);

    public ValueTask<ErasureProof?> FindErasureAsync(StreamName stream, CancellationToken cancel) => inner.FindErasureAsync(stream, cancel);

    public ValueTask<AppendResult> AppendAsync(Append append) => append.Stream.Kind == Kind ? SealedAsync(append) : inner.AppendAsync(append);

    public void Observe(StreamName stream, long micros) => inner.Observe(stream, micros);

    public PartitionId PartitionOf(StreamName stream) => inner.PartitionOf(stream);

    public long HeadOf(PartitionId partition) => inner.HeadOf(partition);

    public Task<long> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken cancel) => inner.VerifyAsync(progress, cancel);

    /// <summary>The journal stays its owner's.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    async ValueTask<AppendResult> SealedAsync(Append append)
    {
        try
        {
            ReadOnlyMemory<byte>? snapshot = null;
            if (append.Snapshot is { } plain && await names.CloseAsync(plain) is { } closed) snapshot = closed;
            return await inner.AppendAsync(new Append(append.Stream, append.ExpectedVersion, await names.CloseAsync(append.Events), append.Stamp)
            {
                Command = append.Command,
                Erase = append.Erase,
                Snapshot = snapshot,
            });
        }
        catch (JournalUnavailableException gone)
        {
            return new AppendResult.Unavailable(gone.Message);
        }
    }

    IAsyncEnumerable<StoredEvent> Opened(PartitionId partition, IAsyncEnumerable<StoredEvent> events, CancellationToken cancel) =>
        partition.Value is >= 1 and <= PartitionId.Areas ? OpenAsync(events, cancel) : events;

    async IAsyncEnumerable<StoredEvent> OpenAsync(IAsyncEnumerable<StoredEvent> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var e in events.WithCancellation(cancel)) yield return await names.OpenAsync(e);
    }
}
