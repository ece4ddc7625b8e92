using ConsentGrains.Core;

namespace ConsentGrains.Policies;

/// <summary>What can be wrong with a policy file. On the wire in kebab-case; docs/policy-files.md has a line for each.</summary>
public enum PolicyProblemCode
{
    // The text
    FileUnreadable,
    TooLarge,
    NotYaml,
    SeveralDocuments,
    AnchorNotAllowed,
    TooDeep,

    // The shape
    DuplicateKey,
    UnknownKey,
    MissingKey,
    WrongType,
    EmptyValue,

    // The values
    BadId,
    BadDate,
    BadNumber,
    BadValue,
    DuplicateId,
    TooManyItems,

    // What they name
    UnknownCollection,
    UnknownItem,
    UnknownPurpose,
    ClauseNotQuoted,

    // What they leave unsaid
    InterpretationMissing,
    InterpretationAstray,
}

/// <summary>One thing wrong with a policy file.</summary>
/// <param name="Line">From 1; 0 where the file could not be read at all.</param>
/// <param name="Column">From 1.</param>
/// <param name="What">What is wrong, with the value.</param>
/// <param name="Change">What to change.</param>
public sealed record PolicyProblem(string File, int Line, int Column, PolicyProblemCode Code, string What, string Change)
{
    /// <summary>`ELS-EL.yaml:120:7: unknown-key: 'purpose' is no key of a scheme. Use one of: …`.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Wire.Name(Code)}: {What} {Change}";
}

/// <summary>A built-in file is refused: the program does not start with it.</summary>
public sealed class PolicyRefusedException(IReadOnlyList<PolicyProblem> problems)
    : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<PolicyProblem> Problems { get; } = problems;
}
