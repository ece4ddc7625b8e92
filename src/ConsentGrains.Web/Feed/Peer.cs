using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Feed;

/// <summary>The other end of a connection, as far as the kernel tells of it (Linux, tcp(7) TCP_INFO). Where it does not, all is well with it.</summary>
readonly struct Peer(Socket? socket)
{
    const int OfTcp = 6;
    const int Info = 11;
    const int NotSentAt = 144;
    const int Size = NotSentAt + sizeof(uint);

    public static Peer Of(HttpContext http) => new(http.Features.Get<IConnectionSocketFeature>()?.Socket);

    /// <summary>It does not take what it is sent: bytes wait here because its window is full.</summary>
    public bool IsBehind
    {
        get
        {
            if (socket is null || !OperatingSystem.IsLinux()) return false;
            Span<byte> info = stackalloc byte[Size];
            try
            {
                return socket.GetRawSocketOption(OfTcp, Info, info) == Size && BinaryPrimitives.ReadUInt32LittleEndian(info[NotSentAt..]) > 0;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // No TCP, or closed meanwhile, which the next write tells.
                return false;
            }
        }
    }
}
