using System.Collections.Immutable;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Incidents;

/// <summary>What a command to an incident comes to, and what its events make of it. Pure and total.</summary>
public static class IncidentRules
{
    public static Decided<IncidentEvent> Decide(IncidentState state, IncidentCommand command, DirectoryState directory, Instant now)
    {
        var check = new Checked(directory);
        check.That(state.IsKnown || command is IncidentCommand.Open, RefusalCode.IncidentUnknown, "incident");
        check.That(!state.IsKnown || command is not IncidentCommand.Open, RefusalCode.IncidentExists, "incident");
        check.That(state.Closed is null, RefusalCode.IncidentClosed, "incident");
        if (check.Broken is { } first) return first;
        var happened = Happened(state, command, check, now.Day);
        return check.Broken is { } refusal ? refusal : happened is null ? Decided<IncidentEvent>.Nothing : happened;
    }

    public static IncidentState Evolve(IncidentState state, IncidentEvent happened, Instant recorded)
    {
        state = state with { Version = state.Version + 1, Recorded = recorded };
        return happened switch
        {
            IncidentEvent.Opened e => state with { Policy = e.Policy, Known = e.Known, Facts = e.Facts, Report = e.Report },
            IncidentEvent.Assessed e => state with { Facts = e.Facts, Report = e.Report },
            IncidentEvent.CustomersNamed e => state with { Customers = state.Customers.SetItems(e.Customers.Select(c => KeyValuePair.Create(NamedCustomers.KeyOf(c), c))) },
            IncidentEvent.ClockEnded e => state with { Ends = state.Ends.SetItem(e.Clock, e.End) },
            IncidentEvent.Closed e => state with { Closed = e.On },
            _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
        };
    }

    /// <summary>Of the version in force on the day of knowing.</summary>
    public static IncidentRule RuleOf(IncidentState state, DirectoryState directory) =>
        (directory.Policies.Family(state.Policy) is { } family ? (family.InForce(state.Known) ?? family.Versions[^1]).Incidents : null) ?? IncidentRule.Silent;

    public static IReadOnlyList<Clock> ClocksOf(IncidentState state, DirectoryState directory) => Clocks.Of(state, RuleOf(state, directory), directory.Switching.Calendar);

    static IncidentEvent? Happened(IncidentState state, IncidentCommand command, Checked check, DateOnly today) => command switch
    {
        IncidentCommand.Open c => Opened(c, check, today),
        IncidentCommand.Assess c => Assessed(c, state, check),
        IncidentCommand.NameCustomers c => Named(c, state, check),
        IncidentCommand.Done c => Ended(c, state, check, today),
        IncidentCommand.Exempt c => Exempted(c, state, check, today),
        IncidentCommand.Close => Closed(state, check, today),
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };

    static IncidentEvent.Opened Opened(IncidentCommand.Open c, Checked check, DateOnly today)
    {
        check.That(check.Directory.Policies.Family(c.Policy) is not null, RefusalCode.PolicyUnknown, "policy", c.Policy);
        check.That(c.Known <= today, RefusalCode.DayInFuture, "known", Checked.Day(c.Known));
        Check(c.Facts, c.Report, c.Policy, check);
        return new(c.Policy, c.Known, c.Facts, c.Report);
    }

    static IncidentEvent.Assessed Assessed(IncidentCommand.Assess c, IncidentState state, Checked check)
    {
        Check(c.Facts, c.Report, state.Policy, check);
        return new(c.Facts, c.Report);
    }

    static void Check(IncidentFacts facts, IncidentReport report, string policy, Checked check)
    {
        check.Items("items", facts.Items, mayBeEmpty: true);
        foreach (var item in facts.Items)
            check.That(check.Directory.Policies.Item(item) is not { } known || known.Family.Id == policy, RefusalCode.ItemNotOfPolicy, "items", item);
        check.Party("entrustor", facts.Entrustor);
        check.That(facts.Headcount is null or >= 0 and <= Limits.Headcount, RefusalCode.HeadcountOutOfRange, "headcount");
        check.Text("overview", report.Overview, Limits.TextLength);
        foreach (var (name, text) in new[] { ("cause", report.Cause), ("harm", report.Harm), ("response", report.Response), ("publication", report.Publication), ("prevention", report.Prevention), ("other", report.Other) })
            if (text is not null) check.Text(name, text, Limits.TextLength);
    }

    static IncidentEvent.CustomersNamed? Named(IncidentCommand.NameCustomers c, IncidentState state, Checked check)
    {
        check.That(c.Customers.Count is > 0 and <= Limits.CustomersPerNaming, c.Customers.Count == 0 ? RefusalCode.ListEmpty : RefusalCode.ListTooLong, "customers", Checked.Count(c.Customers.Count));
        var party = check.Directory.Policies.Family(state.Policy)?.Operator;
        foreach (var customer in c.Customers)
            if (NamedCustomers.Wrong(customer, party) is { } wrong) check.That(false, wrong, "customers");
        var fresh = c.Customers.Where(customer => !state.Customers.ContainsKey(NamedCustomers.KeyOf(customer))).DistinctBy(NamedCustomers.KeyOf, StringComparer.Ordinal).ToList();
        check.That(state.Customers.Count + fresh.Count <= Limits.CustomersPerIncident, RefusalCode.TooManyEntries, "customers");
        return fresh.Count == 0 ? null : new(fresh);
    }

    static IncidentEvent.ClockEnded Ended(IncidentCommand.Done c, IncidentState state, Checked check, DateOnly today)
    {
        check.That(c.On <= today, RefusalCode.DayInFuture, "on", Checked.Day(c.On));
        check.That(c.On >= state.Known, RefusalCode.DatesReversed, "on", Checked.Day(c.On));
        check.Text("document", c.Document, Limits.NameLength);
        Runs(c.Clock, state, check);
        return new(c.Clock, new(ClockEndKind.Done, c.On, c.Document, null));
    }

    static IncidentEvent.ClockEnded Exempted(IncidentCommand.Exempt c, IncidentState state, Checked check, DateOnly today)
    {
        check.Text("why", c.Why, Limits.TextLength);
        Runs(ClockKind.Publish, state, check);
        check.That(RuleOf(state, check.Directory).Find(IncidentDutyKind.PublicationExemption) is not null, RefusalCode.ClockNotExempt, "clock");
        return new(ClockKind.Publish, new(ClockEndKind.Exempted, today, null, c.Why));
    }

    static void Runs(ClockKind kind, IncidentState state, Checked check) =>
        check.That(ClocksOf(state, check.Directory).Any(clock => clock.Kind == kind) && !state.Ends.ContainsKey(kind), RefusalCode.ClockNotRunning, "clock", Wire.Name(kind));

    /// <summary>Nothing closes an incident with a clock open, and not before its words are whole.</summary>
    static IncidentEvent.Closed Closed(IncidentState state, Checked check, DateOnly today)
    {
        var open = Clocks.Open(state, RuleOf(state, check.Directory), check.Directory.Switching.Calendar).FirstOrDefault();
        check.That(open is null, RefusalCode.ClockOpen, "clock", open is null ? null : Wire.Name(open.Kind));
        check.That(state.Report is { Cause: not null, Prevention: not null }, RefusalCode.ReportIncomplete, state.Report.Cause is null ? "cause" : "prevention");
        return new(today);
    }
}
