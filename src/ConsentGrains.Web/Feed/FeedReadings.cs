using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Web.Feed;

/// <summary>One reader of the feed: who, under which subscription if any, and from where on.</summary>
/// <param name="Subscription">Null: the whole of what the key may see, from a place it names itself.</param>
readonly record struct FeedReading(string? Subscription, FeedView View, FeedCursor After);

/// <summary>Begins readings and tells whether they may go on. A subscription is read as its party, by a key of its party.</summary>
sealed class FeedReadings(IGrains grains, IFeed feed, FeedPlaces places, Positions positions)
{
    public const string Parameter = "subscription";

    /// <param name="last">The `id` received last.</param>
    public async ValueTask<(Problem? Problem, FeedReading Reading)> BeginAsync(Call call, Query query, string? last, SubscriptionKind kind)
    {
        var (wrong, cursor) = await places.ReadAsync(query, last, call.Cancel);
        if (wrong is not null) return (wrong, default);
        if (query.Text(Parameter) is not { } id) return (null, new(null, new(call.Who.Party, call.Who.SeesAll), cursor ?? feed.Now));
        var state = await grains.ReadSubscriptionAsync(id, call.Cancel);
        if (!state.IsKnown || state.Party != call.Who.Party) return (NotFound(), default);
        if (state.Kind != kind) return (Query.Wrong(Parameter, FaultCode.Disagree, $"is of the kind {Core.Wire.Name(state.Kind)}, this reads {Core.Wire.Name(kind)}"), default);
        if (Stopped(state) is { } stopped) return (stopped, default);
        // Whoever names a place says that everything before it is safely taken in.
        if (cursor is not null) positions.Note(id, state, cursor, 1);
        return (null, new(id, ViewOf(state), cursor ?? positions.Find(id, state) ?? await feed.FindAsync(state.Position, call.Cancel) ?? feed.Beginning));
    }

    /// <summary>The same reading as its key and its subscription are now; a problem where it is over.</summary>
    public async ValueTask<(Problem? Problem, FeedReading Reading)> GoOnAsync(FeedReading reading, Presented who, CancellationToken cancel)
    {
        if (reading.Subscription is not { } id) return (null, reading with { View = new(who.Party, who.SeesAll) });
        var state = await grains.ReadSubscriptionAsync(id, cancel);
        return (Stopped(state), reading with { View = ViewOf(state) });
    }

    static FeedView ViewOf(SubscriptionState state) => new(state.Party, Filter: state.Filter);

    static Problem? Stopped(SubscriptionState state) => state.Status switch
    {
        SubscriptionStatus.Active => null,
        SubscriptionStatus.Ended => Problems.Of(ProblemCode.SubscriptionEnded, "This subscription has ended, which is for ever: create a new one."),
        _ => Problems.Of(ProblemCode.SubscriptionStopped, "This subscription is suspended: resume it, or ask the administrator who suspended it."),
    };

    static Problem NotFound() => Problems.Of(ProblemCode.NotFound, "There is no subscription of this id that your party may read.");
}
