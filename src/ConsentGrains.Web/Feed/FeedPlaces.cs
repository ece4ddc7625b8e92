using ConsentGrains.Grains.Feed;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Feed;

/// <summary>Where in the feed somebody wants to begin: `after` a cursor, or `from` now or the beginning.</summary>
sealed class FeedPlaces(IFeed feed)
{
    const string Strange = "is no cursor of this registry as it is now (it may have been restored from a backup): begin anew with from=beginning";
    static readonly string[] Beginnings = ["now", "beginning"];

    public string Now => feed.Now.ToString();

    /// <summary>From a query; null and null where it says nothing.</summary>
    /// <param name="last">The `id` received last, which goes before the query.</param>
    public async ValueTask<(Problem? Problem, FeedCursor? Cursor)> ReadAsync(Query query, string? last, CancellationToken cancel)
    {
        var from = query.Text("from");
        if (from is not null && !Beginnings.Contains(from)) return (Query.Wrong("from", FaultCode.WordUnknown, "must be now or beginning"), null);
        // Browsers send an empty header where they had no event yet.
        if ((string.IsNullOrEmpty(last) ? query.Text("after") : last) is not { } text) return (null, from is null ? null : Named(from));
        return await feed.FindAsync(text, cancel) is { } found ? (null, found) : (Query.Wrong("after", FaultCode.Invalid, Strange), null);
    }

    /// <summary>From a body; null where it says nothing, or where what it says is on record as wrong.</summary>
    public async ValueTask<string?> ReadAsync(SubscriptionBody body, CancellationToken cancel)
    {
        var (from, after) = (body.Text("from"), body.Text("after"));
        if (from is not null && after is not null) return body.Fail<string>("after", FaultCode.Disagree, "goes without from");
        if (from is not null) return Beginnings.Contains(from) ? Named(from).ToString() : body.Fail<string>("from", FaultCode.WordUnknown, "must be now or beginning");
        if (after is null) return null;
        return await feed.FindAsync(after, cancel) is { } found ? found.ToString() : body.Fail<string>("after", FaultCode.Invalid, Strange);
    }

    FeedCursor Named(string from) => from == "beginning" ? feed.Beginning : feed.Now;
}
