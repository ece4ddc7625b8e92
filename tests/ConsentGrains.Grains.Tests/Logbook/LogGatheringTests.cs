using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Logbook;

namespace ConsentGrains.Grains.Tests.Logbook;

/// <summary>What the log writes at once, in how many blocks, and how it looks for those that are to be merged.</summary>
public sealed class LogGatheringTests
{
    [Fact]
    public async Task What_came_in_together_lies_in_blocks_of_one_size()
    {
        await using var rig = await LogRig.OpenAsync("sqlite");
        rig.Log.Note([.. Enumerable.Range(0, 1_100).Select(_ => rig.Reading("C-1"))]);
        await rig.AllAsync();
        rig.Blocks().ShouldBe([367, 367, 366], "512 go into one: 512, 512 and 76 would leave one to merge");
    }

    [Fact]
    public void The_writer_goes_on_at_once_where_there_is_enough_for_a_lot_and_else_waits_for_more()
    {
        var queue = new LogQueue(Limits.LogEntriesWaiting, new TestTime());
        var entry = new LogEntry(LogKind.Read, new(1), "els", "key-1", false);
        for (var i = 1; i < Limits.LogEntriesPerWrite; i++) queue.Add(new(entry, null, null, false));
        queue.IsDue.ShouldBeFalse();
        queue.Add(new(entry, null, null, false));
        queue.IsDue.ShouldBeTrue();
        var taken = new List<Waiting>();
        queue.Take(taken, Limits.LogEntriesPerWrite);
        queue.Settled(taken.Count);
        queue.IsDue.ShouldBeFalse();
    }

    [Fact]
    public async Task Small_blocks_are_looked_for_no_further_than_the_first_that_is_none()
    {
        await using var rig = await LogRig.OpenAsync("sqlite");
        using var db = new IndexConnection(rig.File, Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly);
        var read = 0;
        db.QueryWhile("WITH RECURSIVE n(i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n LIMIT 1000) SELECT i FROM n", row => (Value: row.GetInt32(0), Read: ++read).Value, i => i < 3, 1).ShouldBe([1, 2]);
        read.ShouldBe(3);
    }
}
