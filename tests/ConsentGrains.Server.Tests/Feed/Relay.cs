using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConsentGrains.Server.Tests.Feed;

/// <summary>Passes connections on to a server, until they are cut.</summary>
sealed class Relay : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly List<TcpClient> open = [];
    readonly StringBuilder passed = new();
    readonly Task accepting;
    TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int port;

    public Relay(int port)
    {
        this.port = port;
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Where new connections go to.</summary>
    public void To(int other) => Volatile.Write(ref port, other);

    /// <summary>Breaks every open connection.</summary>
    public void Cut()
    {
        lock (open)
        {
            foreach (var client in open) client.Dispose();
            open.Clear();
        }
    }

    /// <summary>Ends once a text has come from the server.</summary>
    public async Task PassedAsync(string text)
    {
        while (true)
        {
            Task next;
            lock (passed)
            {
                if (passed.ToString().Contains(text, StringComparison.Ordinal)) return;
                next = more.Task;
            }

            await next;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Cut();
        await accepting;
        listener.Dispose();
        stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                lock (open) open.Add(client);
                _ = Task.Run(() => PassAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    async Task PassAsync(TcpClient client)
    {
        try
        {
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, Volatile.Read(ref port), stop.Token);
            var (near, far) = (client.GetStream(), server.GetStream());
            await Task.WhenAny(near.CopyToAsync(far, stop.Token), BackAsync(far, near));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut.
        }

        client.Dispose();
    }

    async Task BackAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[8_192];
        while (await from.ReadAsync(buffer, stop.Token) is > 0 and var length)
        {
            await to.WriteAsync(buffer.AsMemory(0, length), stop.Token);
            lock (passed)
            {
                passed.Append(Encoding.UTF8.GetString(buffer, 0, length));
                more.TrySetResult();
                more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
