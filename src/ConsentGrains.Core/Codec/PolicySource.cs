using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Codec;

/// <summary>A policy as a `publish` command carries it, read by the loader of policy files.</summary>
/// <param name="Policy">Null where there are problems.</param>
/// <param name="Text">A whole policy file that reads as <paramref name="Policy"/> by itself: it is stored and read again at every start.</param>
/// <param name="Problems">Empty where there is a policy. Paths are those of the file.</param>
public sealed record PolicySource(Policy? Policy, string Text, IReadOnlyList<FieldProblem> Problems);

/// <summary>Reads what `publish` carries: the text of a whole policy file (`source`), or the command's own JSON text (`policy`, `version`,
/// `from` and the changes against the newest version).</summary>
public delegate PolicySource PolicyReader(string text);
