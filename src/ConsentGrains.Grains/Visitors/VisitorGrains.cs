using ConsentGrains.Core;
using ConsentGrains.Core.Sites;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Visitors;

/// <summary>The visitors of this process.</summary>
sealed class VisitorGrains(IJournal journal, TimeProvider time, Thermometer heat, LiveStream<DirectoryTimeline> directories, Drain drain) : IVisitors
{
    static readonly VisitorStream Rules = new();
    readonly Residents<VisitorState, VisitorOrder, VisitorChose> grains = Make(journal, time, heat);

    public IResidents Residents => grains;

    /// <summary>Drops what lies in a partition that is no longer this process's.</summary>
    public void Forget(PartitionId partition) => grains.Forget(partition);

    public void PutAwayIdle() => grains.PutAwayIdle();

    /// <inheritdoc/>
    public async ValueTask<Outcome> TellAsync(VisitorKey visitor, ChooseTransmissions command, Envelope envelope, CancellationToken cancel)
    {
        if (!drain.TryEnter()) return new Outcome.Unavailable(false, "the registry is stopping");
        var grain = await grains.HoldAsync(visitor.ToString());
        try
        {
            var timeline = await directories.LoadedAsync(cancel);
            return await grain.TellAsync(new(command, timeline.Latest), envelope, CommandTerms.None, cancel);
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
    public ValueTask<VisitorState> ReadAsync(VisitorKey visitor, CancellationToken cancel) => grains.ReadAsync(visitor.ToString(), journal, cancel);

    static Residents<VisitorState, VisitorOrder, VisitorChose> Make(IJournal journal, TimeProvider time, Thermometer heat)
    {
        var history = new History<VisitorState>(journal, Rules);
        var teller = new Teller<VisitorState, VisitorOrder, VisitorChose>(journal, time, heat, Rules);
        return new(key => new(new(history.Source, VisitorStream.NameOf(key)), teller), state => state.Version > 0, Limits.ResidentVisitors);
    }
}
