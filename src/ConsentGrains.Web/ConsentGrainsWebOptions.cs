using ConsentGrains.Core.Policies;

namespace ConsentGrains.Web;

/// <summary>What the host decides about the HTTP side.</summary>
public sealed record ConsentGrainsWebOptions
{
    /// <summary>Under which address clients reach this registry, without a slash at the end. Null = taken from each request.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Reads the text of a policy file; the host passes the loader in, because this project does not see it.</summary>
    public Func<string, PolicyReading>? ReadPolicy { get; init; }

    /// <summary>False while the grains are not open yet: /readyz says so.</summary>
    public Func<bool> IsReady { get; init; } = static () => true;

    /// <summary>Requests a second that one party may make for ever; 0 = no limit.</summary>
    public int RequestsPerSecond { get; init; } = 50_000;

    /// <summary>Requests that one party may make at once after a pause.</summary>
    public int RequestBurst { get; init; } = 100_000;
}

/// <summary>What reading a policy file came to: the policy, or where and why it is malformed. Never both.</summary>
public sealed record PolicyReading(Policy? Policy, IReadOnlyList<PolicyFault> Faults);

public sealed record PolicyFault(int Line, string Message);
