using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies;

/// <summary>A policy file that was read: the policy, and what the file says beside it.</summary>
/// <param name="Text">The whole file: what is kept with a published version, so that it can be read again.</param>
/// <param name="Mentions">Every clause the file quotes, in the order of the file's sections; a clause may be quoted in several places.</param>
/// <param name="Interpretations">Every place where the file says more than the clause does, and why.</param>
public sealed record PolicyFile(
    string Name, string Text, Policy Policy, IReadOnlyList<Mention> Mentions, IReadOnlyList<Interpretation> Interpretations);

/// <summary>The outcome of reading: a policy, or everything wrong with the file.</summary>
public abstract record PolicyLoad
{
    PolicyLoad() { }

    public sealed record Loaded(PolicyFile File) : PolicyLoad;

    /// <param name="Problems">At least one, in the order of the file.</param>
    public sealed record Refused(IReadOnlyList<PolicyProblem> Problems) : PolicyLoad;
}

/// <summary>A clause, where a file carries it.</summary>
/// <param name="Quote">The clause's own words.</param>
/// <param name="SourceLine">The line of the published text.</param>
/// <param name="Line">The line of the file.</param>
/// <param name="Effect">What follows for a decision, where the entry says so.</param>
public sealed record Mention(string Clause, MentionKind Kind, string Quote, int SourceLine, string File, int Line, string? Effect);

/// <param name="Subject">The clause, purpose, item or section explained.</param>
/// <param name="Key">The key of the entry that says more than the words.</param>
public sealed record Interpretation(string Subject, string Key, string Text, string File, int Line);
