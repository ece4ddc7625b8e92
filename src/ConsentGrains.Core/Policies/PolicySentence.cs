namespace ConsentGrains.Core.Policies;

/// <summary>A sentence of a published policy with one rule that was made of it.</summary>
/// <param name="Line">Of the published text.</param>
/// <param name="Quote">Its own words.</param>
/// <param name="Clause">The rule of the catalogue.</param>
/// <param name="Kind">What the rule is to a decision, kebab-case.</param>
/// <param name="Effect">What follows for a decision, where the file says so.</param>
/// <param name="Interpretations">Where the rule says more than the words do: on which point, and why.</param>
public sealed record PolicySentence(int Line, string Quote, string Clause, string Kind, string? Effect, IReadOnlyList<(string Key, string Text)> Interpretations);

/// <summary>Reads the sentences of a policy's file, as it was published; none where it does not read.</summary>
public delegate IReadOnlyList<PolicySentence> SentenceReader(string source);
