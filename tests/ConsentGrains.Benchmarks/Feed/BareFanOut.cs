using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Benchmarks.Feed;

/// <summary>The least there can be: whoever is connected gets every frame, made once, through a queue of its own. No journal, no rights, no cursor; the bytes are
/// those of the real stream.</summary>
sealed class BareFanOut
{
    /// <summary>As long as a cursor is once every partition has a hundred events.</summary>
    static readonly string Cursor = new('A', 123);

    readonly ConcurrentDictionary<Channel<byte[]>, bool> streams = new();

    public async Task SendAsync(HttpContext http)
    {
        var queue = Channel.CreateUnbounded<byte[]>();
        streams[queue] = true;
        http.Response.ContentType = "text/event-stream";
        await http.Response.StartAsync(http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        try
        {
            await foreach (var frame in queue.Reader.ReadAllAsync(http.RequestAborted))
            {
                await http.Response.Body.WriteAsync(frame, http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // Its round is over.
        }
        finally
        {
            streams.TryRemove(queue, out _);
        }
    }

    public void Tell(string subject)
    {
        if (streams.IsEmpty) return;
        var frame = Encoding.UTF8.GetBytes(
            $"id: {Cursor}\nevent: jp.consentgrains.customer.enrolled.v1\ndata: {{\"specversion\":\"1.0\",\"id\":\"hash-00.100\",\"source\":\"/v1/changes/hash-00\","
            + $"\"type\":\"jp.consentgrains.customer.enrolled.v1\",\"subject\":\"{subject}\",\"time\":\"2026-11-22T20:30:00.123456+09:00\",\"datacontenttype\":\"application/json\","
            + "\"sequence\":\"0000000000000000100\",\"partitionkey\":\"0196f0a0-0000-7000-8000-000000000001\",\"data\":{\"ref\":\"0196f0a0-0000-7000-8000-000000000001\",\"revision\":1,"
            + "\"policy\":\"ELS-EL\",\"version\":\"1\",\"kind\":\"individual\"}}\n\n");
        foreach (var stream in streams.Keys) stream.Writer.TryWrite(frame);
    }
}
