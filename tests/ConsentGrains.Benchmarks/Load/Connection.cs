using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace ConsentGrains.Benchmarks.Load;

/// <summary>One keep-alive connection on a bare socket: sends a request, reads its answer whole. Knows only answers that name their length.</summary>
sealed class Connection : IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    byte[] received = new byte[16 * 1024];

    public static async Task<Connection> OpenAsync(string host, int port)
    {
        var connection = new Connection();
        await connection.socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(host), port));
        return connection;
    }

    /// <summary>The status of the answer.</summary>
    /// <exception cref="IOException">The connection ended or the answer is not understood.</exception>
    public async ValueTask<int> ExchangeAsync(byte[] request)
    {
        if (await socket.SendAsync(request) != request.Length) throw new IOException("the request was sent in part");
        var (count, needed) = (0, 0);
        while (needed == 0 || count < needed)
        {
            if (count == received.Length || needed > received.Length) Array.Resize(ref received, Math.Max(needed, received.Length * 2));
            var more = await socket.ReceiveAsync(received.AsMemory(count));
            if (more == 0) throw new IOException("the server closed the connection");
            count += more;
            if (needed == 0) needed = LengthOf(received.AsSpan(0, count));
        }

        return count == needed ? StatusOf(received) : throw new IOException("more came than one answer");
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Of head and body; 0 while the head is not whole.</summary>
    static int LengthOf(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return 0;
        var at = answer[..head].IndexOf("Content-Length: "u8);
        if (at < 0 || !Utf8Parser.TryParse(answer[(at + "Content-Length: ".Length)..], out int body, out _)) throw new IOException("the answer does not name its length");
        return head + "\r\n\r\n".Length + body;
    }

    static int StatusOf(ReadOnlySpan<byte> answer) =>
        Utf8Parser.TryParse(answer["HTTP/1.1 ".Length..], out int status, out _) ? status : throw new IOException("the answer has no status");
}
