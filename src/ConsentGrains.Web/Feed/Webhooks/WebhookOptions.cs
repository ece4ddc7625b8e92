using System.Net;

namespace ConsentGrains.Web;

/// <summary>What the host decides about webhooks.</summary>
public sealed record WebhookOptions
{
    /// <summary>Networks a webhook may reach besides the public internet.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; init; } = [];

    /// <summary>Also addresses with http, for receivers on the same machine.</summary>
    public bool PlainHttp { get; init; }

    /// <summary>As whom the registry asks for permission: the value of `WebHook-Request-Origin`.</summary>
    public string Origin { get; init; } = Environment.MachineName;

    /// <summary>How long one delivery may take, from the look-up of the name to the first line of the answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);
}
