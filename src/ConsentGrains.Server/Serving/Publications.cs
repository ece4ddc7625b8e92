using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;

namespace ConsentGrains.Server.Serving;

/// <summary>Reads policies that are published while the registry runs, and keeps the text of every version read, because a later one
/// may be given as changes against the newest.</summary>
sealed class Publications
{
    const string Sent = "publish";
    readonly ConditionalWeakTable<Policy, string> texts = [];
    Func<PolicyBook> now;

    /// <param name="files">The versions the registry starts with.</param>
    public Publications(IReadOnlyList<PolicyFile> files)
    {
        foreach (var file in files) texts.Add(file.Policy, file.Text);
        Book = PolicyBook.Of(files.Select(file => file.Policy));
        now = () => Book;
    }

    /// <summary>The book of the versions the registry starts with.</summary>
    public PolicyBook Book { get; }

    /// <summary>From now on the newest version is looked up in this book.</summary>
    public void Follow(Func<PolicyBook> book) => now = book;

    /// <summary>Reads a policy again that was published before.</summary>
    public Policy ReadAgain(string text) => PolicyFiles.Load(text, Sent) switch
    {
        PolicyLoad.Loaded loaded => Kept(loaded.File),
        PolicyLoad.Refused refused => throw new PolicyRefusedException(refused.Problems),
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads what a `publish` carries: a whole policy file, or changes as JSON.</summary>
    public PolicySource Read(string text) => (text.TrimStart().StartsWith('{') ? Amended(text) : PolicyFiles.Load(text, Sent)) switch
    {
        PolicyLoad.Loaded loaded => new(Kept(loaded.File), loaded.File.Text, []),
        PolicyLoad.Refused refused => new(null, text, [.. refused.Problems.Select(ProblemOf)]),
        _ => throw new UnreachableException(),
    };

    PolicyLoad Amended(string changes)
    {
        using var json = JsonDocument.Parse(changes);
        var named = json.RootElement.TryGetProperty("policy", out var policy) ? policy.GetString() : null;
        var newest = named is null ? null : now().Family(named)?.Versions[^1];
        // Changes to nothing: the loader says what a whole policy lacks.
        return newest is not null && texts.TryGetValue(newest, out var earlier) ? PolicyFiles.Amend(earlier, changes, Sent) : PolicyFiles.Load(changes, Sent);
    }

    Policy Kept(PolicyFile file)
    {
        texts.AddOrUpdate(file.Policy, file.Text);
        return file.Policy;
    }

    static FieldProblem ProblemOf(PolicyProblem problem) =>
        new($"{problem.Line}:{problem.Column}", Wire.Name(problem.Code), $"{problem.What} {problem.Change}", $"ポリシーファイル {problem.Line} 行 {problem.Column} 桁: {problem.What}");
}
