using System.Diagnostics.Metrics;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Policies;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Web.Admin;

namespace ConsentGrains.Web;

/// <summary>What the host decides about the HTTP side.</summary>
public sealed record ConsentGrainsWebOptions
{
    /// <summary>Under which address clients reach this registry, without a slash at the end. Null = taken from each request.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The loader of policy files, which this project does not see; null = nothing can be published over HTTP.</summary>
    public PolicyReader? ReadPolicy { get; init; }

    /// <summary>Reads which sentences the rules of a policy were made of; null = the pages show none.</summary>
    public SentenceReader? ReadSentences { get; init; }

    /// <summary>Signs the ids of decisions, so that they can be verified years later. Null = one for this process alone.</summary>
    public byte[]? ReceiptKey { get; init; }

    /// <summary>Keys that signed ids before the master key was exchanged, oldest first: each is good for ids dated up to a moment.</summary>
    public IReadOnlyList<(byte[] Key, long UntilMicros)> FormerReceiptKeys { get; init; } = [];

    /// <summary>Where imports are remembered; null = only as long as this process lives.</summary>
    public string? ImportFolder { get; init; }

    /// <summary>Why nothing can be answered now: /readyz says it. Null = it can.</summary>
    public Func<Unreadiness?> NotReady { get; init; } = static () => null;

    /// <summary>After how long a stream of changes in which nothing happened sends a comment, so that nobody between takes it for dead.</summary>
    public TimeSpan FeedBeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Put their own instruments on the meter.</summary>
    public IReadOnlyList<Action<Meter>> Observed { get; init; } = [];

    /// <summary>Who shares the journal, as the dashboard shows it; null = this process has it alone.</summary>
    public Func<CancellationToken, ValueTask<IReadOnlyList<SiloFigures>>>? Silos { get; init; }

    /// <summary>Which grains of this process are busy; null = the dashboard does not say.</summary>
    public Func<GrainHeat>? Heat { get; init; }

    /// <summary>The name of the meter. Only several registries in one process need several.</summary>
    public string Meter { get; init; } = "ConsentGrains";

    /// <summary>The OTLP collector (gRPC) that metrics and traces are sent to; null = none.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Of decisions and commands whose sender does not follow them, the part that is followed all the same: 0 to 1.</summary>
    public double TraceRatio { get; init; }

    /// <summary>The OpenID provider people sign in to the pages with, beside keys; null = none.</summary>
    public OidcOptions? Oidc { get; init; }

    public WebhookOptions Webhooks { get; init; } = new();

    /// <summary>Requests a second that one party may make for ever; 0 = no limit.</summary>
    public int RequestsPerSecond { get; init; } = 50_000;

    /// <summary>Requests that one party may make at once after a pause.</summary>
    public int RequestBurst { get; init; } = 100_000;
}
