namespace ConsentGrains.Server;

/// <summary>Every bound of the executable.</summary>
public static class Limits
{
    /// <summary>Columns of a help text, the same on every terminal.</summary>
    public const int HelpWidth = 110;

    /// <summary>Customers of the demo told about at the same time, so that they share flushes of the disk.</summary>
    public const int SettlersAtOnce = 256;

    /// <summary>Seconds a stop waits for requests under way, unless configured.</summary>
    public const int ShutdownSeconds = 30;

    /// <summary>Requests a second of one party for ever, unless configured.</summary>
    public const int RequestsPerSecond = 50_000;

    /// <summary>Requests of one party at once after a pause, unless configured.</summary>
    public const int RequestBurst = 100_000;

    /// <summary>Seconds a command waits for a running server to answer.</summary>
    public const int RemoteSeconds = 30;

    /// <summary>A policy file beside the built-in ones.</summary>
    public const int PolicyFiles = 1_000;

    /// <summary>Hours for which a rotated secret may stay good.</summary>
    public const int GraceHours = 30 * 24;

    /// <summary>Keys listed by one request to a running server.</summary>
    public const int KeysPerPage = 200;

    /// <summary>Days an entry of the decision log is kept: three years, as a record of a provision to a third party.</summary>
    public const int DecisionLogDays = Grains.Limits.LogDays;

    /// <summary>Days a look at a customer is kept.</summary>
    public const int LookDays = Grains.Limits.LookDays;

    /// <summary>Days that anything may be told to be kept: a hundred years.</summary>
    public const int DaysMost = 36_525;

    /// <summary>Requests a second, and at once, that a party may be allowed.</summary>
    public const int RequestsMost = 1_000_000_000;

    /// <summary>Seconds that a stop may be told to wait.</summary>
    public const int ShutdownSecondsMost = 3_600;

    public const int SiloPort = 11_111;

    public const int GatewayPort = 30_000;

    public const int LastPort = 65_535;

    /// <summary>Entries of the decision log read at a time.</summary>
    public const int DecisionsPerRead = 1_000;

    /// <summary>Events between two movements of an export's bar.</summary>
    public const int ExportShown = 1_000;

    /// <summary>Supply points read from the index at a time.</summary>
    public const int PointsPerRead = 1_000;

    /// <summary>Tries in a row to go on with an impact that broke off.</summary>
    public const int ImpactTries = 5;

    /// <summary>Seconds before a stream that broke off is begun again.</summary>
    public const int WatchRetrySeconds = 2;
}
