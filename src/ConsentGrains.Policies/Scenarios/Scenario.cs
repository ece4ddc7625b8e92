using System.Text.Json;
using ConsentGrains.Core;

namespace ConsentGrains.Policies.Scenarios;

/// <summary>Decisions as data: what was recorded, what is asked, and what must be answered. The format is in docs/scenarios.md.</summary>
/// <param name="Cites">Catalogue and edge-rule ids the scenario is about.</param>
public sealed record Scenario(string File, string Name, string About, IReadOnlyList<string> Cites, IReadOnlyList<ScenarioStep> Steps)
{
    /// <summary>Where the clock of a scenario starts.</summary>
    public static Instant Start { get; } = Instant.StartOf(new DateOnly(2026, 4, 1));
}

/// <summary>One line of `given` or `ask`.</summary>
public abstract record ScenarioStep(int Line)
{
    /// <summary>Moves the clock forward.</summary>
    public sealed record MoveClock(Instant To, int Line) : ScenarioStep(Line);

    /// <param name="Refused">The code it must be refused with; null = it must be accepted.</param>
    public sealed record Tell(string Command, JsonElement Fields, string? Refused, int Line) : ScenarioStep(Line);

    public sealed record Ask(JsonElement Fields, Expectation Expect, int Line) : ScenarioStep(Line);
}

/// <summary>What must be answered; null or empty = not said.</summary>
/// <param name="Reason">The primary reason.</param>
public sealed record Expectation(
    bool Permit, string? Basis, string? Reason, IReadOnlyList<string> Reasons, IReadOnlyList<string> Clauses,
    IReadOnlyList<string> Obligations, IReadOnlyDictionary<string, string> Responsible);

/// <summary>A scenario file can not be read as one.</summary>
public sealed class ScenarioMalformedException(string file, long line, long column, string what)
    : Exception($"{file}:{line}:{column}: {what}");
