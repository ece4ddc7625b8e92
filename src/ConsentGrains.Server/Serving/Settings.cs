using System.Globalization;
using ConsentGrains.Web;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Server.Serving;

/// <summary>The settings of one start, read and checked. Paths are absolute.</summary>
sealed record Settings
{
    public required bool Demo { get; init; }
    public required bool Memory { get; init; }

    /// <summary>The connection string of a PostgreSQL database; null: the journal is <see cref="JournalFile"/>.</summary>
    public required string? Journal { get; init; }
    public required string Data { get; init; }
    public required string? MasterKey { get; init; }
    public required string? MasterKeyFile { get; init; }
    public required string SigningKeyFile { get; init; }
    public required string AnchorFile { get; init; }
    public required string? Policies { get; init; }
    public required IReadOnlyList<string> Urls { get; init; }
    public required string? PublicUrl { get; init; }
    public required int RequestsPerSecond { get; init; }
    public required int RequestBurst { get; init; }
    public required int ShutdownSeconds { get; init; }
    public required int DecisionLogDays { get; init; }
    public required int LookDays { get; init; }
    public required WebhookOptions Webhooks { get; init; }
    public required Uri? Otlp { get; init; }
    public required double TraceRatio { get; init; }
    public required OidcOptions? Oidc { get; init; }
    public required LogLevel LogLevel { get; init; }

    /// <summary>Each message is an object of JSON.</summary>
    public required bool LogJson { get; init; }

    public string JournalFile => Path.Combine(Data, "journal.db");

    /// <summary>Null where nothing is kept on disk.</summary>
    public string? IndexFile => Memory ? null : Path.Combine(Data, "index.db");

    public string? DecisionsFile => Memory ? null : Path.Combine(Data, "decisions.db");

    public string? DueFile => Memory ? null : Path.Combine(Data, "due.db");

    public string? ImportFolder => Memory ? null : Path.Combine(Data, "imports");

    /// <summary>The demo's keys, a file per party.</summary>
    public string KeysFolder => Path.Combine(Data, "keys");

    public static Settings Of(SettingSources sources, bool demo)
    {
        var data = PathOf(sources, Setting.Data) ?? Path.GetFullPath(demo ? Path.Combine("data", "demo") : "data");
        var secrets = Path.Combine(data, "secrets");
        var masterKeyFile = PathOf(sources, Setting.MasterKeyFile) ?? (demo ? Path.Combine(secrets, "master.key") : null);
        return new()
        {
            Demo = demo,
            Memory = Flag(sources, Setting.Memory),
            Journal = Database(sources),
            Data = data,
            MasterKey = sources.Find(Setting.MasterKey)?.Value,
            MasterKeyFile = masterKeyFile,
            SigningKeyFile = PathOf(sources, Setting.SigningKeyFile) ?? Path.Combine(Path.GetDirectoryName(masterKeyFile) ?? secrets, "signing.pem"),
            AnchorFile = PathOf(sources, Setting.AnchorFile) ?? Path.Combine(data, "anchor.log"),
            Policies = PathOf(sources, Setting.Policies),
            Urls = Addresses(sources),
            PublicUrl = sources.Find(Setting.PublicUrl)?.Value.TrimEnd('/'),
            RequestsPerSecond = Number(sources, Setting.RequestsPerSecond),
            RequestBurst = Number(sources, Setting.RequestBurst),
            ShutdownSeconds = Number(sources, Setting.ShutdownSeconds),
            DecisionLogDays = Number(sources, Setting.DecisionLogDays),
            LookDays = Number(sources, Setting.LookDays),
            Webhooks = WebhookSettings.Of(sources),
            Otlp = Collector(sources),
            TraceRatio = Part(sources, Setting.TraceRatio),
            Oidc = OidcSettings.Of(sources),
            LogLevel = Level(sources),
            LogJson = Json(sources),
        };
    }

    static string? PathOf(SettingSources sources, Setting setting) => sources.Find(setting) switch
    {
        null => null,
        { Value: "" } empty => throw Wrong(empty, "a path"),
        var found => Path.GetFullPath(found.Value),
    };

    internal static bool Flag(SettingSources sources, Setting setting) =>
        sources.Find(setting) is { } found && (bool.TryParse(found.Value, out var value) ? value : throw Wrong(found, "true or false"));

    static string? Database(SettingSources sources) => sources.Find(Setting.Journal) switch
    {
        null or { Value: "" } => null,
        var found => Flag(sources, Setting.Memory) ? throw new StopException(ExitCode.Usage, StopCode.SettingWrong, $"--{Setting.Memory.Name} keeps nothing, and {found.From} names a database: leave one of them out.") : found.Value,
    };

    internal static int Number(SettingSources sources, Setting setting) => sources.Find(setting) is not { } found ? setting.Form.Read(setting.Default)!.Value
        : setting.Form.Read(found.Value) ?? throw Wrong(found, setting.Form.Expected);

    static Uri? Collector(SettingSources sources) => sources.Find(Setting.Otlp) is not { } found ? null
        : Uri.TryCreate(found.Value, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") ? address
        : throw Wrong(found, "an address like http://localhost:4317");

    static double Part(SettingSources sources, Setting setting) => sources.Find(setting) is not { } found ? 0
        : double.TryParse(found.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var part) && part <= 1 ? part : throw Wrong(found, "a number from 0 to 1, as 0.01");

    static LogLevel Level(SettingSources sources) => sources.Find(Setting.LogLevel) is not { } found ? LogLevel.Warning
        : Enum.TryParse<LogLevel>(found.Value, ignoreCase: true, out var level) && Enum.IsDefined(level) ? level
        : throw Wrong(found, Setting.LogLevel.Form.Expected);

    static bool Json(SettingSources sources) => sources.Find(Setting.LogFormat) switch
    {
        null or { Value: "text" } => false,
        { Value: "json" } => true,
        var found => throw Wrong(found, "text or json"),
    };

    static string[] Addresses(SettingSources sources)
    {
        if (sources.Find(Setting.Urls) is not { } found) return [Setting.Urls.Default];
        string[] urls = found.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return urls.Length > 0 && urls.All(IsPlainHttp) ? urls : throw Wrong(found, "addresses like http://localhost:5080, http://192.0.2.1:5080 or http://*:5080 (TLS is a proxy's work)");
    }

    // Kestrel takes http://*:5080, which is no URI, and would listen on every address for a name it does not know.
    static bool IsPlainHttp(string url) =>
        Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttp && uri.AbsolutePath == "/" && (uri.Host == "localhost" || uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6);

    internal static StopException Wrong(Found found, string expected) =>
        new(ExitCode.Usage, StopCode.SettingWrong, $"{found.From} is '{found.Value}'; it must be {expected}.");
}
