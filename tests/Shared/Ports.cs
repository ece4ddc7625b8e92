using System.Net;
using System.Net.Sockets;

namespace ConsentGrains.Tests.Shared;

/// <summary>Ports for who must be told his before he listens. They lie below those the system hands out by itself: one of these could be some connection's before
/// it is listened at.</summary>
static class Ports
{
    const int First = 10_000, Count = 20_000;
    static int next = Random.Shared.Next(Count);

    public static int Free()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref next) % Count);
            if (IsFree(port)) return port;
        }
    }

    static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
