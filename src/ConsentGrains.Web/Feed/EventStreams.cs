using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Metrics;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace ConsentGrains.Web.Feed;

/// <summary>Open streams of Server-Sent Events (WHATWG HTML, 9.2). Each ends with its connection, with its key, or with the server; after a key's
/// or its subscription's end comes `event: end`, and the next try is answered 401 or 410, with which an EventSource gives up.</summary>
sealed class EventStreams(IFeed feed, FeedReadings readings, Keys keys, ConsentGrainsWebOptions options, Instruments instruments, IHostApplicationLifetime host)
{
    readonly ConcurrentDictionary<string, int> open = new(StringComparer.Ordinal);

    /// <summary>False: the party has as many as it may.</summary>
    public bool TryEnter(string party)
    {
        if (open.AddOrUpdate(party, 1, static (_, count) => count + 1) <= Limits.StreamsPerParty) return true;
        Leave(party);
        return false;
    }

    public void Leave(string party) => open.AddOrUpdate(party, 0, static (_, count) => count - 1);

    public static Problem TooMany() => Problems.Of(ProblemCode.TooManyStreams,
        $"Your party has {Limits.StreamsPerParty} streams open: close one, or read several with one.") with
    { RetryAfterSeconds = Limits.StreamRetrySeconds };

    public async Task SendAsync(Call call, FeedReading reading)
    {
        var response = call.Http.Response;
        call.Http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // nginx would gather what it should pass on.
        response.Headers["X-Accel-Buffering"] = "no";
        response.Headers.XContentTypeOptions = "nosniff";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(call.Cancel, host.ApplicationStopping);
        using var buffer = new PooledBuffer();
        using var patience = new Patience(options.FeedBeat, stop.Token);
        instruments.Opened();
        Put(buffer, $"retry: {Limits.FeedRetryMilliseconds}\nid: {reading.After}\n: connected\n\n");
        try
        {
            await FlushAsync(response, buffer, stop.Token);
            while (true)
            {
                (var end, reading) = await GoOnAsync(call, reading, stop.Token);
                if (end is not null)
                {
                    Put(buffer, $"event: end\ndata: {{\"code\":\"{end}\"}}\n\n");
                    await FlushAsync(response, buffer, stop.Token);
                    return;
                }

                reading = reading with { After = await PassAsync(response, buffer, reading, patience, stop.Token) };
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client went, or the server stops: a client comes again with the last id.
        }
        catch (UnavailableException)
        {
            // It has begun and can not become a problem any more: a client comes again and is told then.
        }
        finally
        {
            instruments.Closed();
        }
    }

    /// <summary>Why it is over, by code; null: it goes on.</summary>
    async ValueTask<(string? End, FeedReading Reading)> GoOnAsync(Call call, FeedReading reading, CancellationToken stop)
    {
        if (keys.Identify(call.Http.Request, out var who) is { } ended) return (ended.Code, reading);
        if (!who.Has(FeedEndpoints.MaySubscribe)) return ("role-missing", reading);
        var (problem, now) = await readings.GoOnAsync(reading, who, stop);
        return (problem?.Code, now);
    }

    /// <summary>Sends what there is and waits for more; a comment is sent where none comes.</summary>
    async Task<FeedCursor> PassAsync(HttpResponse response, PooledBuffer buffer, FeedReading reading, Patience patience, CancellationToken stop)
    {
        var page = await feed.ReadAsync(reading.View, reading.After, Limits.PageDefault, stop);
        if (page.Events.Count == 1) await response.BodyWriter.WriteAsync(FrameOf(page.Events[0]), stop);
        else if (page.Events.Count > 0) await SendManyAsync(response, buffer, page.Events, stop);
        if (page.More) return page.Next;
        if (await CameAsync(page.Next, patience, stop))
        {
            // Who does not take what he was sent is sent the next with what follows it, so that he costs those little who do.
            // Each at its own time, so that many of them do not come at once.
            if (Peer.Of(response.HttpContext).IsBehind) await Task.Delay(Random.Shared.Next(Limits.FeedPaceMilliseconds / 2, Limits.FeedPaceMilliseconds * 3 / 2), stop);
            return page.Next;
        }

        // The id moves a reader on that is told of little: it need not go over all that again.
        Put(buffer, $"id: {page.Next}\n: beat\n\n");
        await FlushAsync(response, buffer, stop);
        return page.Next;
    }

    /// <summary>False: nothing was committed for a while.</summary>
    async Task<bool> CameAsync(FeedCursor after, Patience patience, CancellationToken stop)
    {
        try
        {
            await feed.WaitAsync(after, patience.Begin());
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            patience.End();
        }
    }

    static async ValueTask SendManyAsync(HttpResponse response, PooledBuffer buffer, IReadOnlyList<FeedEvent> events, CancellationToken stop)
    {
        foreach (var change in events) buffer.Write(FrameOf(change).Span);
        await FlushAsync(response, buffer, stop);
    }

    /// <summary>Those who are told the same at the same place are sent the same bytes.</summary>
    static ReadOnlyMemory<byte> FrameOf(FeedEvent change) => change.Telling.Frame(change, Frame);

    static byte[] Frame(FeedEvent change) => [.. Encoding.UTF8.GetBytes($"id: {change.Cursor}\nevent: {change.Told.Type}\ndata: "), .. CloudEventJson.TextOf(change).Span, .. "\n\n"u8];

    static void Put(PooledBuffer buffer, string text)
    {
        var room = buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        buffer.Advance(Encoding.UTF8.GetBytes(text, room));
    }

    static async ValueTask FlushAsync(HttpResponse response, PooledBuffer buffer, CancellationToken stop)
    {
        await response.BodyWriter.WriteAsync(buffer.Written, stop);
        buffer.Clear();
    }
}
