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

    /// <summary>The sentences a policy's file quotes, in the order of the published text, each with the rule made of it.</summary>
    public static IReadOnlyList<PolicySentence> Sentences(string text) => PolicyFiles.Load(text, Name) is not PolicyLoad.Loaded { File: { } file } ? [] :
    [
        .. file.Mentions.OrderBy(m => m.SourceLine).ThenBy(m => m.Line).Select(m => new PolicySentence(
            m.SourceLine, m.Quote, m.Clause, Wire.Name(m.Kind), m.Effect, [.. file.Interpretations.Where(i => i.Subject == m.Clause).Select(i => (i.Key, i.Text))])),
    ];

    static PolicyLoad Read(string text, PolicyBook published) =>
        TargetOfChanges(text) is { } target && published.Family(target.Policy) is { } family && Earlier(family, target.Version).Source is { } earlier
            ? PolicyFiles.Amend(earlier, text, Name)
            : PolicyFiles.Load(text, Name);

    /// <summary>The newest version; for changes that were published already the one before them, so that the same text, sent once more, is the same command.</summary>
    static Policy Earlier(PolicyFamily family, string? version)
    {
        for (var i = family.Versions.Count - 1; i > 0; i--)
            if (family.Versions[i].Version == version) return family.Versions[i - 1];
        return family.Versions[^1];
    }

    /// <summary>The policy a JSON object of changes is for, and the version it makes; null where the text is a whole file.</summary>
    static (string Policy, string? Version)? TargetOfChanges(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{")) return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return Text(json.RootElement, "policy") is { } policy ? (policy, Text(json.RootElement, "version")) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair passes as JSON and is no text.
            return null;
        }
    }

    static string? Text(JsonElement changes, string name) =>
        changes.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static PolicySource Source(PolicyLoad load, string text) => load switch
    {
        PolicyLoad.Loaded loaded => new PolicySource(loaded.File.Policy, loaded.File.Text, []),
        PolicyLoad.Refused refused => new PolicySource(null, text, [.. refused.Problems.Select(Problem)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static FieldProblem Problem(PolicyProblem problem) => new(
        $"{problem.Line}:{problem.Column}", Wire.Name(problem.Code), $"{problem.What} {problem.Change}", $"{problem.Line}行{problem.Column}桁: {PolicyProblemTexts.Japanese(problem)}");
}
