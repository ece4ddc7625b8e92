using System.Net;
using System.Net.Sockets;
using ConsentGrains.Web.Feed;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Feed;

/// <summary>Real sockets: what the kernel tells of the other end.</summary>
public sealed class PeerTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Who_reads_nothing_is_behind_until_he_reads()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var reader = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
        await reader.ConnectAsync(listener.LocalEndpoint);
        using var sender = await listener.AcceptSocketAsync();
        new Peer(sender).IsBehind.ShouldBeFalse();
        sender.Blocking = false;
        var sent = Fill(sender);
        new Peer(sender).IsBehind.ShouldBe(OperatingSystem.IsLinux(), "only there the kernel is asked");
        for (var bytes = new byte[1 << 16]; sent > 0;) sent -= await reader.ReceiveAsync(bytes).WaitAsync(Patience);
        new Peer(sender).IsBehind.ShouldBeFalse("all of it has arrived");
        sender.Dispose();
        new Peer(sender).IsBehind.ShouldBeFalse("it is closed, which a write tells");
        new Peer(null).IsBehind.ShouldBeFalse();
    }

    /// <summary>Until the kernel takes no more.</summary>
    static int Fill(Socket sender)
    {
        var (sent, bytes) = (0, new byte[1_024]);
        while (true)
        {
            sent += sender.Send(bytes, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock) return sent;
            error.ShouldBe(SocketError.Success);
        }
    }
}
