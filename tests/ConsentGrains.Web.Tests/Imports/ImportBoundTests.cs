using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Imports;

/// <summary>Imports are bounded in count and age.</summary>
public sealed class ImportBoundTests : IAsyncLifetime
{
    readonly TestRegistry registry = new();

    public Task InitializeAsync() => registry.InitializeAsync();

    public Task DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public async Task A_party_has_so_many_imports_and_they_are_forgotten_after_a_week()
    {
        var first = await registry.Els.BeginAsync("0");
        await registry.Els.AppendAsync(first, 0, "nonsense\n", last: false);
        for (var i = 1; i < Grains.Limits.ImportsPerParty; i++) await registry.Els.BeginAsync($"{i}");
        (await BeginAsync(registry.Els)).Code.ShouldBe("too-many-imports");
        (await BeginAsync(registry.Emana)).Status.ShouldBe(201);
        registry.Time.Advance(TimeSpan.FromDays(Grains.Limits.ImportDays));
        (await registry.Els.GetAsync(first)).Code.ShouldBe("not-found");
        (await registry.Els.AppendAsync(first, 9, Importing.Enrol("late"), last: true)).Code.ShouldBe("not-found");
        (await BeginAsync(registry.Els)).Status.ShouldBe(201);
        (await registry.Els.GetAsync("/v1/imports")).Json["results"]!.AsArray().Count.ShouldBe(1);
    }

    static Task<Reply> BeginAsync(Client client) => client.PostAsync("/v1/imports", new JsonObject(), ("Idempotency-Key", "more"));
}
