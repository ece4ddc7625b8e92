using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace ConsentGrains.Web.Feed.Webhooks;

/// <summary>Connections to webhooks. Every connection looks the name up itself and goes only to an address that webhooks may reach: a name that points
/// elsewhere a moment later (DNS rebinding) gains nothing by it. No proxy, no redirects, no cookies, no compression; headers of answers are bounded.</summary>
static class WebhookConnections
{
    public static HttpClient Open(WebhookOptions options) => new(new SocketsHttpHandler
    {
        ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, options, cancel),
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        // A delivery carries what many commands brought about, and what of them is followed here is nobody's business there.
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.FromSeconds(Limits.WebhookConnectionSeconds),
        MaxResponseHeadersLength = Limits.WebhookHeaderKilobytes,
        // A body is not read: where a little of one is on its way the connection is kept, else it is closed.
        MaxResponseDrainSize = Limits.WebhookDrainBytes,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, WebhookOptions options, CancellationToken cancel)
    {
        var addresses = IPAddress.TryParse(to.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(to.Host, cancel);
        var allowed = addresses.Where(address => PublicAddresses.MayReach(address, options.Networks)).ToArray();
        if (addresses.Length > 0 && allowed.Length == 0) throw new AddressRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A name whose addresses are all such that webhooks may not reach them.</summary>
sealed class AddressRefusedException() : Exception("the address is not on the public internet");
