using System.Globalization;

namespace ConsentGrains.Server.Serving;

/// <summary>What an operator may set of a silo beside the settings of a server. They stand here so that one page tells of all.</summary>
public static class SiloSetting
{
    public static Setting ClusterId { get; } = new("cluster-id", "consent", "Silos of one name on one database find each other.")
    {
        Form = new("name", "1 to 100 letters, digits and hyphens", Wrong: "two words"),
        Example = "consent-kanto",
        Edition = SettingEdition.Silo,
    };

    public static Setting Advertise { get; } = new("advertise", "127.0.0.1", "Address (IP) under which other silos and Orleans clients reach this one.")
    {
        Form = new("IP address", Wrong: "silo.example"),
        Example = "192.0.2.11",
        Edition = SettingEdition.Silo,
    };

    public static Setting SiloPort { get; } = new("silo-port", Number(Limits.SiloPort), "Port for other silos. Whoever reaches it is trusted: keep it in a network of its own.")
    {
        Form = SettingForm.Number(1, Limits.LastPort, "port"),
        Example = "11112",
        Edition = SettingEdition.Silo,
    };

    public static Setting GatewayPort { get; } = new("gateway-port", Number(Limits.GatewayPort), "Port for Orleans clients, trusted likewise; 0 = none.")
    {
        Form = SettingForm.Number(0, Limits.LastPort, "port"),
        Example = "0",
        Edition = SettingEdition.Silo,
    };

    public static Setting Listen { get; } = new("listen", "the advertised address and --silo-port", "Address (IP) and port at which other silos are listened to, where it is not the advertised one: behind a port mapping.")
    {
        Form = new("IP address and port", Wrong: "0.0.0.0"),
        Example = "0.0.0.0:11111",
        Edition = SettingEdition.Silo,
    };

    public static Setting Area { get; } = new("area", "none", "Areas (1 to 10, separated by commas) whose supply points should live on this silo.")
    {
        Form = new("numbers, separated by commas", "each from 1 to 10", Wrong: "11"),
        Example = "3,4",
        Edition = SettingEdition.Silo,
    };

    public static IReadOnlyList<Setting> All { get; } = [ClusterId, Advertise, SiloPort, GatewayPort, Listen, Area];

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
