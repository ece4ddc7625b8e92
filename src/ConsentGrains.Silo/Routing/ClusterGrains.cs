using System.Runtime.CompilerServices;
using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Provisions;
using ConsentGrains.Grains.Incidents;
using ConsentGrains.Grains.Looks;
using ConsentGrains.Grains.Requests;
using ConsentGrains.Grains.Visitors;
using ConsentGrains.Journal;
using ConsentGrains.Silo.Wire;

namespace ConsentGrains.Silo.Routing;

/// <summary>The registry as every silo shows it: what this silo owns is answered from its memory, the rest by the silo that owns it.</summary>
sealed class ClusterGrains(LocalGrains local, Partitions partitions, OwnerRoute route) : IGrains
{
    /// <inheritdoc/>
    public DirectoryState Directory => local.Directory;

    /// <inheritdoc/>
    public IIncidents Incidents { get; } = new ClusterIncidents(local, route);

    /// <inheritdoc/>
    public ILooks Looks => local.Looks;

    /// <inheritdoc/>
    public IAsyncEnumerable<ConsentGrains.Grains.Audits.RecordedChange> ReadChangesMadeAsync(Instant from, Instant before, CancellationToken cancel) => local.ReadChangesMadeAsync(from, before, cancel);

    /// <inheritdoc/>
    public IVisitors Visitors { get; } = new ClusterVisitors(local, route);

    /// <inheritdoc/>
    public IRequests Requests { get; } = new ClusterRequests(local, route);

    /// <inheritdoc/>
    public IProvisions Provisions { get; } = new ClusterProvisions(local, route);

    /// <inheritdoc/>
    public ValueTask<Outcome> TellAsync(Command command, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        var order = new Lazy<byte[]>(() => Orders.Write(command, envelope, terms));
        return route.TellAsync(PartitionOf(command), () => local.TellAsync(command, envelope, terms, cancel),
            grain => command is Command.ToDirectory ? grain.TellDirectoryAsync(order.Value) : grain.TellAsync(order.Value), cancel);
    }

    /// <inheritdoc/>
    public ValueTask<Answer> AskAsync(Question question, Caller caller, CancellationToken cancel)
    {
        if (PartitionOf(question) is not { } partition) return local.AskAsync(question, caller, cancel);
        if (!partitions.Owns(partition)) return AskThereAsync(partition, question, caller, cancel);
        var asked = local.AskAsync(question, caller, cancel);
        return asked.IsCompletedSuccessfully ? asked : AskAgainAsync(asked, partition, question, caller, cancel);
    }

    /// <inheritdoc/>
    public void Expect(IReadOnlyList<string> customers) => local.Expect(customers);

    /// <inheritdoc/>
    public ValueTask<Explained> ExplainAsync(Question question, Caller caller, CancellationToken cancel) => PartitionOf(question) is not { } partition
        ? local.ExplainAsync(question, caller, cancel)
        : route.ReadAsync(partition, () => local.ExplainAsync(question, caller, cancel), grain => grain.ExplainAsync(Bytes.Of(question), AskerOf(caller)), Bytes.Read<Explained>, cancel);

    /// <inheritdoc/>
    public ValueTask<CustomerState> ReadCustomerAsync(CustomerId customer, Instant? at, CancellationToken cancel) => route.ReadAsync(
        local.PartitionOf(customer), () => local.ReadCustomerAsync(customer, at, cancel),
        grain => grain.ReadCustomerAsync(customer.ToString(), at?.Micros), States.ReadCustomer, cancel);

    /// <inheritdoc/>
    public ValueTask<PointReading> ReadPointAsync(SupplyPointNumber point, Instant? at, CancellationToken cancel) => route.ReadAsync(
        local.PartitionOf(point), () => local.ReadPointAsync(point, at, cancel), grain => grain.ReadPointAsync(point.Digits, at?.Micros),
        bytes => States.ReadPoint(bytes) is var (state, until) ? new PointReading(state, until) : default, cancel);

    /// <inheritdoc/>
    public ValueTask<bool> ResumeAsync(SupplyPointNumber point, CancellationToken cancel) => ResumedAsync(route.ReadAsync(
        local.PartitionOf(point), () => local.ResumeAsync(point, cancel), grain => grain.ResumePointAsync(point.Digits), Bytes.Read<bool>, cancel));

    /// <inheritdoc/>
    public ValueTask<bool> ResumeAsync(CustomerId customer, int version, CancellationToken cancel) => ResumedAsync(route.ReadAsync(
        local.PartitionOf(customer), () => local.ResumeAsync(customer, version, cancel),
        grain => grain.ResumeCustomerAsync(customer.ToString(), version), Bytes.Read<bool>, cancel));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Switch>> ReadSwitchesAsync(SupplyPointNumber point, CancellationToken cancel) => route.ReadAsync(
        local.PartitionOf(point), () => local.ReadSwitchesAsync(point, cancel), grain => grain.ReadSwitchesAsync(point.Digits),
        bytes => (IReadOnlyList<Switch>)Bytes.Read<Switch[]>(bytes), cancel);

    /// <inheritdoc/>
    public ValueTask<DirectoryState> ReadDirectoryAsync(Instant? at, CancellationToken cancel) => local.ReadDirectoryAsync(at, cancel);

    /// <inheritdoc/>
    public ValueTask<ErasureRecord?> ReadErasureAsync(CustomerId customer, CancellationToken cancel) => local.ReadErasureAsync(customer, cancel);

    /// <inheritdoc/>
    public ValueTask<SubscriptionState> ReadSubscriptionAsync(string id, CancellationToken cancel) => route.ReadAsync(
        local.PartitionOfSubscription(id), () => local.ReadSubscriptionAsync(id, cancel), grain => grain.ReadSubscriptionAsync(id), States.ReadSubscription, cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<CustomerHistoryEntry> ReadHistoryAsync(CustomerId customer, [EnumeratorCancellation] CancellationToken cancel)
    {
        var entries = await route.ReadAsync(local.PartitionOf(customer), () => HistoryAsync(customer, cancel),
            grain => grain.ReadHistoryAsync(customer.ToString()), States.ReadHistory, cancel);
        foreach (var entry in entries) yield return entry;
    }

    static byte[] AskerOf(Caller caller) => Bytes.Of(new Asker(caller.Party, caller.SeesAll));

    static async ValueTask<bool> ResumedAsync(ValueTask<bool> resuming)
    {
        try
        {
            return await resuming;
        }
        catch (UnavailableException)
        {
            return false;
        }
    }

    async ValueTask<IEnumerable<CustomerHistoryEntry>> HistoryAsync(CustomerId customer, CancellationToken cancel)
    {
        var entries = new List<CustomerHistoryEntry>();
        await foreach (var entry in local.ReadHistoryAsync(customer, cancel)) entries.Add(entry);
        return entries;
    }

    async ValueTask<Answer> AskAgainAsync(ValueTask<Answer> asked, PartitionId partition, Question question, Caller caller, CancellationToken cancel)
    {
        try
        {
            return await asked;
        }
        catch (UnavailableException) when (!partitions.Owns(partition))
        {
            return await AskThereAsync(partition, question, caller, cancel);
        }
    }

    ValueTask<Answer> AskThereAsync(PartitionId partition, Question question, Caller caller, CancellationToken cancel)
    {
        var bytes = new Lazy<byte[]>(() => Bytes.Of(question));
        return route.ReadAsync(partition, () => local.AskAsync(question, caller, cancel), grain => grain.AskAsync(bytes.Value, AskerOf(caller)), Bytes.Read<Answer>, cancel);
    }

    /// <summary>Null where any silo can answer: nobody is named, or nobody who can be.</summary>
    PartitionId? PartitionOf(Question question) =>
        CustomerId.Parse(question.Customer) is { } customer ? local.PartitionOf(customer) : null;

    PartitionId PartitionOf(Command command) => command switch
    {
        Command.ToCustomer to => local.PartitionOf(to.Customer),
        Command.ToPoint to => local.PartitionOf(to.Point),
        Command.ToSubscription to => local.PartitionOfSubscription(to.Id),
        _ => PartitionId.Directory,
    };
}
