using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies;

/// <summary>Reads what a `publish` command carries, and what the journal kept of it.</summary>
public static class Publications
{
    const string Name = "publish";

    /// <summary>The reader of `publish`: the text of a whole policy file, or a JSON object of changes to the newest version.</summary>
    /// <param name="published">Every version published by now.</param>
    public static PolicyReader Reader(Func<PolicyBook> published) => text => Source(Read(text, published()), text);

    /// <summary>Reads a published version again from the text that was kept.</summary>
    /// <exception cref="PolicyRefusedException">The text is no policy file of this program's schema.</exception>
    public static Policy Kept(string text) => PolicyFiles.Accepted(PolicyFiles.Load(text, Name)).Policy;

    static PolicyLoad Read(string text, PolicyBook published) =>
        PolicyOfChanges(text) is { } policy && published.Family(policy)?.Versions[^1].Source is { } earlier
            ? PolicyFiles.Amend(earlier, text, Name)
            : PolicyFiles.Load(text, Name);

    /// <summary>The policy a JSON object of changes is for; null where the text is a whole file.</summary>
    static string? PolicyOfChanges(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{")) return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("policy", out var policy) && policy.ValueKind == JsonValueKind.String ? policy.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static PolicySource Source(PolicyLoad load, string text) => load switch
    {
        PolicyLoad.Loaded loaded => new PolicySource(loaded.File.Policy, loaded.File.Text, []),
        PolicyLoad.Refused refused => new PolicySource(null, text, [.. refused.Problems.Select(Problem)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static FieldProblem Problem(PolicyProblem problem) => new(
        $"{problem.Line}:{problem.Column}", Wire.Name(problem.Code), $"{problem.What} {problem.Change}", $"{problem.Line}行{problem.Column}桁: {problem.What}");
}
