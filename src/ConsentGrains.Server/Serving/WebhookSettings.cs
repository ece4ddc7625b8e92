using System.Net;
using ConsentGrains.Web;

namespace ConsentGrains.Server.Serving;

/// <summary>What an operator decides about webhooks.</summary>
static class WebhookSettings
{
    public static WebhookOptions Of(SettingSources sources)
    {
        var options = new WebhookOptions { Networks = Networks(sources), PlainHttp = Settings.Flag(sources, Setting.WebhookPlainHttp) };
        return sources.Find(Setting.PublicUrl) is { } found && Uri.TryCreate(found.Value, UriKind.Absolute, out var address) ? options with { Origin = address.Host } : options;
    }

    static List<IPNetwork> Networks(SettingSources sources)
    {
        var networks = new List<IPNetwork>();
        if (sources.Find(Setting.WebhookNetworks) is not { } found) return networks;
        foreach (var text in found.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            networks.Add(IPNetwork.TryParse(text, out var network) ? network : throw Settings.Wrong(found, "networks as 10.1.0.0/16, separated by semicolons"));
        return networks;
    }
}
