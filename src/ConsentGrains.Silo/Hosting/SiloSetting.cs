using System.Globalization;
using ConsentGrains.Server.Serving;

namespace ConsentGrains.Silo.Hosting;

/// <summary>What an operator may set of a silo beside the settings of a server.</summary>
static class SiloSetting
{
    public static Setting ClusterId { get; } = new("cluster-id", "consent", "Silos of one name on one database find each other.");

    public static Setting Advertise { get; } = new("advertise", "127.0.0.1", "Address (IP) under which other silos and Orleans clients reach this one.");

    public static Setting SiloPort { get; } = new("silo-port", Limits.SiloPort.ToString(CultureInfo.InvariantCulture), "Port for other silos. Whoever reaches it is trusted: keep it in a network of its own.");

    public static Setting GatewayPort { get; } = new("gateway-port", Limits.GatewayPort.ToString(CultureInfo.InvariantCulture), "Port for Orleans clients, trusted likewise; 0 = none.");

    public static Setting Listen { get; } = new("listen", "the advertised address and --silo-port", "Address (IP) and port at which other silos are listened to, where it is not the advertised one: behind a port mapping.");

    public static Setting Area { get; } = new("area", "none", "Areas (1 to 10, separated by commas) whose supply points should live on this silo.");

    public static IReadOnlyList<Setting> All { get; } = [ClusterId, Advertise, SiloPort, GatewayPort, Listen, Area];
}
