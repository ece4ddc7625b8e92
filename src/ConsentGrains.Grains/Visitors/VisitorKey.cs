using System.Security.Cryptography;
using System.Text;

namespace ConsentGrains.Grains.Visitors;

/// <summary>A browser at a site. The id the browser made up is hashed with the site's before anything keeps it, so that what is kept neither tells the id nor
/// says of two sites that one browser was at both.</summary>
public readonly record struct VisitorKey
{
    readonly string? hash;

    VisitorKey(string hash) => this.hash = hash;

    public static VisitorKey Of(string site, string id) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"visitor\n{site}\n{id}"))));

    /// <summary>The key whose text this is, as it crosses silos.</summary>
    public static VisitorKey OfText(string hash) => new(hash);

    public override string ToString() => hash ?? "";
}
