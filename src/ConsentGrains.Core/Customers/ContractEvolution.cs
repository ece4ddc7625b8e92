namespace ConsentGrains.Core.Customers;

static class ContractEvolution
{
    /// <summary>What an event leaves out stays as it was.</summary>
    public static Contract[] Recorded(Contract[] contracts, CustomerEvent.ContractRecorded e, Instant recorded)
    {
        var at = Array.FindIndex(contracts, c => c.Id == e.Id);
        var before = at < 0 ? default(Contract?) : contracts[at];
        var after = new Contract(
            e.Id, Shared.Name(e.Policy), e.State, before?.OutOfArea ?? false, Ended(before, e.State, recorded),
            Shared.Names(e.Features) ?? before?.Features ?? [], Shared.NameOrNull(e.User) ?? before?.User,
            e.RetainUntil ?? before?.RetainUntil, e.SupplyPoint ?? before?.SupplyPoint);
        return at < 0 ? [.. contracts, after] : Replaced(contracts, at, after);
    }

    public static Contract[] Relocated(Contract[] contracts, CustomerEvent.Relocated e)
    {
        var at = Array.FindIndex(contracts, c => c.Id == e.Contract);
        return at < 0 ? contracts : Replaced(contracts, at, contracts[at] with { OutOfArea = e.OutOfArea });
    }

    static Instant Ended(Contract? before, ContractState state, Instant recorded) =>
        state is not (ContractState.Ended or ContractState.Cancelled) ? default
        : before is { IsEnded: true } contract ? contract.EndedAt
        : recorded;

    static Contract[] Replaced(Contract[] contracts, int at, Contract after)
    {
        Contract[] copy = [.. contracts];
        copy[at] = after;
        return copy;
    }
}
