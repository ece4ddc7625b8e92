using System.Text.Json.Nodes;
using ConsentGrains.Web.Http;
using Shouldly;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>What every answer must be, whatever was asked: no fault of the server's, and where it refuses, a problem with a code that has a page.</summary>
static class Judge
{
    // Twenty faults that quote names.
    const int LongestProblem = 64 * 1024;
    static readonly HashSet<string> Pages =
    [
        .. typeof(ErrorPages).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("errors/", StringComparison.Ordinal)).Select(n => n["errors/".Length..]),
    ];

    /// <summary>Null: it is in order; otherwise what is wrong with it.</summary>
    public static string? Fault(RawRequest request, RawAnswer? answer)
    {
        if (answer is null) return request.CutShort ? null : "no answer";
        if (answer.Status >= 500) return $"{answer.Status}: {Text(answer)}";
        if (answer.Status < 400 || request.IsHead) return null;
        // A page tells of a problem as a page, with a link to the page of its code.
        if (request.Endpoint.Described is null && answer.Type?.StartsWith("text/html", StringComparison.Ordinal) == true)
            return Pages.Any(code => Text(answer).Contains($"href=\"/errors/{code}\"", StringComparison.Ordinal)) ? null : $"{answer.Status} as a page without a code: {Text(answer)}";
        if (answer.Body?.Length > LongestProblem) return $"{answer.Status} of {answer.Body.Length} bytes: {Text(answer)[..LongestProblem]}";
        if (answer.Type != "application/problem+json") return $"{answer.Status} as {answer.Type ?? "nothing"}: {Text(answer)}";
        try
        {
            var problem = JsonNode.Parse(answer.Body!)!;
            var code = problem["code"]!.GetValue<string>();
            if (!Pages.Contains(code)) return $"{code} has no page";
            problem["type"]!.GetValue<string>().ShouldBe($"/errors/{code}");
            problem["status"]!.GetValue<int>().ShouldBe(answer.Status);
            problem["detail"]!.GetValue<string>().ShouldNotBeEmpty();
            return null;
        }
        catch (Exception wrong) when (wrong is System.Text.Json.JsonException or NullReferenceException or ShouldAssertException or InvalidOperationException)
        {
            return $"{answer.Status} is no whole problem ({wrong.Message}): {Text(answer)}";
        }
    }

    public static string? CodeOf(RawAnswer? answer) => answer is { Status: >= 400, Type: "application/problem+json", Body.Length: > 0 } ? JsonNode.Parse(answer.Body)!["code"]!.GetValue<string>() : null;

    static string Text(RawAnswer answer) => System.Text.Encoding.UTF8.GetString(answer.Body ?? []);
}
