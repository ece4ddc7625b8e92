namespace ConsentGrains.Core.Directory;

/// <summary>A site of an operator that transmits (外部送信).</summary>
/// <param name="UnderArticle27_12">Whether 電気通信事業法27条の12 covers it: a setting (EDGE-45).</param>
/// <param name="NoticeComplete">The operator's word that its own notice is whole; else the registry's is looked at, service by service.</param>
public sealed record Site(string Id, string Operator, string Policy, bool UnderArticle27_12, bool NoticeComplete)
{
    /// <summary>Where its pages come from, as browsers write it: `https://www.example.jp`. Only these may ask for its visitors.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>What the notice says beyond the policy, by recipient.</summary>
    public IReadOnlyList<SiteService> Services { get; init; } = [];

    /// <summary>As a browser writes the origin of a page: scheme, host in its ASCII form, a port only where it is not the scheme's own. Plain http only
    /// for this machine: a page that came without TLS can be anybody's.</summary>
    public static bool IsOrigin(string text) =>
        text.Length <= Limits.NameLength && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && string.Equals(text, uri.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal) && uri.UserInfo.Length == 0 && uri.IdnHost == uri.Host;

    public SiteService? Service(string? recipient)
    {
        foreach (var service in Services)
            if (string.Equals(service.Recipient, recipient, StringComparison.Ordinal)) return service;
        return null;
    }

    /// <summary>With a service put in the place of what was said of it before.</summary>
    public Site With(SiteService service) =>
        this with { Services = [.. Services.Where(s => s.Recipient != service.Recipient).Append(service).OrderBy(s => s.Recipient, StringComparer.Ordinal)] };
}

/// <summary>What the notice of 電気通信事業法27条の12 has to say of one transmission, where the policy is silent (施行規則22条の2の28).</summary>
/// <param name="Recipient">Who receives it: a party whose service the policy names.</param>
/// <param name="Purpose">What the site itself sends it for: a purpose of transmission of the policy.</param>
/// <param name="Sent">What is sent of the visitor (送信される利用者に関する情報の内容).</param>
/// <param name="Use">What the recipient uses it for (送信先における利用目的).</param>
public sealed record SiteService(string Recipient, string Purpose, string Sent, string Use);
