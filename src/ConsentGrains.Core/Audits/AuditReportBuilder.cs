using System.Globalization;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;

namespace ConsentGrains.Core.Audits;

/// <summary>Makes a report of what is told to it, one fact after the other, in any order. It keeps counts, not facts: what it holds is bounded by
/// <see cref="Limits.AuditLines"/> whatever the period holds. Everything of directory and policies it takes from the state it was given.</summary>
/// <param name="today">Late is what is late on this day.</param>
public sealed class AuditReportBuilder(DateOnly from, DateOnly until, DateOnly today, DirectoryState directory)
{
    /// <summary>Stands for whatever came when there was no more room.</summary>
    public const string Others = "…";

    readonly Dictionary<AuditLine, long> counts = [];
    readonly List<AuditLine> cases = [];

    /// <param name="reason">Of a deny.</param>
    public void Decided(string party, string key, string? act, string? reason) =>
        Count(reason is null ? AuditPart.Permitted : AuditPart.Denied, party, key, act ?? "", reason ?? "");

    /// <param name="what">What was read, or sought.</param>
    public void Read(string party, string key, string what) => Count(AuditPart.Read, party, key, what, "");

    /// <param name="shown">The page.</param>
    public void Looked(string party, string? key, string shown, string why) => Count(AuditPart.Looked, party, key ?? "", shown, why);

    /// <param name="type">Of the event.</param>
    public void Changed(string party, string? key, string type) => Count(AuditPart.Changed, party, key ?? "", type, "");

    public void Lost(Instant since, Instant until, long? rows) =>
        Case(new(AuditPart.Lost, "", "", "", "", $"{since} – {until}", rows is null ? "unknown" : "", rows ?? 1));

    /// <param name="due">The day by which there is something to do; null = nothing is left.</param>
    public void Request(string id, RequestState state, DateOnly? due)
    {
        var party = directory.Policies.Family(state.Policy)?.Operator ?? "";
        if (state.Arrived >= from && state.Arrived <= until)
            foreach (var ground in GroundsOf(state)) Case(new(AuditPart.RequestRefused, party, "", "", Wire.Name(state.Type), id, Wire.Name(ground), 1));
        if (due < today) Case(new(AuditPart.RequestOverdue, party, "", "", Wire.Name(state.Type), id, Wire.Name(state.Stage), 1, due));
    }

    public void Incident(string id, IncidentState state)
    {
        var party = directory.Policies.Family(state.Policy)?.Operator ?? "";
        foreach (var clock in IncidentRules.ClocksOf(state, directory))
            if (clock.Overdue is { } last && last >= from && last <= until && Missed(state, clock, last))
                Case(new(AuditPart.ClockMissed, party, "", "", Wire.Name(clock.Kind), id, state.Ends.ContainsKey(clock.Kind) ? "late" : "open", 1, last));
    }

    public AuditReport Finish()
    {
        foreach (var (id, log) in directory.Supervisions)
            if (log[^1].Next < today && directory.Entrustments.TryGetValue(id, out var entry) && entry.InForce(today))
                Case(new(AuditPart.SupervisionOverdue, entry.Operator, "", "", entry.Recipient, id, log[^1].Result, 1, log[^1].Next));
        foreach (var family in directory.Policies.Families)
            if (family.InForce(today) is { } policy)
                foreach (var finding in PolicyFindings.Of(policy, today))
                    Case(new(AuditPart.Finding, family.Operator, "", "", Wire.Name(finding.Kind), $"{policy.Name} {string.Join(' ', finding.Subjects)}", finding.Japanese, 1));
        var lines = counts.Select(c => c.Key with { Count = c.Value }).Concat(cases);
        return new(from, until, today,
        [
            .. lines.OrderBy(l => l.Part).ThenBy(l => l.Due).ThenBy(l => l.Party, StringComparer.Ordinal).ThenBy(l => l.Key, StringComparer.Ordinal)
                .ThenBy(l => l.What, StringComparer.Ordinal).ThenBy(l => l.Reason, StringComparer.Ordinal).ThenBy(l => l.Subject, StringComparer.Ordinal),
        ]);
    }

    bool Missed(IncidentState state, Clock clock, DateOnly last) => state.Ends.TryGetValue(clock.Kind, out var end) ? end.On > last : last < today;

    static IEnumerable<GroundKind> GroundsOf(RequestState state) =>
        state.RefusedOn is { } before ? [before.Kind] : state.Answers.SelectMany(a => a.Grounds).Distinct();

    void Count(AuditPart part, string party, string key, string what, string reason)
    {
        var line = new AuditLine(part, party, key, RolesOf(key), what, "", reason, 0);
        if (!counts.ContainsKey(line) && counts.Count >= Limits.AuditLines) line = new(part, Others, Others, "", Others, "", "", 0);
        counts[line] = counts.GetValueOrDefault(line) + 1;
    }

    void Case(AuditLine line)
    {
        if (cases.Count < Limits.AuditLines) cases.Add(line);
        else if (cases.Count == Limits.AuditLines) cases.Add(new(line.Part, Others, "", "", Others, "", Limits.AuditLines.ToString(CultureInfo.InvariantCulture), 1));
    }

    string RolesOf(string key) => directory.Credentials.TryGetValue(key, out var credential) ? string.Join(' ', credential.Roles) : "";
}
