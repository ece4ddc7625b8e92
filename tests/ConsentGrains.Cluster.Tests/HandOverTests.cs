using ConsentGrains.Silo.Placement;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;

namespace ConsentGrains.Cluster.Tests;

/// <summary>When a silo goes, Orleans gives up activations of those that stay, too: whatever was listed in its part of the grain directory.</summary>
public sealed class HandOverTests
{
    static readonly IReadOnlySet<int> NoAreas = new HashSet<int>();

    [PostgresFact]
    public async Task A_silo_that_stops_takes_nothing_from_the_one_that_stays()
    {
        await using var cluster = await Harness.Cluster.StartAsync(2);
        var (stays, address) = (await EpochsAsync(cluster, 1), await AddressAsync(cluster, 1));
        string[] addresses = [.. new[] { address, await AddressAsync(cluster, 0) }.Order(StringComparer.Ordinal)];
        var wanted = Assignment.Of([.. addresses.Select(each => new SiloPlace(each, NoAreas))]);
        // What lies where it does not belong may move at any time.
        int[] settled = [.. stays.Keys.Where(partition => addresses[wanted[partition]] == address)];
        settled.Length.ShouldBeGreaterThan(0);
        (await cluster.Silos[0].TerminateAsync()).Exit.ShouldBe(0, cluster.Silos[0].Process.Error);
        await cluster.BalancedAsync();
        var after = await EpochsAsync(cluster, 1);
        after.Count.ShouldBe(75);
        foreach (var partition in settled) after[partition].ShouldBe(stays[partition], $"partition {partition} was given up and claimed anew");
    }

    /// <summary>Of each partition of a silo how often it was claimed.</summary>
    static async Task<Dictionary<int, long>> EpochsAsync(Harness.Cluster cluster, int silo)
    {
        var text = await cluster.ScalarAsync<string>(
            $"SELECT string_agg(id || ':' || epoch, ' ') FROM consent_journal.partition WHERE owner LIKE '%/{cluster.Silos[silo].Process.Id}/%'");
        return text.Split(' ').Select(row => row.Split(':')).ToDictionary(row => int.Parse(row[0], null), row => long.Parse(row[1], null));
    }

    static Task<string> AddressAsync(Harness.Cluster cluster, int silo) =>
        cluster.ScalarAsync<string>($"SELECT address FROM consent_journal.silo WHERE id LIKE '%/{cluster.Silos[silo].Process.Id}/%'");
}
