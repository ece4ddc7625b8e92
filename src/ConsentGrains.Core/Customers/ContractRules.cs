using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Customers;

static class ContractRules
{
    public static CustomerEvent Recorded(CustomerCommand.RecordContract record, CustomerState state, CustomerId customer, Checked check, Instant now)
    {
        check.Id("id", record.Id, person: true);
        check.Policy(record.Policy, customer.Operator);
        check.Party("user", record.User);
        foreach (var feature in record.Features ?? [])
            check.That(Words.Features.Contains(feature), RefusalCode.FeatureUnknown, "features", feature);
        if (Find(state, record.Id) is { } before) Continues(record, before, check, now);
        else check.That(state.Contracts.Length < Limits.EntriesPerCustomer, RefusalCode.TooManyEntries, "id");
        return new CustomerEvent.ContractRecorded(
            record.Id, record.Policy, record.State, Point(record, check), record.Features is { } features ? [.. features.Distinct()] : null,
            record.User, record.RetainUntil, record.MovesIn);
    }

    public static CustomerEvent Relocated(CustomerCommand.Relocate relocate, CustomerState state, Checked check)
    {
        check.That(Find(state, relocate.Contract) is not null, RefusalCode.ContractUnknown, "contract", Mask.Id(relocate.Contract));
        return new CustomerEvent.Relocated(relocate.Contract, relocate.OutOfArea);
    }

    static void Continues(CustomerCommand.RecordContract record, Contract before, Checked check, Instant now)
    {
        check.That(before.Policy == record.Policy, RefusalCode.ContractOfOtherPolicy, "policy", before.Policy);
        check.That(!before.IsEnded(now) || record.State != ContractState.Applied, RefusalCode.ContractAlreadyEnded, "state", Wire.Name(before.StateAt(now)));
    }

    static string? Point(CustomerCommand.RecordContract record, Checked check)
    {
        if (record.SupplyPoint is null) return null;
        var number = SupplyPointNumber.Normalize(record.SupplyPoint);
        check.That(!SupplyPointNumber.IsGas(record.SupplyPoint), RefusalCode.GasNumber, "supplyPoint");
        check.That(number is not null, RefusalCode.SupplyPointMalformed, "supplyPoint", Mask.SupplyPoint(record.SupplyPoint));
        return number;
    }

    static Contract? Find(CustomerState state, string id)
    {
        foreach (var contract in state.Contracts)
            if (string.Equals(contract.Id, id, StringComparison.Ordinal)) return contract;
        return null;
    }
}
