using System.Net;
using ConsentGrains.Server;
using ConsentGrains.Server.Serving;

namespace ConsentGrains.Silo.Hosting;

/// <summary>The settings of a silo, read and checked.</summary>
/// <param name="Server">Those it has in common with a server.</param>
/// <param name="Journal">The database.</param>
sealed record SiloSettings(Settings Server, string Journal, string ClusterId, IPAddress Advertised, int SiloPort, int GatewayPort, string Areas)
{
    /// <summary>Where it listens to the others; null: where they reach it.</summary>
    public IPEndPoint? Listening { get; init; }

    /// <summary>Where the others reach this silo.</summary>
    public string Address => new IPEndPoint(Advertised, SiloPort).ToString();

    public static SiloSettings Of(SettingSources sources)
    {
        var server = Settings.Of(sources, demo: false);
        if (server.Memory) throw new StopException(ExitCode.Usage, StopCode.SettingWrong, $"A silo keeps nothing in memory only: leave out --{Setting.Memory.Name}.");
        return new(server, server.Journal ?? throw NoDatabase(), Text(sources, SiloSetting.ClusterId), AddressOf(sources), Settings.Number(sources, SiloSetting.SiloPort),
            Settings.Number(sources, SiloSetting.GatewayPort), AreasOf(sources))
        { Listening = ListeningOf(sources) };
    }

    static StopException NoDatabase() => new(ExitCode.Usage, StopCode.SettingWrong,
        $"{Setting.Journal.Environment} names no database: silos share a journal in PostgreSQL. One process alone is `consent serve`.");

    static string Text(SettingSources sources, Setting setting) => sources.Find(setting) switch
    {
        null => setting.Default,
        { Value: { Length: > 0 and <= 100 } text } when text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') => text,
        var found => throw Settings.Wrong(found, "1 to 100 letters, digits and hyphens"),
    };

    static IPAddress AddressOf(SettingSources sources) => sources.Find(SiloSetting.Advertise) is not { } found ? IPAddress.Loopback
        : IPAddress.TryParse(found.Value, out var address) ? address : throw Settings.Wrong(found, "an IP address, as 192.0.2.1");

    static IPEndPoint? ListeningOf(SettingSources sources) => sources.Find(SiloSetting.Listen) is not { } found ? null
        : IPEndPoint.TryParse(found.Value, out var end) && end.Port > 0 ? end : throw Settings.Wrong(found, "an IP address and a port, as 0.0.0.0:11111");

    static string AreasOf(SettingSources sources)
    {
        if (sources.Find(SiloSetting.Area) is not { Value: { Length: > 0 } text } found) return "";
        var areas = Placement.SiloMap.Areas(text);
        return areas.Count == text.Split(',').Length ? text : throw Settings.Wrong(found, "areas from 1 to 10, separated by commas");
    }
}
