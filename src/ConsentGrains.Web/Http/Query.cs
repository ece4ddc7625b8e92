using System.Globalization;
using ConsentGrains.Core;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Http;

/// <summary>The query parameters of one request. One that is not known is a problem: a misspelt `at` must not answer for now.</summary>
readonly struct Query(IQueryCollection query)
{
    /// <summary>The registry's recorded time may be a little ahead of the clock.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>Null where every parameter is among the known ones and given once.</summary>
    public Problem? Check(params ReadOnlySpan<string> known)
    {
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name)) return Wrong(name, FaultCode.Unknown, known.IsEmpty ? "no parameter is known here" : $"is not known; known are {string.Join(", ", known)}");
            if (values.Count != 1) return Wrong(name, FaultCode.DuplicateKey, "is given twice");
        }

        return null;
    }

    public string? Text(string name) => query.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>The moment given; a problem where it is none. Null and null = not given.</summary>
    public Problem? Moment(string name, out Instant? moment)
    {
        moment = null;
        if (Text(name) is not { } text) return null;
        moment = Times.Parse(text);
        return moment is null ? Wrong(name, FaultCode.TimeMalformed, $"{Times.Wanted} (the plus sign is written %2B)") : null;
    }

    /// <summary>`at` and nothing else: a moment that is not to come. Null and null = not given.</summary>
    public Problem? OnlyAt(TimeProvider clock, out Instant? at)
    {
        at = null;
        if (Check("at") is { } unknown) return unknown;
        if (Moment("at", out at) is { } wrong) return wrong;
        return at > Instant.From(clock.GetUtcNow() + Slack) ? Wrong("at", FaultCode.TimeMalformed, "lies in the future") : null;
    }

    /// <summary>The word given, of a closed list; a problem where it is none of it.</summary>
    public Problem? Word<T>(string name, out T? word) where T : struct, Enum
    {
        word = null;
        if (Text(name) is not { } text) return null;
        word = Wire.Find<T>(text);
        return word is null ? Wrong(name, FaultCode.WordUnknown, $"must be one of {string.Join(", ", Enum.GetValues<T>().Select(Wire.Name))}") : null;
    }

    /// <summary>true or false; null = not given.</summary>
    public Problem? Flag(string name, out bool? flag)
    {
        flag = Text(name) switch { "true" => true, "false" => false, _ => null };
        return flag is not null || Text(name) is null ? null : Wrong(name, FaultCode.WordUnknown, "must be true or false");
    }

    /// <summary>The day given, as `2026-11-22`.</summary>
    public Problem? Day(string name, out DateOnly? day)
    {
        day = null;
        if (Text(name) is not { } text) return null;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
            return Wrong(name, FaultCode.TimeMalformed, "must be a day: 2026-11-22");
        day = parsed;
        return null;
    }

    public static Problem Wrong(string name, string code, string message) =>
        Problems.Of(ProblemCode.QueryInvalid, $"{Quoted.Name(name)}: {message}", [new FieldFault(name, code, message)]);
}
