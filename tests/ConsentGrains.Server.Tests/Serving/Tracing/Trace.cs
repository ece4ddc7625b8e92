using System.Text.RegularExpressions;

namespace ConsentGrains.Server.Tests.Serving.Tracing;

/// <summary>One system call of a trace: where it began and where it had returned, as lines of the trace. strace lets a process go on only after it has written
/// the line, so what caused something else stands before it.</summary>
/// <param name="Text">Its name and arguments.</param>
/// <param name="Returned">int.MaxValue: not any more.</param>
sealed record SystemCall(string Name, string Text, int Began, int Returned, bool Succeeded);

/// <summary>Reads what `strace -f -yy` wrote.</summary>
static partial class Trace
{
    const string Unfinished = " <unfinished ...>";

    public static List<SystemCall> Read(IEnumerable<string> lines)
    {
        var calls = new List<SystemCall>();
        var open = new Dictionary<string, (string Text, int Line)>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (Line().Match(line) is not { Success: true } parts) continue;
            var (process, text) = (parts.Groups[1].Value, parts.Groups[2].Value);
            if (text.EndsWith(Unfinished, StringComparison.Ordinal)) open[process] = (text[..^Unfinished.Length], number);
            else if (Resumed().Match(text) is { Success: true } rest && open.Remove(process, out var begun)) calls.Add(Of(begun.Text + rest.Groups[1].Value, begun.Line, number));
            else if (text.Contains('(', StringComparison.Ordinal)) calls.Add(Of(text, number, number));
        }

        // Cut off while they were under way.
        calls.AddRange(open.Values.Select(cut => Of(cut.Text, cut.Line, int.MaxValue)));
        return calls;
    }

    static SystemCall Of(string text, int began, int returned) =>
        new(text[..text.IndexOf('(', StringComparison.Ordinal)], text, began, returned, Result().Match(text) is { Success: true } result && !result.Groups[1].Value.StartsWith('-'));

    [GeneratedRegex(@"^([0-9]+) +(.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 10_000)]
    private static partial Regex Line();

    [GeneratedRegex(@"^<\.\.\. [a-z0-9_]+ resumed>(.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 10_000)]
    private static partial Regex Resumed();

    [GeneratedRegex(@"= (-?[0-9]+)( \([^)]*\)| [A-Z]+ \([^)]*\))?$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft, 10_000)]
    private static partial Regex Result();
}
