using ConsentGrains.Core;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Subscriptions;

/// <summary>The subscriptions of this process.</summary>
sealed class Subscribers
{
    readonly LiveStream<DirectoryTimeline> directories;

    public Subscribers(IJournal journal, TimeProvider time, Thermometer heat, LiveStream<DirectoryTimeline> directories)
    {
        this.directories = directories;
        var rules = new SubscriptionStream();
        var history = new History<SubscriptionState>(journal, rules);
        var teller = new Teller<SubscriptionState, SubscriptionOrder, SubscriptionEvent>(journal, time, heat, rules);
        Grains = new(id => new(new(history.Source, SubscriptionStream.NameOf(id)), teller), state => state.IsKnown, Limits.ResidentSubscriptions);
    }

    public SubscriptionGrains Grains { get; }

    public async ValueTask<Outcome> TellAsync(Command.ToSubscription to, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        var grain = await Grains.HoldAsync(to.Id);
        try
        {
            var timeline = await directories.LoadedAsync(cancel);
            return await grain.TellAsync(new(to.Id, to.Body, timeline.Latest), envelope, terms, cancel);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            return new Outcome.Unavailable(false, e.Message);
        }
        finally
        {
            Grains.Release(grain);
        }
    }

    /// <exception cref="UnavailableException">The journal does not answer, or is not this process's any more.</exception>
    public ValueTask<SubscriptionState> ReadAsync(string id, IJournal journal, CancellationToken cancel) =>
        // A commit wakes readers of the feed a moment before it is published here: who is woken must see it.
        Grains.ReadAsync(id, journal, cancel, landed: true);
}
