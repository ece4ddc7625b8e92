namespace ConsentGrains.Core.Customers;

static class ContractEvolution
{
    /// <summary>What an event leaves out stays as it was.</summary>
    public static Contract[] Recorded(Contract[] contracts, CustomerEvent.ContractRecorded e, Instant recorded)
    {
        var at = Array.FindIndex(contracts, c => c.Id == e.Id);
        var before = at < 0 ? default(Contract?) : Arrived(contracts[at], recorded);
        var after = new Contract(
            e.Id, Shared.Name(e.Policy), e.State, before?.OutOfArea ?? false, Ended(before, e.State, recorded),
            Shared.Names(e.Features) ?? before?.Features ?? [], Shared.NameOrNull(e.User) ?? before?.User,
            e.RetainUntil ?? before?.RetainUntil, e.SupplyPoint ?? before?.SupplyPoint);
        if (Stays(before, e.State)) after = after with { Next = before!.Value.Next, NextFrom = before.Value.NextFrom };
        return at < 0 ? [.. contracts, after] : Replaced(contracts, at, after);
    }

    public static Contract[] Relocated(Contract[] contracts, CustomerEvent.Relocated e)
    {
        var at = Array.FindIndex(contracts, c => c.Id == e.Contract);
        return at < 0 ? contracts : Replaced(contracts, at, contracts[at] with { OutOfArea = e.OutOfArea });
    }

    public static Contract[] EndedWithPoint(Contract[] contracts, CustomerEvent.ContractEnded e, Instant recorded) =>
        [.. contracts.Select(c => SwitchAwayRules.EndsWith(c, e.Point, e.From) ? Follows(c, ContractState.Ended, e.From, recorded) : c)];

    public static Contract[] Activated(Contract[] contracts, CustomerEvent.ContractActivated e, Instant recorded) =>
        [.. contracts.Select(c => SwitchAwayRules.BeginsWith(c, e.Point) ? Follows(c, ContractState.Active, e.From, recorded) : c)];

    static Contract Follows(Contract contract, ContractState next, Instant from, Instant recorded) =>
        Arrived(Arrived(contract, recorded) with { Next = next, NextFrom = from }, recorded);

    /// <summary>A change whose day has come by then is the state.</summary>
    static Contract Arrived(Contract contract, Instant recorded)
    {
        if (contract.Next is not { } next || contract.NextFrom > recorded) return contract;
        var ended = next is ContractState.Ended or ContractState.Cancelled;
        return contract with { State = next, EndedAt = ended ? contract.NextFrom : default, Next = null, NextFrom = default };
    }

    /// <summary>A change to come stays, unless the state recorded makes it pointless.</summary>
    static bool Stays(Contract? before, ContractState recorded) => before?.Next switch
    {
        null => false,
        ContractState.Active => recorded == ContractState.Applied,
        _ => recorded is not (ContractState.Ended or ContractState.Cancelled),
    };

    static Instant Ended(Contract? before, ContractState state, Instant recorded) =>
        state is not (ContractState.Ended or ContractState.Cancelled) ? default
        : before is { State: ContractState.Ended or ContractState.Cancelled } contract ? contract.EndedAt
        : recorded;

    static Contract[] Replaced(Contract[] contracts, int at, Contract after)
    {
        Contract[] copy = [.. contracts];
        copy[at] = after;
        return copy;
    }
}
