using System.Globalization;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace ConsentGrains.Web.Feed;

/// <summary>`GET /v1/changes` and `GET /v1/changes/stream`: every change the party may know, pulled or pushed. A party subscribes as itself; auditors see all.</summary>
sealed class FeedEndpoints(Gatehouse gatehouse, IFeed feed, FeedReadings readings, EventStreams streams, Recorder recorder, IHostApplicationLifetime host)
{
    internal const Roles MaySubscribe = Roles.Subscribe | Roles.Audit | Roles.Admin;
    const string LastEventId = "Last-Event-ID";
    const string OfSubscription = "A subscription of your party: its filter, and from where it stands unless a place is named; what lies before that place counts as taken.";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/changes", gatehouse.Behind(MaySubscribe, PullAsync)).Describe(
            new("pullChanges", "changes", "The changes your party may know, in order for each customer and point, at least once, as CloudEvents 1.0.", "Changes")
            {
                Roles = MaySubscribe,
                Query = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["after"] = "The `next` of the answer before.",
                    ["from"] = "Where to begin without a cursor: now (if left out) or beginning.",
                    [FeedReadings.Parameter] = OfSubscription,
                    ["limit"] = $"At most so many, up to {Limits.PageMost}; {Limits.PageDefault} if left out.",
                    ["wait"] = $"Where there is nothing yet, wait up to so many seconds, up to {Limits.FeedWaitSeconds}; 0 if left out.",
                },
            });
        endpoints.MapGet("/v1/changes/stream", gatehouse.Behind(MaySubscribe, StreamAsync, streams: true)).Describe(
            new("streamChanges", "changes", "The same, pushed as Server-Sent Events: `id` is the cursor, `event` the type, `data` the CloudEvent. A comment is sent when nothing else was for a while.", null)
            {
                Roles = MaySubscribe,
                AnswerType = "text/event-stream",
                Query = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["after"] = "A cursor: what comes after it; Last-Event-ID goes before it.",
                    ["from"] = "Where to begin without a cursor: now (if left out) or beginning.",
                    [FeedReadings.Parameter] = OfSubscription,
                },
                Headers = new Dictionary<string, string>(StringComparer.Ordinal) { [LastEventId] = "The `id` received last." },
            });
    }

    async ValueTask<Problem?> PullAsync(Call call)
    {
        var query = new Query(call.Http.Request.Query);
        if (query.Check("after", "from", "limit", "wait", FeedReadings.Parameter) is { } wrong) return wrong;
        if (Number(query, "limit", 1, Limits.PageMost, Limits.PageDefault, out var limit) is { } wrongLimit) return wrongLimit;
        if (Number(query, "wait", 0, Limits.FeedWaitSeconds, 0, out var wait) is { } wrongWait) return wrongWait;
        var (refused, reading) = await readings.BeginAsync(call, query, null, SubscriptionKind.Pull);
        if (refused is not null) return refused;
        var page = await ReadAsync(call, reading, limit, wait);
        recorder.Read(call, default(CustomerId?), "changes");
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.WriteStartArray("results");
        foreach (var change in page.Events) reply.Writer.WriteRawValue(CloudEventJson.TextOf(change).Span, skipInputValidation: true);
        reply.Writer.WriteEndArray();
        reply.Writer.WriteString("next", page.Next.ToString());
        reply.Writer.WriteBoolean("more", page.More);
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    /// <summary>Waits only where there is nothing; what is not for this party does not end the wait.</summary>
    async Task<FeedPage> ReadAsync(Call call, FeedReading reading, int limit, int wait)
    {
        var page = await feed.ReadAsync(reading.View, reading.After, limit, call.Cancel);
        if (wait == 0) return page;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(call.Cancel, host.ApplicationStopping);
        patience.CancelAfter(TimeSpan.FromSeconds(wait));
        try
        {
            while (page is { Events.Count: 0, More: false })
            {
                await feed.WaitAsync(page.Next, patience.Token);
                page = await feed.ReadAsync(reading.View, page.Next, limit, call.Cancel);
            }
        }
        catch (OperationCanceledException) when (!call.Cancel.IsCancellationRequested)
        {
            // Nothing came in time.
        }

        return page;
    }

    async ValueTask<Problem?> StreamAsync(Call call)
    {
        var query = new Query(call.Http.Request.Query);
        if (query.Check("after", "from", FeedReadings.Parameter) is { } wrong) return wrong;
        var (refused, reading) = await readings.BeginAsync(call, query, call.Http.Request.Headers[LastEventId], SubscriptionKind.Sse);
        if (refused is not null) return refused;
        if (!streams.TryEnter(call.Who.Party)) return EventStreams.TooMany();
        try
        {
            recorder.Read(call, default(CustomerId?), "changes");
            await streams.SendAsync(call, reading);
            return null;
        }
        finally
        {
            streams.Leave(call.Who.Party);
        }
    }

    static Problem? Number(Query query, string name, int least, int most, int otherwise, out int number)
    {
        number = otherwise;
        if (query.Text(name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most
            ? null : Query.Wrong(name, FaultCode.Invalid, $"must be a number from {least} to {most}");
    }
}
