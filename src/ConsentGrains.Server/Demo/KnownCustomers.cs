using ConsentGrains.Core.Customers;

namespace ConsentGrains.Server.Demo;

/// <summary>The customers README.md asks about. They are the same under every seed; the last one in tells that everybody is in.</summary>
static class KnownCustomers
{
    public static IReadOnlyList<Inhabitant> All { get; } =
    [
        // Has consented to being introduced to the insurer.
        new(new("els", "C-000123"),
        [
            new CustomerCommand.Enrol("ELS-EL"),
            new CustomerCommand.RecordContract("K-000123", "ELS-EL", ContractState.Active, ContractLife.SupplyPoint(3, 123)),
            new CustomerCommand.GiveConsent(Recipient: "midori-hoken", Items: ["ELS-EL-3/name", "ELS-EL-3/phone"]),
        ])
        { Place = SupplyLife.Held(new("els", "C-000123"), new(ContractLife.SupplyPoint(3, 123))) },

        // Has not.
        new(new("els", "C-000124"),
        [
            new CustomerCommand.Enrol("ELS-EL"),
            new CustomerCommand.RecordContract("K-000124", "ELS-EL", ContractState.Active, ContractLife.SupplyPoint(3, 124)),
        ])
        { Place = SupplyLife.Held(new("els", "C-000124"), new(ContractLife.SupplyPoint(3, 124))) },

        new(new("emana", "M-000045"),
        [
            new CustomerCommand.Enrol("EMANA"),
            new CustomerCommand.RecordContract("K-000045", "EMANA", ContractState.Active),
        ]),
    ];
}
