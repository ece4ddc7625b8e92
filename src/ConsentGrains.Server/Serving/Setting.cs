using System.Globalization;
using ConsentGrains.Web.Security;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Server.Serving;

/// <summary>One thing an operator may set. Of several places the first in this order counts: command line, environment, settings file, default.</summary>
/// <param name="Name">On the command line, after `--`.</param>
/// <param name="Default">As the table of docs/operations.md shows it.</param>
/// <param name="Secret">Not on the command line, which other users of the machine can read.</param>
/// <param name="Flag">True or false; on the command line its presence.</param>
/// <param name="Place">Where .NET programs keep it by custom, as `ConnectionStrings:Journal`; null: in the object `consentGrains`, and under its prefix.</param>
public sealed record Setting(string Name, string Default, string Meaning, bool Secret = false, bool Flag = false, string? Place = null)
{
    public const string Prefix = "CONSENTGRAINS_";

    public SettingForm Form { get; init; } = Flag ? SettingForm.Flag : SettingForm.Text;

    /// <summary>A value that is taken.</summary>
    public string Example { get; init; } = "true";

    public SettingEdition Edition { get; init; }

    /// <summary>`CONSENTGRAINS_MASTER_KEY`, `ConnectionStrings__Journal`.</summary>
    public string Environment => Place?.Replace(":", "__", StringComparison.Ordinal) ?? Prefix + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>`masterKey`, in the object `consentGrains` of the settings file.</summary>
    public string Key => Place ?? string.Concat(Name.Split('-').Select((word, at) => at == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    public static Setting Data { get; } = new("data", "./data, with --demo ./data/demo", "Folder of the journal and of what belongs to it.")
    {
        Form = SettingForm.Folder,
        Example = "/var/lib/consentgrains",
    };

    public static Setting Journal { get; } = new("journal", "none: the journal is a file in the data folder", "A PostgreSQL database that holds the journal: Host=…;Database=…;Username=…;Password=….", Secret: true, Place: "ConnectionStrings:Journal")
    {
        Form = new("connection string of Npgsql", Refusal: StopCode.ConnectionStringWrong),
        Example = "Host=db.example;Database=consent;Username=consent_server;Password=…",
    };

    public static Setting Memory { get; } = new("memory", "false", "Keep nothing on disk: all is gone when the process ends.", Flag: true)
    {
        Edition = SettingEdition.Server,
    };

    public static Setting Urls { get; } = new("urls", "http://localhost:5080", "Addresses to listen on, separated by semicolons. Plain HTTP: beyond this machine put a proxy with TLS in front.")
    {
        Form = new("addresses", "http alone, a host name only localhost", Wrong: "https://localhost:5080"),
        Example = "http://127.0.0.1:5080;http://192.0.2.1:5080",
    };

    public static Setting PublicUrl { get; } = new("public-url", "the address of each request", "Address under which clients reach the registry, where a proxy stands in front.")
    {
        Form = new("address"),
        Example = "https://consent.example",
    };

    public static Setting MasterKey { get; } = new("master-key", "none", "The master key: 32 bytes in base64. It wraps every key in the journal; without it nothing can be read.", Secret: true)
    {
        Form = new("32 bytes in base64", Refusal: StopCode.MasterKeyWrong),
        Example = "(what `consent keys master` writes)",
    };

    public static Setting MasterKeyFile { get; } = new("master-key-file", "none, with --demo DATA/secrets/master.key", "File that holds the master key, readable by its owner only.")
    {
        Form = SettingForm.File with { Refusal = StopCode.MasterKeyMissing },
        Example = "/etc/consentgrains/master.key",
    };

    public static Setting SigningKeyFile { get; } = new("signing-key-file", "signing.pem beside the master key file, else DATA/secrets/signing.pem", "Key that signs checkpoints (PEM); made on the first start.")
    {
        Form = SettingForm.File with { Refusal = StopCode.CheckpointKeyUnreadable },
        Example = "/etc/consentgrains/signing.pem",
    };

    public static Setting AnchorFile { get; } = new("anchor-file", "DATA/anchor.log", "File to which signed checkpoints are added; best on another disk or machine.")
    {
        Form = SettingForm.File,
        Example = "/mnt/elsewhere/anchor.log",
    };

    public static Setting Policies { get; } = new("policies", "none", "Folder of policy files (*.yaml) read in addition to the five built-in ones.")
    {
        Form = SettingForm.Folder with { Refusal = StopCode.PolicyFileMalformed },
        Example = "/etc/consentgrains/policies",
    };

    public static Setting RequestsPerSecond { get; } = new("requests-per-second", Number(Limits.RequestsPerSecond), "Requests a second one party may make for ever; 0 = no limit.")
    {
        Form = SettingForm.Number(0, Limits.RequestsMost, "requests a second"),
        Example = "2000",
    };

    public static Setting RequestBurst { get; } = new("request-burst", Number(Limits.RequestBurst), "Requests one party may make at once after a pause.")
    {
        Form = SettingForm.Number(0, Limits.RequestsMost, "requests"),
        Example = "4000",
    };

    public static Setting ShutdownSeconds { get; } = new("shutdown-seconds", Number(Limits.ShutdownSeconds), "How long a stop waits for requests under way.")
    {
        Form = SettingForm.Number(0, Limits.ShutdownSecondsMost, "seconds"),
        Example = "60",
    };

    public static Setting DecisionLogDays { get; } = new("decision-log-days", Number(Limits.DecisionLogDays), "Days an entry of the decision log is kept; 0 = for ever.")
    {
        Form = SettingForm.Number(0, Limits.DaysMost, "days"),
        Example = "365",
    };

    public static Setting LookDays { get; } = new("look-days", Number(Limits.LookDays), "Days a look at a customer or a supply point is kept, with who and why; 0 = for ever.")
    {
        Form = SettingForm.Number(0, Limits.DaysMost, "days"),
        Example = "1096",
    };

    public static Setting WebhookNetworks { get; } = new("webhook-networks", "none", "Networks that webhooks may reach besides the public internet, as 10.1.0.0/16;fd00:1::/32.")
    {
        Form = new("networks (CIDR), separated by semicolons", Wrong: "10.1.0.0/33"),
        Example = "10.1.0.0/16;fd00:1::/32",
    };

    public static Setting WebhookPlainHttp { get; } = new("webhook-plain-http", "false", "Webhooks may have addresses with http: for receivers on this machine.", Flag: true);

    public static Setting Otlp { get; } = new("otlp", "none", "Address of an OpenTelemetry collector (OTLP over gRPC), as http://localhost:4317: metrics and traces are sent to it.")
    {
        Form = new("address", "http or https", Wrong: "localhost:4317"),
        Example = "http://localhost:4317",
    };

    public static Setting TraceRatio { get; } = new("trace-ratio", "0", "Of decisions and commands that come without a traceparent, the part that is traced.")
    {
        Form = new("number", "0 to 1", Wrong: "1.5"),
        Example = "0.01",
    };

    public static Setting OidcAuthority { get; } = new("oidc-authority", "none", "Address of an OpenID provider (its issuer) with which people sign in to the pages, beside keys.")
    {
        Form = new("address", "https; http on this machine alone", Wrong: "http://idp.example"),
        Example = "https://idp.example/realms/energy",
    };

    public static Setting OidcClientId { get; } = new("oidc-client-id", "none", "The registry's client id at that provider; its redirect address is PUBLIC-URL/sign-in/oidc/callback.")
    {
        Example = "consent",
    };

    public static Setting OidcClientSecret { get; } = new("oidc-client-secret", "none", "The client's secret; none for a public client.", Secret: true)
    {
        Example = "(what the provider shows)",
    };

    public static Setting OidcParty { get; } = new("oidc-party", "none", "The registered party for which people so signed in act.")
    {
        Form = new("id of a registered party"),
        Example = "els",
    };

    public static Setting OidcRolesClaim { get; } = new("oidc-roles-claim", "roles", "The claim that says what somebody is.")
    {
        Example = "groups",
    };

    public static Setting OidcRoles { get; } = new("oidc-roles", "none: nobody may anything", "Which of its values gives which role, as privacy-desk=desk;auditors=audit.")
    {
        Form = new("pairs VALUE=ROLE, separated by semicolons", $"roles: {string.Join(", ", RoleNames.All)}", Wrong: "staff=everything"),
        Example = "privacy-desk=desk;auditors=audit",
    };

    public static Setting LogLevel { get; } = new("log-level", "Warning", "What is logged: Trace, Debug, Information, Warning, Error, Critical or None.")
    {
        Form = SettingForm.OneOf(Enum.GetNames<LogLevel>()),
        Example = "Information",
    };

    public static Setting LogFormat { get; } = new("log-format", "text", "How it is logged, a line a message: text, or json for a collector.")
    {
        Form = SettingForm.OneOf("text", "json"),
        Example = "json",
    };

    /// <summary>In the order of the table in docs/operations.md.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [Data, Journal, Memory, Urls, PublicUrl, MasterKey, MasterKeyFile, SigningKeyFile, AnchorFile, Policies, RequestsPerSecond, RequestBurst, ShutdownSeconds, DecisionLogDays, LookDays, WebhookNetworks, WebhookPlainHttp, Otlp, TraceRatio,
        OidcAuthority, OidcClientId, OidcClientSecret, OidcParty, OidcRolesClaim, OidcRoles, LogLevel, LogFormat];

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
