namespace ConsentGrains.Server;

/// <summary>What the process ends with. Documented in docs/operations.md; never renumbered.</summary>
public enum ExitCode
{
    Ok = 0,

    /// <summary>The thing checked is not in order: a scenario differs, a policy file is refused, a rule is carried by nothing.</summary>
    CheckFailed = 1,

    /// <summary>The command line or a setting is wrong.</summary>
    Usage = 2,

    /// <summary>It cannot start here and now: data in use, port in use, no master key or another one, a malformed policy file.</summary>
    CannotStart = 3,

    /// <summary>The journal is damaged; the message names the first bad position.</summary>
    Damaged = 4,

    /// <summary>The registry said no to a command, or a running server could not be reached.</summary>
    Refused = 5,

    /// <summary>A fault of the program itself.</summary>
    Bug = 70,
}
