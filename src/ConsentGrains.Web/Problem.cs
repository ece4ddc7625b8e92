using ConsentGrains.Core;

namespace ConsentGrains.Web;

/// <summary>A request that is not carried out, as RFC 9457 tells it.</summary>
/// <param name="Code">Kebab-case and stable: a <see cref="ProblemCode"/> or a refusal's code.</param>
/// <param name="Detail">What, where, and what to change, in at most <see cref="Limits.ProblemTextLength"/> characters. Never a cause from inside, never a personal identifier in full.</param>
public sealed record Problem(string Code, int Status, string Title, string Detail)
{
    public string Detail { get; init => field = Quoted.Text(value); } = Quoted.Text(Detail);

    public IReadOnlyList<FieldFault> Errors { get; init; } = [];

    /// <summary>The same in Japanese, where there is one.</summary>
    public string? DetailJapanese { get; init => field = value is null ? null : Quoted.Text(value); }

    public int? RetryAfterSeconds { get; init; }

    /// <summary>Why the process can not answer: a code of <see cref="Unreadiness"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>Finds the log entry of a bug.</summary>
    public string? Trace { get; init; }

    /// <summary>The revision that was met, on a conflict.</summary>
    public int? Revision { get; init; }
}

/// <param name="Path">A JSON pointer into the body, or the name of a header or query parameter; of one that is longer than <see cref="Limits.ProblemPathLength"/> its beginning and `…`.</param>
/// <param name="Code">Kebab-case: of Core's <see cref="Core.Codec.FieldProblemCode"/>, of a refusal, or of the policy loader.</param>
/// <param name="Japanese">The message in Japanese, where there is one.</param>
public sealed record FieldFault(string Path, string Code, string Message, string? Japanese = null)
{
    public string Path { get; } = Quoted.Path(Path);

    public string Message { get; } = Quoted.Text(Message);

    public string? Japanese { get; } = Japanese is null ? null : Quoted.Text(Japanese);
}

/// <summary>What was sent, as a problem quotes it: an answer is short, whatever was asked. Unlike <see cref="Refusals.Shown"/> it keeps every character.</summary>
static class Quoted
{
    const string More = "…";

    public static string Name(string sent) => Cut(sent, Limits.QuotedLength);

    public static string Path(string path) => Cut(path, Limits.ProblemPathLength);

    public static string Text(string text) => Cut(text, Limits.ProblemTextLength);

    /// <summary>Never in the middle of a character.</summary>
    static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var end = most - More.Length;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), More);
    }
}

/// <summary>The codes of faults that are found here; those of commands are found by their reader, under the same names.</summary>
static class FaultCode
{
    public const string Unknown = "field-unknown";
    public const string Required = "field-missing";
    public const string Invalid = "field-type";
    public const string WordUnknown = "word-unknown";
    public const string TimeMalformed = "time-malformed";
    public const string TooLong = "field-too-long";
    public const string TooMany = "list-too-long";
    public const string DuplicateKey = "field-duplicate";
    public const string Disagree = "fields-disagree";
}
