namespace ConsentGrains.Core.Customers;

/// <summary>What an event makes of a customer, as of a moment. Names of the vocabulary are one string each: a million customers share them.</summary>
static class CustomerEvolution
{
    public static CustomerState Apply(CustomerState state, CustomerEvent happened, Instant moment) => happened switch
    {
        CustomerEvent.Enrolled e => Enrolled(state, e, moment),
        CustomerEvent.ContractRecorded e => state with { Contracts = ContractEvolution.Recorded(state.Contracts, e, moment) },
        CustomerEvent.Relocated e => state with { Contracts = ContractEvolution.Relocated(state.Contracts, e) },
        CustomerEvent.ConsentGiven e => state with { Consents = ConsentLog.With(state.Consents, Entry(state, e, moment) with { Given = After(state.Consents, moment) }) },
        CustomerEvent.ConsentWithdrawn e => state with { Consents = ConsentLog.With(state.Consents, Entry(e, After(state.Consents, moment))) },
        CustomerEvent.StopOrdered e => state with { Stops = Added(state.Stops, Scope(e.Scope)) },
        CustomerEvent.StopLifted e => state with { Stops = [.. state.Stops.Where(s => s != e.Scope)] },
        CustomerEvent.EntrustmentObjected => state with { ObjectsToEntrustment = true },
        CustomerEvent.EntrustmentObjectionLifted => state with { ObjectsToEntrustment = false },
        CustomerEvent.HoldPlaced e => state with { Holds = Held(state.Holds, e) },
        CustomerEvent.HoldLifted e => state with { Holds = [.. state.Holds.Where(h => h.Law != e.Law)] },
        CustomerEvent.Named => state,
        CustomerEvent.NoticeRecorded e => state with { Notices = Added(state.Notices, Shared.Name(e.Clause)) },
        CustomerEvent.SwitchAwayOpened e => state with { SwitchesAway = [.. Open(state, moment), new SwitchAway(e.Point, e.Switch)] },
        CustomerEvent.SwitchAwayClosed e => state with { SwitchesAway = [.. state.SwitchesAway.Select(s => s.Switch == e.Switch && s.Point == e.Point ? s with { Until = e.From } : s)] },
        CustomerEvent.ContractEnded e => state with { Contracts = ContractEvolution.EndedWithPoint(state.Contracts, e, moment) },
        CustomerEvent.ContractActivated e => state with { Contracts = ContractEvolution.Activated(state.Contracts, e, moment) },
        CustomerEvent.Erased => new CustomerState { Version = state.Version, Recorded = state.Recorded, Erased = true },
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };

    static CustomerState Enrolled(CustomerState state, CustomerEvent.Enrolled e, Instant moment)
    {
        var enrolment = new Enrolment(
            Shared.Name(e.Policy), Shared.Name(e.Version), e.Kind, e.Provenance, Shared.Names(e.Purposes) ?? [], moment);
        return state with
        {
            Enrolments = [.. state.Enrolments.Where(o => o.Policy != e.Policy), enrolment],
            MinorUntil = e.MinorUntil ?? state.MinorUntil,
            Ward = e.Ward ?? state.Ward,
        };
    }

    // Whether the right one gave it is judged on the day it was recorded, and stays. No two are given at the same moment, also where another
    // registry's are carried over out of order.
    static ConsentEntry Entry(CustomerState state, CustomerEvent.ConsentGiven e, Instant moment) => new(
        false, e.Secrecy, state.NeedsAgentOn(moment.Day) == (e.By == ConsentBy.StatutoryAgent), Shared.NameOrNull(e.Purpose), Shared.NameOrNull(e.Recipient),
        Shared.Names(e.Items), Shared.NameOrNull(e.Country), e.Until, moment);

    static ConsentEntry Entry(CustomerEvent.ConsentWithdrawn e, Instant moment) =>
        new(true, false, true, Shared.NameOrNull(e.Purpose), Shared.NameOrNull(e.Recipient), Shared.Names(e.Items), null, null, moment);

    static Instant After(ConsentEntry[] log, Instant moment) =>
        log.Length > 0 && log[^1].Given >= moment ? new(log[^1].Given.Micros + 1) : moment;

    /// <summary>Without those that were over before: nothing asks for them any more.</summary>
    static IEnumerable<SwitchAway> Open(CustomerState state, Instant moment) => state.SwitchesAway.Where(s => !(s.Until <= moment));

    /// <summary>One per law: the longest, with the items of all; stricter is to keep.</summary>
    static Hold[] Held(Hold[] holds, CustomerEvent.HoldPlaced e)
    {
        var same = holds.Where(h => h.Law == e.Law).Append(new Hold(e.Until, e.Law, Shared.Names(e.Items))).ToList();
        var items = same.Exists(h => h.Items is null) ? null : same.SelectMany(h => h.Items!).Distinct().Order(StringComparer.Ordinal).ToArray();
        return [.. holds.Where(h => h.Law != e.Law), new Hold(same.Max(h => h.Until), e.Law, items)];
    }

    static T[] Added<T>(T[] all, T one) => Array.IndexOf(all, one) >= 0 ? all : [.. all, one];

    static StopScope Scope(StopScope scope) =>
        new(Shared.NameOrNull(scope.Policy), Shared.NameOrNull(scope.Act), Shared.NameOrNull(scope.Purpose), Shared.NameOrNull(scope.Channel), Shared.NameOrNull(scope.Recipient));
}
