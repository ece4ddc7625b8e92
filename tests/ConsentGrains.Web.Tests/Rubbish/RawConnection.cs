using System.Net.Sockets;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>A bare socket to the server, opened anew when the one before was closed.</summary>
sealed class RawConnection(Uri address) : IDisposable
{
    const int ReadAhead = 16 * 1024, Tries = 3;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    TcpClient? client;
    Stream? stream;

    /// <summary>The answer; null where the server closed the connection without one.</summary>
    public async Task<RawAnswer?> SendAsync(RawRequest request)
    {
        // One that was kept open may be closed by the server at any time between two requests, and an answer be lost with it.
        for (var left = Tries; left > 1 && !request.CutShort; left--)
            if (await TrySendAsync(request) is { } answer) return answer;
        return await TrySendAsync(request);
    }

    public void Dispose() => Close();

    async Task<RawAnswer?> TrySendAsync(RawRequest request)
    {
        using var patience = new CancellationTokenSource(Patience);
        await OpenAsync(patience.Token);
        // A server that has heard enough answers and hangs up while it is still being talked to.
        var sending = SendAsync(request.Bytes, request.CutShort, patience.Token);
        var answer = await ReadAsync(request, patience.Token);
        if (answer is null or { Body: null } || request.Closes || request.CutShort || !sending.IsCompleted || answer.Headers.GetValueOrDefault("connection") == "close") Close();
        await sending;
        return answer;
    }

    async Task<RawAnswer?> ReadAsync(RawRequest request, CancellationToken cancel)
    {
        try
        {
            return await RawAnswer.ReadAsync(stream!, request.IsHead, cancel);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"No answer and no end: {request}", late);
        }
    }

    async Task SendAsync(byte[] bytes, bool end, CancellationToken cancel)
    {
        try
        {
            await client!.Client.SendAsync(bytes, cancel);
            if (end) client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception hungUp) when (hungUp is SocketException or ObjectDisposedException or OperationCanceledException or NullReferenceException)
        {
            return;
        }
    }

    async Task OpenAsync(CancellationToken cancel)
    {
        if (client is { Connected: true }) return;
        Close();
        client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port, cancel);
        stream = new BufferedStream(client.GetStream(), ReadAhead);
    }

    void Close()
    {
        client?.Dispose();
        (client, stream) = (null, null);
    }
}
