using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;

namespace ConsentGrains.Web.Tests.Harness;

/// <summary>Breaks what is said to it with the customer number of a fault, and passes all else on to the real grains.</summary>
sealed class FaultyGrains(IGrains grains) : IGrains
{
    public DirectoryState Directory => grains.Directory;

    public ConsentGrains.Grains.Requests.IRequests Requests => grains.Requests;

    public ConsentGrains.Grains.Provisions.IProvisions Provisions => grains.Provisions;

    public ValueTask<Outcome> TellAsync(Command command, Envelope envelope, CommandTerms terms, CancellationToken cancel) => command switch
    {
        Command.ToCustomer { Customer.Number: "unknown-outcome" } => new(new Outcome.Unavailable(true, "the disk broke at /secret/path")),
        Command.ToCustomer { Customer.Number: "unavailable" } => new(new Outcome.Unavailable(false, "the disk broke at /secret/path")),
        _ => grains.TellAsync(command, envelope, terms, cancel),
    };

    public ValueTask<Answer> AskAsync(Question question, Caller caller, CancellationToken cancel) => question.Customer switch
    {
        "els/bug" => throw new InvalidOperationException("a bug with a /secret/path"),
        "els/unavailable" => throw new UnavailableException("the disk broke at /secret/path"),
        _ => grains.AskAsync(question, caller, cancel),
    };

    public void Expect(IReadOnlyList<string> customers) => grains.Expect(customers);

    public ValueTask<Explained> ExplainAsync(Question question, Caller caller, CancellationToken cancel) => grains.ExplainAsync(question, caller, cancel);

    public ValueTask<CustomerState> ReadCustomerAsync(CustomerId customer, Instant? at, CancellationToken cancel) =>
        grains.ReadCustomerAsync(customer, at, cancel);

    public ValueTask<PointReading> ReadPointAsync(SupplyPointNumber point, Instant? at, CancellationToken cancel) => grains.ReadPointAsync(point, at, cancel);

    public ValueTask<bool> ResumeAsync(SupplyPointNumber point, CancellationToken cancel) => grains.ResumeAsync(point, cancel);

    public ValueTask<bool> ResumeAsync(CustomerId customer, int version, CancellationToken cancel) => grains.ResumeAsync(customer, version, cancel);

    public ValueTask<IReadOnlyList<Switch>> ReadSwitchesAsync(SupplyPointNumber point, CancellationToken cancel) => grains.ReadSwitchesAsync(point, cancel);

    public ValueTask<SubscriptionState> ReadSubscriptionAsync(string id, CancellationToken cancel) => grains.ReadSubscriptionAsync(id, cancel);

    public ConsentGrains.Grains.Visitors.IVisitors Visitors => grains.Visitors;

    public IAsyncEnumerable<ConsentGrains.Grains.Audits.RecordedChange> ReadChangesMadeAsync(Instant from, Instant before, CancellationToken cancel) => grains.ReadChangesMadeAsync(from, before, cancel);

    public ConsentGrains.Grains.Incidents.IIncidents Incidents => grains.Incidents;

    public ConsentGrains.Grains.Looks.ILooks Looks { get; init; } = grains.Looks;

    public ValueTask<ErasureRecord?> ReadErasureAsync(CustomerId customer, CancellationToken cancel) => grains.ReadErasureAsync(customer, cancel);

    public ValueTask<DirectoryState> ReadDirectoryAsync(Instant? at, CancellationToken cancel) => grains.ReadDirectoryAsync(at, cancel);

    public IAsyncEnumerable<CustomerHistoryEntry> ReadHistoryAsync(CustomerId customer, CancellationToken cancel) =>
        grains.ReadHistoryAsync(customer, cancel);
}
