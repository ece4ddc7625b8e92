using ConsentGrains.Core;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Provisions;

/// <summary>The provision records of this process.</summary>
sealed class ProvisionGrains(IJournal journal, TimeProvider time, Thermometer heat, LiveStream<DirectoryTimeline> directories, Drain drain) : IProvisions
{
    static readonly Envelope Timer = new("registry", Via: "timer");
    readonly Residents<ProvisionState, ProvisionOrder, ProvisionEvent> grains = Make(journal, time, heat);

    public IResidents Residents => grains;

    /// <summary>Drops what lies in a partition that is no longer this process's.</summary>
    public void Forget(PartitionId partition) => grains.Forget(partition);

    public void PutAwayIdle() => grains.PutAwayIdle();

    /// <inheritdoc/>
    public ValueTask<Outcome> RecordAsync(ProvisionKey key, ProvisionCommand.Record record, Envelope envelope, CommandTerms terms, CancellationToken cancel) =>
        TellAsync(key, record, envelope, terms, cancel);

    /// <inheritdoc/>
    public ValueTask<Outcome> RemoveAsync(ProvisionKey key, CancellationToken cancel) => TellAsync(key, new ProvisionCommand.Remove(), Timer, CommandTerms.None, cancel);

    /// <inheritdoc/>
    public ValueTask<ProvisionState> ReadAsync(ProvisionKey key, CancellationToken cancel) => grains.ReadAsync(key.ToString(), journal, cancel);

    async ValueTask<Outcome> TellAsync(ProvisionKey key, ProvisionCommand command, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        if (!drain.TryEnter()) return new Outcome.Unavailable(false, "the registry is stopping");
        var grain = await grains.HoldAsync(key.ToString());
        try
        {
            var timeline = await directories.LoadedAsync(cancel);
            return await grain.TellAsync(new(key, command, timeline.Latest), envelope, terms, cancel);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            return new Outcome.Unavailable(false, e.Message);
        }
        finally
        {
            grains.Release(grain);
            drain.Leave();
        }
    }

    static Residents<ProvisionState, ProvisionOrder, ProvisionEvent> Make(IJournal journal, TimeProvider time, Thermometer heat)
    {
        var rules = new ProvisionStream();
        var history = new History<ProvisionState>(journal, rules);
        var teller = new Teller<ProvisionState, ProvisionOrder, ProvisionEvent>(journal, time, heat, rules);
        return new(key => new(new(history.Source, ProvisionStream.NameOf(key)), teller), state => state.Version > 0, Limits.ResidentRequests);
    }
}
