using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Core.Tests.Customers;
using ConsentGrains.Policies;

namespace ConsentGrains.Core.Tests.Incidents;

/// <summary>An incident in few words. Known on Wednesday 2026-04-01.</summary>
static class Incident
{
    public static readonly DateOnly Known = new(2026, 4, 1);
    public static readonly Instant Now = Sample.At("2026-04-01T09:00:00+09:00");
    public static readonly DirectoryState Registry = Sample.Directory with { Switching = SwitchingFiles.BuiltIn() };
    public static readonly IncidentReport Said = new("端末の紛失");
    public static readonly IncidentFacts Plain = new(IncidentKind.Leak, [], null, false, false, null, []);

    public static IncidentState Opened(string policy, IncidentFacts? facts = null, IncidentReport? report = null) =>
        After(IncidentState.Unknown, new IncidentCommand.Open(policy, Known, facts ?? Plain, report ?? Said));

    public static IncidentState After(IncidentState state, params IncidentCommand[] commands)
    {
        foreach (var command in commands)
            foreach (var e in Decide(state, command) is { Refusal: { } refusal } ? throw new InvalidOperationException($"refused: {refusal}") : Decide(state, command).Events)
                state = IncidentRules.Evolve(state, e, Now);
        return state;
    }

    public static Core.Customers.Decided<IncidentEvent> Decide(IncidentState state, IncidentCommand command) => IncidentRules.Decide(state, command, Registry, Now);

    public static IReadOnlyList<Clock> Clocks(IncidentState state) => IncidentRules.ClocksOf(state, Registry);

    /// <summary>`clock authority target last`, a line each.</summary>
    public static string Told(IncidentState state) => string.Join('\n', Clocks(state).Select(c => $"{Wire.Name(c.Kind)} {c.Authority} {c.Target:yyyy-MM-dd} {c.Overdue:yyyy-MM-dd}".TrimEnd()));
}
