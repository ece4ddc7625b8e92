using System.Text.Json.Nodes;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Access;

/// <summary>The work of one search is bounded, and what was left is found by the next page.</summary>
public sealed class SearchBoundTests : IAsyncLifetime
{
    readonly TestRegistry registry = new() { Options = new ConsentGrainsWebOptions { RequestsPerSecond = 1, RequestBurst = 6 } };

    public Task InitializeAsync() => registry.InitializeAsync();

    public Task DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public async Task A_search_ends_its_page_where_the_bucket_is_empty()
    {
        await EnrolAsync(650);
        // One token for the request, five for five hundred candidates beyond the first hundred.
        var first = (await registry.Els.PostAsync(Searching.Resource, Asking.Permitted("x").Without(Searching.Resource).OnPage(1_000, null))).Json;
        first["page"]!["count"]!.GetValue<int>().ShouldBe(600);
        var token = first["page"]!["next_token"]!.GetValue<string>();
        (await registry.Els.PostAsync(Searching.Resource, Asking.Permitted("x").Without(Searching.Resource).OnPage(1_000, token))).Code.ShouldBe("too-many-requests");
        registry.Time.Advance(TimeSpan.FromSeconds(1));
        var rest = (await registry.Els.PostAsync(Searching.Resource, Asking.Permitted("x").Without(Searching.Resource).OnPage(1_000, token))).Json;
        (rest["page"]!["count"]!.GetValue<int>(), rest["page"]!["next_token"]!.GetValue<string>()).ShouldBe((50, ""));
    }

    [Fact]
    public async Task A_page_without_results_may_have_a_next()
    {
        await using var free = new Free();
        await free.Registry.InitializeAsync();
        await EnrolAsync(free.Registry, Limits.CandidatesPerSearch + 1, stopped: true);
        var search = Asking.Permitted("x").Without(Searching.Resource);
        var first = (await free.Registry.Els.PostAsync(Searching.Resource, search)).Json;
        (first["page"]!["count"]!.GetValue<int>(), first["page"]!["next_token"]!.GetValue<string>().Length > 0).ShouldBe((0, true));
        var last = (await free.Registry.Els.PostAsync(Searching.Resource, search.OnPage(10, first["page"]!["next_token"]!.GetValue<string>()))).Json;
        last["page"]!["next_token"]!.GetValue<string>().ShouldBeEmpty();
    }

    Task EnrolAsync(int customers) => EnrolAsync(registry, customers, stopped: false);

    static async Task EnrolAsync(TestRegistry registry, int customers, bool stopped)
    {
        for (var i = 0; i < customers; i++)
        {
            var id = new CustomerId("els", $"B-{i:D5}");
            await TellAsync(registry, id, new CustomerCommand.Enrol("ELS-EL", CustomerKind.Individual));
            if (stopped) await TellAsync(registry, id, new CustomerCommand.OrderStop(new()));
        }
    }

    static async Task TellAsync(TestRegistry registry, CustomerId id, CustomerCommand command) =>
        (await registry.Grains.TellAsync(new Command.ToCustomer(id, command), new Envelope("els"), CommandTerms.None, CancellationToken.None)).ShouldBeOfType<Outcome.Accepted>();

    sealed class Free : IAsyncDisposable
    {
        public TestRegistry Registry { get; } = new();

        public async ValueTask DisposeAsync() => await Registry.DisposeAsync();
    }
}
