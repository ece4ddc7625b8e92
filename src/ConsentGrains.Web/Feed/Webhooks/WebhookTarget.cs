using System.Net;

namespace ConsentGrains.Web.Feed.Webhooks;

/// <summary>Where a webhook may be posted to, as far as the address itself shows it; what its name resolves to is looked at with every connection.</summary>
static class WebhookTarget
{
    /// <summary>Null: it will do. Else what is wrong with it.</summary>
    public static string? Fault(string? url, WebhookOptions options)
    {
        if (url is null || url.Length > Limits.WebhookUrlLength || !Uri.TryCreate(url, UriKind.Absolute, out var address)) return $"must be an address with https, of at most {Limits.WebhookUrlLength} characters";
        if (address.Scheme != Uri.UriSchemeHttps && !(options.PlainHttp && address.Scheme == Uri.UriSchemeHttp)) return "must begin with https://";
        if (address.UserInfo.Length > 0) return "must not carry a name or password: deliveries are signed";
        if (address.Fragment.Length > 0) return "must not carry a fragment";
        if (address.Host.Length == 0) return "must name a host";
        return IPAddress.TryParse(address.DnsSafeHost, out var ip) && !PublicAddresses.MayReach(ip, options.Networks)
            ? "must be on the public internet, or in a network that this registry allows" : null;
    }
}
