namespace ConsentGrains.Core.Customers;

/// <summary>What a supply point tells its customers. Nothing is checked but that it is new: the point has decided.</summary>
static class SwitchAwayRules
{
    public static CustomerEvent? Opened(CustomerCommand.OpenSwitchAway open, CustomerState state, Checked check)
    {
        if (Find(state, open.Point, open.Switch) is not null) return null;
        check.That(state.SwitchesAway.Length < Limits.EntriesPerCustomer, RefusalCode.TooManyEntries, "customer");
        return new CustomerEvent.SwitchAwayOpened(open.Point, open.Switch);
    }

    public static CustomerEvent? Closed(CustomerCommand.CloseSwitchAway close, CustomerState state) =>
        Find(state, close.Point, close.Switch) is { Until: null } ? new CustomerEvent.SwitchAwayClosed(close.Point, close.Switch, close.From) : null;

    public static CustomerEvent? Ended(CustomerCommand.EndContract end, CustomerState state)
    {
        foreach (var contract in state.Contracts)
            if (EndsWith(contract, end.Point, end.From)) return new CustomerEvent.ContractEnded(end.Point, end.From, end.Why);
        return null;
    }

    public static CustomerEvent? Activated(CustomerCommand.ActivateContract activate, CustomerState state)
    {
        foreach (var contract in state.Contracts)
            if (BeginsWith(contract, activate.Point)) return new CustomerEvent.ContractActivated(activate.Point, activate.From);
        return null;
    }

    /// <summary>In force up to that moment.</summary>
    public static bool EndsWith(Contract contract, string point, Instant from) => contract.SupplyPoint == point && contract.IsLive(from);

    public static bool BeginsWith(Contract contract, string point) =>
        contract.SupplyPoint == point && contract is { State: ContractState.Applied, Next: null };

    static SwitchAway? Find(CustomerState state, string point, int number)
    {
        foreach (var known in state.SwitchesAway)
            if (known.Switch == number && known.Point == point) return known;
        return null;
    }
}
