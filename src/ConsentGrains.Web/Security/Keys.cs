using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Security;

/// <summary>Finds out who sends a request: the SHA-256 of the key it presents is looked up in the directory.</summary>
sealed class Keys(IGrains grains, TimeProvider clock)
{
    const string Bearer = "Bearer ";

    /// <summary>Null where the key is good.</summary>
    public Problem? Identify(HttpRequest request, out Presented who)
    {
        who = default;
        var secret = SecretIn(request);
        if (secret.IsEmpty) return Missing();
        var directory = grains.Directory;
        var hash = ApiKey.HashOf(secret);
        if (!directory.CredentialsByHash.TryGetValue(hash, out var id) || !directory.Credentials.TryGetValue(id, out var credential)) return Unknown();
        who = Presented.Of(credential);
        return Check(credential, hash);
    }

    Problem? Check(Credential credential, string hash)
    {
        if (credential.Revoked) return Problems.Of(ProblemCode.KeyRevoked, "This key was revoked: ask an administrator for another.");
        var now = Instant.From(clock.GetUtcNow());
        if (credential.Until < now.Day) return Problems.Of(ProblemCode.KeyExpired, $"This key was good until {credential.Until:yyyy-MM-dd}: ask an administrator for another.");
        if (hash == credential.Hash || (hash == credential.OldHash && now < credential.OldUntil)) return null;
        return Problems.Of(ProblemCode.KeyExpired, "This key was rotated and its time of grace is over: use the newer secret.");
    }

    static ReadOnlySpan<char> SecretIn(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count == 1 && header[0] is { } text && text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return text.AsSpan(Bearer.Length).Trim();
        return request.Headers.TryGetValue("X-API-Key", out var key) && key.Count == 1 ? key[0].AsSpan().Trim() : default;
    }

    static Problem Missing() => Problems.Of(ProblemCode.KeyMissing, "Send the header Authorization: Bearer cg_… (or X-API-Key) with a key of your party.") with
    {
        DetailJapanese = "Authorization: Bearer cg_… ヘッダー（または X-API-Key）に自社の鍵を付けて送ってください。",
    };

    static Problem Unknown() => Problems.Of(ProblemCode.KeyUnknown, "No such key: check that it was copied whole, from cg_ to the last character.");
}
