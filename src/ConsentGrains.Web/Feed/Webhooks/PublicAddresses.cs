using System.Net;
using System.Net.Sockets;

namespace ConsentGrains.Web.Feed.Webhooks;

/// <summary>Which addresses a webhook may reach: those of the public internet, and networks that were allowed by name. Loopback, private, link-local (with the
/// metadata services of clouds), shared, documentation, multicast and reserved ranges are not public, also inside an IPv6 address that embeds them.</summary>
static class PublicAddresses
{
    /// <summary>IANA's special-purpose registry for IPv4 (RFC 6890 and later), multicast and class E.</summary>
    static readonly IPNetwork[] NotPublic4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
            "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Of IPv6 only 2000::/3 is public, and of that not these: Teredo and other special uses, documentation.</summary>
    static readonly IPNetwork[] NotPublic6 = [.. new[] { "2001::/23", "2001:db8::/32", "3fff::/20" }.Select(IPNetwork.Parse)];
    static readonly IPNetwork Unicast = IPNetwork.Parse("2000::/3");
    static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <param name="allowed">Reached though they are not public.</param>
    public static bool MayReach(IPAddress address, IReadOnlyList<IPNetwork> allowed)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return allowed.Any(network => network.Contains(address)) || IsPublic(address);
    }

    static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return !NotPublic4.Any(network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return false;
        var bytes = address.GetAddressBytes();
        if (SixToFour.Contains(address)) return IsPublic(Embedded(bytes, 2));
        if (Nat64.Contains(address)) return IsPublic(Embedded(bytes, 12));
        return Unicast.Contains(address) && !NotPublic6.Any(network => network.Contains(address));
    }

    static IPAddress Embedded(byte[] bytes, int at) => new(bytes.AsSpan(at, 4));
}
