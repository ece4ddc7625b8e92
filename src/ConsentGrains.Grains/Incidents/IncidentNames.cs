using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Grains.SupplyPoints;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Incidents;

/// <summary>Seals and opens the customers an incident names. They are sealed before the command is decided and opened when they are shown, so that no state and
/// no memory of any process gives back one who was erased.</summary>
/// <param name="name">Gives a customer who has none a key of his own; null, or why that can not be done now.</param>
sealed class IncidentNames(IJournal journal, Func<CustomerId, ValueTask<string?>> name)
{
    const string Purpose = "incident.v1";
    readonly CustomerSeals seals = new(journal, name, Purpose);

    /// <summary>What the rules refuse in any case is left as it is: nobody gets a key for it.</summary>
    public async ValueTask<IncidentCommand> ClosedAsync(IncidentCommand command, IncidentState state, DirectoryState directory)
    {
        if (command is not IncidentCommand.NameCustomers named || !state.IsKnown || state.Closed is not null) return command;
        var party = directory.Policies.Family(state.Policy)?.Operator;
        if (named.Customers.Count > Core.Limits.CustomersPerNaming || !named.Customers.All(c => CustomerId.Parse(c) is { Referred: null } id && id.Operator == party)) return command;
        var closed = new List<string>(named.Customers.Count);
        foreach (var customer in named.Customers) closed.Add(await seals.CloseAsync(customer));
        return new IncidentCommand.NameCustomers(closed);
    }

    /// <summary>Null for one who was erased.</summary>
    public async ValueTask<IReadOnlyList<string?>> OpenAsync(IReadOnlyList<string> stored)
    {
        var opened = new List<string?>(stored.Count);
        foreach (var one in stored)
        {
            var plain = await seals.OpenAsync(one);
            opened.Add(CustomerId.Parse(plain) is { Referred: null } ? plain : null);
        }

        return opened;
    }

    public async ValueTask<bool> NamesAsync(IncidentState state, CustomerId customer, CancellationToken cancel) =>
        state.Customers.ContainsKey(customer.ToString())
        || (await journal.FindSealAsync(CustomerStream.NameOf(customer.ToString()), Purpose, cancel) is { } seal
            && state.Customers.ContainsKey(CustomerId.Reference(customer.Operator, seal.Stream).ToString()));
}
