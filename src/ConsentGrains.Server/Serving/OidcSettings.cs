using ConsentGrains.Web;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Server.Serving;

/// <summary>With which OpenID provider people sign in to the pages, and what they may then.</summary>
static class OidcSettings
{
    /// <summary>Null where no provider is named.</summary>
    public static OidcOptions? Of(SettingSources sources)
    {
        if (sources.Find(Setting.OidcAuthority) is not { } found) return null;
        if (!Uri.TryCreate(found.Value, UriKind.Absolute, out var authority) || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
            throw Settings.Wrong(found, "an address with https (http on this machine alone)");
        return new(authority, Needed(sources, Setting.OidcClientId), sources.Find(Setting.OidcClientSecret)?.Value, Needed(sources, Setting.OidcParty),
            sources.Find(Setting.OidcRolesClaim)?.Value ?? Setting.OidcRolesClaim.Default, Roles(sources));
    }

    static string Needed(SettingSources sources, Setting setting) => sources.Find(setting) is { Value.Length: > 0 } found ? found.Value
        : throw new StopException(ExitCode.Usage, StopCode.SettingWrong, $"--{Setting.OidcAuthority.Name} needs --{setting.Name} ({setting.Environment}): {setting.Meaning}");

    static List<(string Value, string Role)> Roles(SettingSources sources)
    {
        var roles = new List<(string, string)>();
        if (sources.Find(Setting.OidcRoles) is not { } found) return roles;
        foreach (var pair in found.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            roles.Add(pair.LastIndexOf('=') is > 0 and var at && RoleNames.All.Contains(pair[(at + 1)..]) ? (pair[..at], pair[(at + 1)..])
                : throw Settings.Wrong(found, $"pairs as privacy-desk=desk;auditors=audit, the roles of {string.Join(", ", RoleNames.All)}"));
        return roles;
    }
}
