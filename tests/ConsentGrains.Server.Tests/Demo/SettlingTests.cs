using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Memory;
using ConsentGrains.Server.Demo;
using ConsentGrains.Server.Serving;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Demo;

public sealed class SettlingTests : IAsyncLifetime
{
    static readonly Town Small = Town.Generate(Town.DefaultSeed, 60);
    Registry registry = null!;

    public async Task InitializeAsync()
    {
        var journal = MemoryJournal.Create(KeyRing.Generate(), TimeProvider.System);
        registry = await Registry.OpenAsync(journal, PolicyFolder.Load(null), TimeProvider.System, CancellationToken.None);
    }

    public async Task DisposeAsync() => await registry.DisposeAsync();

    [Fact]
    public async Task Everybody_comes_in_with_a_whole_life()
    {
        await Settling.RunAsync(registry.Grains, Town.Generate(Town.DefaultSeed, Town.DefaultCustomers), TextWriter.Null, CancellationToken.None);
        await ShouldBeWholeAsync(Town.Generate(Town.DefaultSeed, Town.DefaultCustomers));
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await Settling.RunAsync(registry.Grains, Small, TextWriter.Null, CancellationToken.None);
        var before = registry.Journal.Counters.Events;
        await Settling.RunAsync(registry.Grains, Small, TextWriter.Null, CancellationToken.None);
        registry.Journal.Counters.Events.ShouldBe(before);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(90)]
    [InlineData(150)]
    public async Task Broken_off_it_goes_on_where_it_stopped(int after)
    {
        var breaking = new Breaking(registry.Grains, after);
        await Should.ThrowAsync<StopException>(() => Settling.RunAsync(breaking, Small, TextWriter.Null, CancellationToken.None));
        await Settling.RunAsync(registry.Grains, Small, TextWriter.Null, CancellationToken.None);
        await ShouldBeWholeAsync(Small);
    }

    async Task ShouldBeWholeAsync(Town town)
    {
        foreach (var each in town.Inhabitants)
        {
            // An open switch leaves its mark on the customer.
            var marks = each.Place.Count(p => p.Body is SupplyPointCommand.ApplySwitch);
            (await registry.Grains.ReadCustomerAsync(each.Id, null, CancellationToken.None)).Version.ShouldBe(each.Life.Count + marks, each.Id.ToString());
            foreach (var point in each.Place.Select(p => p.Point).Distinct())
                (await registry.Grains.ReadPointAsync(point, null, CancellationToken.None)).State.Version.ShouldBe(each.Place.Count + marks, point.Masked);
        }
    }

    /// <summary>Takes so many commands and no more, as a process does that is killed.</summary>
    sealed class Breaking(IGrains grains, int after) : IGrains
    {
        int told;

        public DirectoryState Directory => grains.Directory;

        public ConsentGrains.Grains.Requests.IRequests Requests => grains.Requests;

        public ConsentGrains.Grains.Provisions.IProvisions Provisions => grains.Provisions;

        public ValueTask<Outcome> TellAsync(Command command, Envelope envelope, CommandTerms terms, CancellationToken cancel) =>
            Interlocked.Increment(ref told) <= after ? grains.TellAsync(command, envelope, terms, cancel) : new(new Outcome.Unavailable(false, "killed"));

        public ValueTask<SubscriptionState> ReadSubscriptionAsync(string id, CancellationToken cancel) => grains.ReadSubscriptionAsync(id, cancel);

        public ConsentGrains.Grains.Visitors.IVisitors Visitors => grains.Visitors;

        public IAsyncEnumerable<ConsentGrains.Grains.Audits.RecordedChange> ReadChangesMadeAsync(Instant from, Instant before, CancellationToken cancel) => grains.ReadChangesMadeAsync(from, before, cancel);

        public ConsentGrains.Grains.Incidents.IIncidents Incidents => grains.Incidents;

        public ConsentGrains.Grains.Looks.ILooks Looks => grains.Looks;

        public ValueTask<ErasureRecord?> ReadErasureAsync(CustomerId customer, CancellationToken cancel) => grains.ReadErasureAsync(customer, cancel);

        public ValueTask<Answer> AskAsync(Question question, Caller caller, CancellationToken cancel) => grains.AskAsync(question, caller, cancel);

        public void Expect(IReadOnlyList<string> customers) => grains.Expect(customers);

        public ValueTask<Explained> ExplainAsync(Question question, Caller caller, CancellationToken cancel) => grains.ExplainAsync(question, caller, cancel);

        public ValueTask<CustomerState> ReadCustomerAsync(CustomerId customer, Instant? at, CancellationToken cancel) => grains.ReadCustomerAsync(customer, at, cancel);

        public ValueTask<PointReading> ReadPointAsync(SupplyPointNumber point, Instant? at, CancellationToken cancel) => grains.ReadPointAsync(point, at, cancel);

        public ValueTask<bool> ResumeAsync(SupplyPointNumber point, CancellationToken cancel) => grains.ResumeAsync(point, cancel);

        public ValueTask<bool> ResumeAsync(CustomerId customer, int version, CancellationToken cancel) => grains.ResumeAsync(customer, version, cancel);

        public ValueTask<IReadOnlyList<Switch>> ReadSwitchesAsync(SupplyPointNumber point, CancellationToken cancel) => grains.ReadSwitchesAsync(point, cancel);

        public ValueTask<DirectoryState> ReadDirectoryAsync(Instant? at, CancellationToken cancel) => grains.ReadDirectoryAsync(at, cancel);

        public IAsyncEnumerable<CustomerHistoryEntry> ReadHistoryAsync(CustomerId customer, CancellationToken cancel) => grains.ReadHistoryAsync(customer, cancel);
    }
}
