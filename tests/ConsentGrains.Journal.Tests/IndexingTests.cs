using ConsentGrains.Journal.Sqlite;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

/// <summary>The tables that find events lag behind them; no read may notice.</summary>
public sealed class IndexingTests
{
    static readonly StreamName Name = new("supply-point", "p", 7);
    static readonly PartitionId Partition = PartitionId.OfArea(7);

    static EventData[] Many(int count) => [.. Enumerable.Range(0, count).Select(i => Event($"{i}"))];

    static async Task<int> FillAsync(JournalLog journal, int rows)
    {
        var version = 0;
        for (; version < rows; version += 500) await journal.WriteAsync(Append(Name, version, Many(500)));
        return version;
    }

    [Fact]
    public async Task Rows_are_found_before_and_after_they_are_indexed()
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync();
        var rows = await FillAsync(journal, Limits.RowsUnindexed + 700);
        var file = new RawFile(rig.File);
        (await file.NumberAsync("SELECT count(*) FROM event_version")).ShouldBeInRange(1, rows - 1, "some of them only");
        (await journal.LoadAsync(Name)).Events.Count.ShouldBe(rows);
        (await journal.ReadAllAsync(Name)).Select(e => e.Version).ShouldBe(Enumerable.Range(1, rows));
        (await journal.ReadAllAsync(Partition, rows - 300)).Select(e => e.Position).ShouldBe(Enumerable.Range(rows - 299, 300).Select(i => (long)i));
        (await journal.AppendAsync(Append(Name, 7, Event("late")))).ShouldBe(new AppendResult.Conflict(rows));
        (await journal.VerifyAsync()).ShouldBe(rows);

        await journal.DisposeAsync();
        (await file.NumberAsync("SELECT count(*) FROM event_version")).ShouldBe(rows, "a clean stop leaves nothing behind");
        (await (await rig.OpenAsync()).VerifyAsync()).ShouldBe(rows);
    }

    [Fact]
    public async Task A_snapshot_that_no_index_knows_yet_is_loaded_with_its_time()
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync();
        var written = await journal.WriteAsync(new Append(Name, 0, Many(2)) { Snapshot = new byte[] { 1 } });
        var alone = await journal.LoadAsync(Name);
        (alone.SnapshotVersion, alone.SnapshotMicros, alone.Events.Count).ShouldBe((2, written.Micros, 0));
        await journal.WriteAsync(Name, 2, "after");
        (await journal.LoadAsync(Name)).Events.Single().Version.ShouldBe(3);
    }

    [Theory]
    [InlineData("DELETE FROM event_version WHERE version = 9")]
    [InlineData("DELETE FROM event_position WHERE position = 4")]
    [InlineData("UPDATE event_version SET id = 3 WHERE version = 4")]
    public async Task An_index_that_was_tampered_with_is_reported(string how)
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(Append(Name, 0, Many(9)));
        await journal.DisposeAsync();
        await new RawFile(rig.File).ExecuteAsync(how);
        await Should.ThrowAsync<JournalDamagedException>(async () => await (await rig.OpenAsync()).VerifyAsync());
    }

    [Fact]
    public async Task A_newest_row_that_only_the_index_still_knows_is_reported_by_a_load()
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(Append(Name, 0, Many(9)));
        await journal.DisposeAsync();
        await new RawFile(rig.File).ExecuteAsync("DELETE FROM event WHERE position = 9");
        (await Should.ThrowAsync<JournalDamagedException>(async () => await (await rig.OpenAsync()).LoadAsync(Name))).Message.ShouldContain("version 9");
    }
}
