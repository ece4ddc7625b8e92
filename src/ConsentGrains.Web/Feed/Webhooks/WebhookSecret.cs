using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Core;
using ConsentGrains.Core.Subscriptions;

namespace ConsentGrains.Web.Feed.Webhooks;

/// <summary>What webhooks are signed with (Standard Webhooks 1.0.0, symmetric): `whsec_` and 256 random bits in base64. HMAC-SHA256 over
/// `id.timestamp.body`, as `v1,…`; after a rotation one signature with each secret, the new one first.</summary>
static class WebhookSecret
{
    public const string Prefix = "whsec_";
    const int RandomBytes = 32;

    /// <summary>A new secret, to be shown once.</summary>
    public static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>The value of `webhook-signature`.</summary>
    public static string Sign(SubscriptionState by, Instant now, string id, long seconds, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}."));
        byte[] text = [.. head, .. body];
        var signature = Sign(by.Secret!, text);
        return by.OldSecret is { } old && now < by.OldUntil ? $"{signature} {Sign(old, text)}" : signature;
    }

    static string Sign(string secret, byte[] text) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), text));
}
