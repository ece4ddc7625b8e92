using System.Security.Cryptography;
using System.Text;

namespace ConsentGrains.Web;

/// <summary>An OpenID provider and what its people may.</summary>
/// <param name="Authority">Its issuer; what it offers is found under `/.well-known/openid-configuration`.</param>
/// <param name="ClientSecret">Null for a public client: PKCE protects the code either way.</param>
/// <param name="Party">The party its people act for.</param>
/// <param name="RolesClaim">The claim that says what somebody is, once or several times.</param>
/// <param name="Roles">The registry's role for each value of it that gives one. Every other value gives nothing.</param>
public sealed record OidcOptions(
    Uri Authority, string ClientId, string? ClientSecret, string Party, string RolesClaim, IReadOnlyList<(string Value, string Role)> Roles)
{
    /// <summary>Changes when anything of it does.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', [Authority.ToString(), ClientId, Party, RolesClaim, .. Roles.Select(r => $"{r.Value}={r.Role}")]))).AsSpan(0, 8));
}
