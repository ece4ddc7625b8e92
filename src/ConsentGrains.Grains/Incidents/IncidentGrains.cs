using System.Runtime.CompilerServices;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Incidents;

/// <summary>The incidents of this process.</summary>
/// <param name="name">As for <see cref="IncidentNames"/>.</param>
sealed class IncidentGrains(
    IJournal journal, TimeProvider time, Thermometer heat, LiveStream<DirectoryTimeline> directories, Drain drain, Func<CustomerId, ValueTask<string?>> name) : IIncidents
{
    static readonly IncidentStream Rules = new();
    readonly IncidentNames names = new(journal, name);
    readonly Residents<IncidentState, IncidentOrder, IncidentEvent> grains = Make(journal, time, heat);

    public IResidents Residents => grains;

    /// <summary>Drops what lies in a partition that is no longer this process's.</summary>
    public void Forget(PartitionId partition) => grains.Forget(partition);

    public void PutAwayIdle() => grains.PutAwayIdle();

    /// <inheritdoc/>
    public async ValueTask<Outcome> TellAsync(string incident, IncidentCommand command, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        if (!drain.TryEnter()) return new Outcome.Unavailable(false, "the registry is stopping");
        var grain = await grains.HoldAsync(incident);
        try
        {
            var timeline = await directories.LoadedAsync(cancel);
            var closed = await names.ClosedAsync(command, await grain.Stream.LoadedAsync(cancel), timeline.Latest);
            return await grain.TellAsync(new(incident, closed, timeline.Latest), envelope, terms, cancel);
        }
        catch (Exception e) when (Faults.IsOfStore(e) || e is UnavailableException)
        {
            return new Outcome.Unavailable(false, e.Message);
        }
        finally
        {
            grains.Release(grain);
            drain.Leave();
        }
    }

    /// <inheritdoc/>
    public ValueTask<IncidentState> ReadAsync(string incident, CancellationToken cancel) => grains.ReadAsync(incident, journal, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string?>> OpenAsync(IReadOnlyList<string> stored)
    {
        try
        {
            return await names.OpenAsync(stored);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> NamesAsync(IncidentState state, CustomerId customer, CancellationToken cancel)
    {
        try
        {
            return await names.NamesAsync(state, customer, cancel);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IncidentHistoryEntry> HistoryAsync(string incident, [EnumeratorCancellation] CancellationToken cancel)
    {
        var now = await ReadAsync(incident, cancel);
        if (!now.IsKnown) yield break;
        await foreach (var e in Faults.Guarded(journal.ReadStreamAsync(IncidentStream.NameOf(incident), now.Recorded.Micros, cancel)))
        {
            var stored = IncidentEventCodec.Decode(e.Type, e.Clear, e.Secret);
            yield return new(e.Version, new(e.Micros), e.Type, stored.Event, stored.Envelope);
        }
    }

    static Residents<IncidentState, IncidentOrder, IncidentEvent> Make(IJournal journal, TimeProvider time, Thermometer heat)
    {
        var history = new History<IncidentState>(journal, Rules);
        var teller = new Teller<IncidentState, IncidentOrder, IncidentEvent>(journal, time, heat, Rules);
        return new(key => new(new(history.Source, IncidentStream.NameOf(key)), teller), state => state.IsKnown, Limits.ResidentRequests);
    }
}
