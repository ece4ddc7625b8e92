using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Customers;

/// <summary>What an event is about, for its audience.</summary>
/// <param name="Named">Policies; null = every policy the customer has anything under.</param>
readonly record struct Concern(
    IReadOnlyList<string>? Named, CustomerState State, string? Purpose = null, string? Recipient = null, IReadOnlyList<string>? Items = null)
{
    public static Concern Of(CustomerEvent e, CustomerState before, CustomerState after) => e switch
    {
        CustomerEvent.Enrolled x => new([x.Policy], after),
        CustomerEvent.ContractRecorded x => new([x.Policy], after),
        CustomerEvent.Relocated x => new([.. after.Contracts.Where(c => c.Id == x.Contract).Select(c => c.Policy)], after),
        CustomerEvent.ConsentGiven x => new(null, after, x.Purpose, x.Recipient, x.Items),
        CustomerEvent.ConsentWithdrawn x => new(null, after, x.Purpose, x.Recipient, x.Items),
        CustomerEvent.StopOrdered x => Of(x.Scope, after),
        CustomerEvent.StopLifted x => Of(x.Scope, after),
        CustomerEvent.Erased => new(null, before),
        CustomerEvent.ContractEnded x => new(Naming(after, x.Point), after),
        CustomerEvent.ContractActivated x => new(Naming(after, x.Point), after),
        CustomerEvent.EntrustmentObjected or CustomerEvent.EntrustmentObjectionLifted => new(null, after),
        _ => new([], after),
    };

    /// <summary>In ordinal order of their names.</summary>
    public IEnumerable<PolicyFamily> Policies(DirectoryState directory) =>
        Names(directory).Distinct().Order(StringComparer.Ordinal).Select(directory.Policies.Family).OfType<PolicyFamily>();

    static IReadOnlyList<string> Naming(CustomerState state, string point) =>
        [.. state.Contracts.Where(c => c.SupplyPoint == point).Select(c => c.Policy)];

    static Concern Of(StopScope scope, CustomerState after) =>
        new(scope.Policy is null ? null : [scope.Policy], after, scope.Purpose, scope.Recipient);

    IEnumerable<string> Names(DirectoryState directory)
    {
        if (Named is not null) return Named;
        if (Purpose is not null) return Of(Purpose, directory);
        if (Items is not null) return Items.Select(i => directory.Policies.Item(i)?.Family.Id).OfType<string>();
        return State.Enrolments.Select(e => e.Policy).Concat(State.Contracts.Select(c => c.Policy));
    }

    static IEnumerable<string> Of(string purpose, DirectoryState directory) =>
        directory.Policies.Purpose(purpose) is { } stated ? [stated.Family.Id]
        : directory.Purposes.TryGetValue(purpose, out var registered) ? [registered.Policy]
        : [];
}
