using ConsentGrains.Core.Codec;

namespace ConsentGrains.Grains.Importing;

/// <summary>How far an import is: everything up to <see cref="Line"/> has been decided.</summary>
/// <param name="Offset">Bytes of the source up to there.</param>
/// <param name="Accepted">Recorded by this run or an earlier one of the same import.</param>
public sealed record ImportProgress(long Line, long Offset, long Accepted, long Repeated, long Refused)
{
    public static ImportProgress Start { get; } = new(0, 0, 0, 0, 0);
}

/// <summary>A line that was not carried out.</summary>
/// <param name="Code">A refusal, a field problem, or what the sender lacks.</param>
/// <param name="Path">The field; empty where it is the whole line.</param>
public sealed record RefusedLine(long Line, string Code, string Path, string Message);

/// <summary>Whether the sender may give this command; null = yes.</summary>
public delegate LineRefusal? LineRule(TargetedCommand command);

/// <summary>Why a line is not carried out.</summary>
public sealed record LineRefusal(string Code, string Message);

/// <summary>The registry could not take a line after several tries. Everything before the window it stands in has been decided;
/// the same import goes on from there.</summary>
public sealed class ImportStoppedException(long line, string why) : Exception($"line {line}: {why}")
{
    public long Line { get; } = line;
}
