namespace ConsentGrains.Core.Customers;

/// <summary>What an event makes of a customer. Names of the vocabulary are interned: a million customers share them.</summary>
static class CustomerEvolution
{
    public static CustomerState Apply(CustomerState state, CustomerEvent happened) => happened switch
    {
        CustomerEvent.Enrolled e => Enrolled(state, e),
        CustomerEvent.ContractRecorded e => state with { Contracts = ContractEvolution.Recorded(state.Contracts, e, state.Recorded) },
        CustomerEvent.Relocated e => state with { Contracts = ContractEvolution.Relocated(state.Contracts, e) },
        CustomerEvent.ConsentGiven e => state with { Consents = ConsentLog.With(state.Consents, Entry(state, e)) },
        CustomerEvent.ConsentWithdrawn e => state with { Consents = ConsentLog.With(state.Consents, Entry(state, e)) },
        CustomerEvent.StopOrdered e => state with { Stops = Added(state.Stops, Shared(e.Scope)) },
        CustomerEvent.StopLifted e => state with { Stops = [.. state.Stops.Where(s => s != e.Scope)] },
        CustomerEvent.EntrustmentObjected => state with { ObjectsToEntrustment = true },
        CustomerEvent.EntrustmentObjectionLifted => state with { ObjectsToEntrustment = false },
        CustomerEvent.HoldPlaced e => state with { Holds = Held(state.Holds, e) },
        CustomerEvent.NoticeRecorded e => state with { Notices = Added(state.Notices, string.Intern(e.Clause)) },
        CustomerEvent.Erased => new CustomerState { Version = state.Version, Recorded = state.Recorded, Erased = true },
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };

    static CustomerState Enrolled(CustomerState state, CustomerEvent.Enrolled e)
    {
        var enrolment = new Enrolment(
            string.Intern(e.Policy), string.Intern(e.Version), e.Kind, e.Provenance, Shared(e.Purposes) ?? [], state.Recorded);
        return state with
        {
            Enrolments = [.. state.Enrolments.Where(o => o.Policy != e.Policy), enrolment],
            MinorUntil = e.MinorUntil ?? state.MinorUntil,
            Ward = e.Ward ?? state.Ward,
        };
    }

    // Whether the right one gave it is judged on the day it was recorded, and stays.
    static ConsentEntry Entry(CustomerState state, CustomerEvent.ConsentGiven e) => new(
        false, e.Secrecy, state.NeedsAgentOn(state.Recorded.Day) == (e.By == ConsentBy.StatutoryAgent), Shared(e.Purpose), Shared(e.Recipient),
        Shared(e.Items), Shared(e.Country), e.Until, state.Recorded);

    static ConsentEntry Entry(CustomerState state, CustomerEvent.ConsentWithdrawn e) =>
        new(true, false, true, Shared(e.Purpose), Shared(e.Recipient), Shared(e.Items), null, null, state.Recorded);

    /// <summary>One per law: the longest.</summary>
    static Hold[] Held(Hold[] holds, CustomerEvent.HoldPlaced e)
    {
        var longest = holds.Where(h => h.Law == e.Law).Select(h => h.Until).Append(e.Until).Max();
        return [.. holds.Where(h => h.Law != e.Law), new Hold(longest, e.Law)];
    }

    static T[] Added<T>(T[] all, T one) => Array.IndexOf(all, one) >= 0 ? all : [.. all, one];

    static StopScope Shared(StopScope scope) =>
        new(Shared(scope.Policy), Shared(scope.Act), Shared(scope.Purpose), Shared(scope.Channel), Shared(scope.Recipient));

    internal static string? Shared(string? name) => name is null ? null : string.Intern(name);

    internal static string[]? Shared(IReadOnlyList<string>? names) => names is null ? null : [.. names.Select(string.Intern)];
}
