using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace ConsentGrains.Benchmarks.Feed;

/// <summary>How a subscriber reads.</summary>
enum Reading
{
    AsItComes,

    /// <summary>A little, once a second.</summary>
    Slowly,

    /// <summary>Not at all, with the connection open.</summary>
    Never,
}

/// <summary>One subscriber on a bare socket. Keeps when it received which subject.</summary>
sealed class Listener : IDisposable
{
    static readonly byte[] Mark = "\"subject\":\""u8.ToArray();
    readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly CancellationTokenSource stop = new();
    Task reading = Task.CompletedTask;

    public Dictionary<string, long> Received { get; } = new(StringComparer.Ordinal);

    public static async Task<Listener> OpenAsync(Uri server, string path, string key, Reading how)
    {
        var listener = new Listener();
        if (how != Reading.AsItComes) listener.socket.ReceiveBufferSize = 4_096;
        await listener.socket.ConnectAsync(server.Host, server.Port);
        await listener.socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: text/event-stream\r\nAuthorization: Bearer {key}\r\n\r\n"));
        var first = new byte[4_096];
        var length = await listener.socket.ReceiveAsync(first);
        if (!Encoding.ASCII.GetString(first, 0, length).StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) throw new InvalidOperationException(Encoding.ASCII.GetString(first, 0, length));
        listener.reading = how switch { Reading.AsItComes => Task.Run(listener.ReadAsync), Reading.Slowly => Task.Run(listener.SipAsync), _ => Task.CompletedTask };
        return listener;
    }

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await reading;
        Dispose();
    }

    public void Dispose()
    {
        socket.Dispose();
        stop.Dispose();
    }

    async Task ReadAsync()
    {
        var (buffer, kept) = (new byte[1 << 18], 0);
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(kept), stop.Token) is > 0 and var length)
            {
                var now = Stopwatch.GetTimestamp();
                kept = Take(buffer, kept + length, now);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Its round is over.
        }
    }

    async Task SipAsync()
    {
        var sip = new byte[1_024];
        try
        {
            while (await socket.ReceiveAsync(sip, stop.Token) > 0) await Task.Delay(TimeSpan.FromSeconds(1), stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Its round is over, or the server has given it up.
        }
    }

    /// <summary>Takes every subject that is whole, and moves the rest to the front.</summary>
    int Take(byte[] buffer, int length, long now)
    {
        var from = 0;
        while (buffer.AsSpan(from, length - from).IndexOf(Mark) is >= 0 and var at)
        {
            var subject = from + at + Mark.Length;
            var end = buffer.AsSpan(subject, length - subject).IndexOf((byte)'"');
            if (end < 0) break;
            Received.TryAdd(Encoding.ASCII.GetString(buffer, subject, end), now);
            from = subject + end;
        }

        var rest = Math.Min(length - from, 64);
        buffer.AsSpan(length - rest, rest).CopyTo(buffer);
        return rest;
    }
}
