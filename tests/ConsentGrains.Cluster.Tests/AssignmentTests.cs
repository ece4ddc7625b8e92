using ConsentGrains.Journal;
using ConsentGrains.Silo.Placement;
using Shouldly;
using Xunit;

namespace ConsentGrains.Cluster.Tests;

public sealed class AssignmentTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(7), InlineData(80)]
    public void Every_partition_has_a_silo_and_no_silo_more_than_its_share(int count)
    {
        var shares = Assignment.Of(Silos(count)).CountBy(at => at).ToDictionary();
        shares.Values.Sum().ShouldBe(PartitionId.Count);
        shares.Values.Max().ShouldBe((PartitionId.Count + count - 1) / count);
    }

    [Fact]
    public void An_area_lives_where_it_is_declared()
    {
        SiloPlace[] silos = [.. Silos(2), new("192.0.2.9:1", new HashSet<int> { 3, 7 })];
        var wanted = Assignment.Of(silos);
        (wanted[3], wanted[7]).ShouldBe((2, 2));
    }

    [Fact]
    public void Few_partitions_move_when_a_silo_comes()
    {
        var (before, after) = (Assignment.Of(Silos(3)), Assignment.Of(Silos(4)));
        Enumerable.Range(0, PartitionId.Count).Count(p => before[p] != after[p]).ShouldBeLessThan(PartitionId.Count / 2);
    }

    static SiloPlace[] Silos(int count) => [.. Enumerable.Range(1, count).Select(i => new SiloPlace($"192.0.2.{i}:11111", new HashSet<int>()))];
}
