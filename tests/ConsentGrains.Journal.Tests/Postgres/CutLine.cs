using System.Net;
using System.Net.Sockets;

namespace ConsentGrains.Journal.Tests.Postgres;

/// <summary>A line to PostgreSQL, or to a port of this machine, that can be cut: who called loses the connection at once, while the other end goes on with what it
/// was sent.</summary>
sealed class CutLine : IAsyncDisposable
{
    const string SocketName = ".s.PGSQL.5432";
    readonly Socket listener;
    readonly EndPoint target;
    readonly List<(Socket Caller, Socket Server)> open = [];
    readonly string? from;
    readonly string? to;
    readonly Task taking;
    bool refuses;

    /// <param name="to">The folder of the server's socket.</param>
    public CutLine(string to)
        : this(Directory.CreateTempSubdirectory("cut-").FullName, to)
    {
    }

    /// <summary>From one port of this machine to another.</summary>
    public CutLine(int from, int to)
        : this(new IPEndPoint(IPAddress.Loopback, from), new IPEndPoint(IPAddress.Loopback, to))
    {
    }

    CutLine(string from, string to)
        : this(new UnixDomainSocketEndPoint(Path.Combine(from, SocketName)), new UnixDomainSocketEndPoint(Path.Combine(to, SocketName))) => (this.from, this.to) = (from, to);

    CutLine(EndPoint here, EndPoint target)
    {
        (listener, this.target) = (SocketFor(here), target);
        listener.Bind(here);
        listener.Listen();
        taking = TakeAsync();
    }

    /// <summary>The connection string of the server, over this line.</summary>
    public string Over(string connection) => connection.Replace($"Host={to}", $"Host={from}", StringComparison.Ordinal);

    /// <summary>From the callers; the server's ends stay as they are. Nobody gets through until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        lock (open)
        {
            refuses = true;
            foreach (var (caller, _) in open) caller.Close();
        }
    }

    public void Mend()
    {
        lock (open) refuses = false;
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await taking;
        lock (open)
        {
            foreach (var (caller, server) in open)
            {
                caller.Dispose();
                server.Dispose();
            }
        }
        if (from is not null) Directory.Delete(from, recursive: true);
    }

    static Socket SocketFor(EndPoint end) => new(end.AddressFamily, SocketType.Stream, end.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);

    async Task TakeAsync()
    {
        while (true)
        {
            Socket caller;
            try
            {
                caller = await listener.AcceptAsync();
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                return;
            }
            lock (open)
            {
                if (refuses)
                {
                    caller.Dispose();
                    continue;
                }
            }
            var server = SocketFor(target);
            try
            {
                await server.ConnectAsync(target);
            }
            catch (SocketException)
            {
                // Nobody is there yet: so it is told.
                server.Dispose();
                caller.Dispose();
                continue;
            }
            lock (open) open.Add((caller, server));
            _ = PumpAsync(caller, server);
            _ = PumpAsync(server, caller);
        }
    }

    static async Task PumpAsync(Socket source, Socket sink)
    {
        var buffer = new byte[16_384];
        try
        {
            for (var read = await source.ReceiveAsync(buffer); read > 0; read = await source.ReceiveAsync(buffer))
                for (var sent = 0; sent < read;) sent += await sink.SendAsync(buffer.AsMemory(sent, read - sent));
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            return;
        }
    }
}
