using ConsentGrains.Core;

namespace ConsentGrains.Client;

/// <summary>How a command ended.</summary>
public sealed record Told(Ending Ending)
{
    /// <summary>The stream's version after an accepted command.</summary>
    public int Version { get; init; }

    /// <summary>When it was recorded.</summary>
    public Instant Recorded { get; init; }

    /// <summary>The first answer to the same key, given again.</summary>
    public bool Repeated { get; init; }

    /// <summary>The id of what was made, where the registry chose it.</summary>
    public string? Id { get; init; }

    /// <summary>The rule that says no.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>For a conflict: the version the sender saw.</summary>
    public int Expected { get; init; }

    /// <summary>For a conflict: the version there is.</summary>
    public int Actual { get; init; }

    /// <summary>For what could not be done now: whether it was done is not known; the same command under the same key finds out.</summary>
    public bool MayHaveHappened { get; init; }

    /// <summary>For what could not be done now: why, for the log.</summary>
    public string? Why { get; init; }
}

public enum Ending
{
    Accepted,
    Refused,
    Conflict,
    KeyReused,
    Unavailable,
}
