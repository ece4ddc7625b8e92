using System.Runtime.CompilerServices;
using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Security;

/// <summary>Finds out who sends a request: the SHA-256 of the key it presents is looked up in the directory.</summary>
sealed class Keys(IGrains grains, TimeProvider clock)
{
    const string Bearer = "Bearer ";

    /// <summary>What a header's text was found to be. The server gives the requests of a connection the same text, so that its hash is taken
    /// once; the table lets go of a text with its connection, and no secret is held longer than without it.</summary>
    readonly ConditionalWeakTable<string, Found> seen = [];

    /// <summary>Null where the key is good.</summary>
    public Problem? Identify(HttpRequest request, out Presented who)
    {
        who = default;
        if (HeaderOf(request) is not { } header) return Missing();
        var directory = grains.Directory;
        if (!seen.TryGetValue(header, out var found) || !ReferenceEquals(found.Directory, directory))
        {
            if (Find(header, directory) is not { } fresh) return SecretIn(header).IsEmpty ? Missing() : Unknown();
            seen.AddOrUpdate(header, found = fresh);
        }

        who = found.Who;
        return Check(found.Credential, found.Hash);
    }

    static Found? Find(string header, DirectoryState directory)
    {
        var secret = SecretIn(header);
        if (secret.IsEmpty) return null;
        var hash = ApiKey.HashOf(secret);
        return directory.CredentialsByHash.TryGetValue(hash, out var id) && directory.Credentials.TryGetValue(id, out var credential)
            ? new Found(directory, credential, hash, Presented.Of(credential)) : null;
    }

    Problem? Check(Credential credential, string hash)
    {
        if (credential.Revoked) return Problems.Of(ProblemCode.KeyRevoked, "This key was revoked: ask an administrator for another.");
        var now = Instant.From(clock.GetUtcNow());
        if (credential.Until < now.Day) return Problems.Of(ProblemCode.KeyExpired, $"This key was good until {credential.Until:yyyy-MM-dd}: ask an administrator for another.");
        if (hash == credential.Hash || (hash == credential.OldHash && now < credential.OldUntil)) return null;
        return Problems.Of(ProblemCode.KeyExpired, "This key was rotated and its time of grace is over: use the newer secret.");
    }

    /// <summary>The header that carries a key, whole.</summary>
    static string? HeaderOf(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count == 1 && header[0] is { } text && text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return text;
        return request.Headers.TryGetValue("X-API-Key", out var key) && key.Count == 1 ? key[0] : null;
    }

    static ReadOnlySpan<char> SecretIn(string header) =>
        (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header.AsSpan(Bearer.Length) : header).Trim();

    /// <param name="Directory">The state it was found in; another state is asked again.</param>
    sealed record Found(DirectoryState Directory, Credential Credential, string Hash, Presented Who);

    static Problem Missing() => Problems.Of(ProblemCode.KeyMissing, "Send the header Authorization: Bearer cg_… (or X-API-Key) with a key of your party.") with
    {
        DetailJapanese = "Authorization: Bearer cg_… ヘッダー（または X-API-Key）に自社の鍵を付けて送ってください。",
    };

    static Problem Unknown() => Problems.Of(ProblemCode.KeyUnknown, "No such key: check that it was copied whole, from cg_ to the last character.");
}
