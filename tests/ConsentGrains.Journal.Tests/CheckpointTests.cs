using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

public sealed class CheckpointTests
{
    static readonly StreamName Name = new("supply-point", "p", 7);

    static async Task<RawFile> FilledAsync(Rig rig)
    {
        var journal = await rig.OpenAsync(s => s, rig.Place);
        for (var i = 0; i < 9; i++)
        {
            await journal.WriteAsync(Name, i, $"clear {i}");
            if (i is 3 or 6) (await journal.CheckpointAsync(CancellationToken.None)).ShouldBeTrue();
        }
        (await journal.VerifyAsync(rig.Place.AnchorPath, null, CancellationToken.None)).ShouldBe(9);
        await journal.DisposeAsync();
        return new RawFile(rig.File);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task One_is_written_when_something_moved(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync(s => s, rig.Place);
        (await journal.CheckpointAsync(CancellationToken.None)).ShouldBeTrue("the first says that there is nothing yet");
        (await journal.CheckpointAsync(CancellationToken.None)).ShouldBeFalse();
        await journal.WriteAsync(Name, 0, "a");
        (await journal.CheckpointAsync(CancellationToken.None)).ShouldBeTrue();
        await journal.WriteAsync(StreamName.Directory, 0, "b");
        (await journal.CheckpointAsync(CancellationToken.None)).ShouldBeTrue();
        journal = await rig.ReopenAsync(rig.Place);
        (await journal.CheckpointAsync(CancellationToken.None)).ShouldBeTrue("the first after a start names all");
        var lines = await File.ReadAllLinesAsync(rig.Place.AnchorPath);
        lines.Select(l => l.Split(" heads=")[1].Split(' ')[0].Count(c => c == ':')).ShouldBe([0, 2, 2, 4]);
        lines.ShouldAllBe(l => l.StartsWith("consentgrains-checkpoint-v1 n="));
        (await journal.VerifyAsync(rig.Place.AnchorPath, null, CancellationToken.None)).ShouldBe(2);
    }

    [Fact]
    public async Task Closing_signs_a_last_one()
    {
        await using var rig = new Rig("sqlite");
        await (await FilledAsync(rig)).ExecuteAsync("DELETE FROM event WHERE position = 9");
        var damage = await Should.ThrowAsync<JournalDamagedException>(() => rig.OpenAsync(s => s, rig.Place));
        damage.Position.ShouldBe(9);
    }

    [Fact]
    public async Task One_is_written_every_minute()
    {
        await using var rig = new Rig("memory");
        var journal = await rig.OpenAsync(s => s, rig.Place);
        using var stop = new CancellationTokenSource();
        var loop = journal.RunCheckpointsAsync(fault => throw fault, stop.Token);
        await journal.WriteAsync(Name, 0, "a");
        rig.Time.Advance(TimeSpan.FromSeconds(Limits.CheckpointSeconds));
        while (!File.Exists(rig.Place.AnchorPath)) await Task.Yield();
        await stop.CancelAsync();
        await loop;
    }

    [Theory]
    [InlineData("DELETE FROM event WHERE position > 6", 7)]
    [InlineData("DELETE FROM event WHERE position > 6; DELETE FROM checkpoint", 7)]
    [InlineData("DELETE FROM event WHERE position > 2; DELETE FROM checkpoint WHERE n > 1", 3)]
    public async Task A_tail_cut_off_below_a_checkpoint_is_refused_at_open(string sql, long position)
    {
        await using var rig = new Rig("sqlite");
        await (await FilledAsync(rig)).ExecuteAsync(sql);
        var damage = await Should.ThrowAsync<JournalDamagedException>(() => rig.OpenAsync(s => s, rig.Place));
        (damage.Partition, damage.Position).ShouldBe((PartitionId.OfArea(7), position));
    }

    [Fact]
    public async Task An_older_anchor_line_is_kept_to_as_well()
    {
        await using var rig = new Rig("sqlite");
        var file = await FilledAsync(rig);
        var lines = await File.ReadAllLinesAsync(rig.Place.AnchorPath);
        var other = Path.Combine(rig.Folder, "copy.txt");
        await File.WriteAllLinesAsync(other, lines);
        await file.ExecuteAsync("DELETE FROM event WHERE position > 5; DELETE FROM checkpoint WHERE n > 1");
        await File.WriteAllLinesAsync(rig.Place.AnchorPath, lines[..1]);
        var journal = await rig.OpenAsync(s => s, rig.Place);
        (await journal.VerifyAsync()).ShouldBe(5, "nothing that is left tells of the rows cut off");
        var damage = await Should.ThrowAsync<JournalDamagedException>(() => journal.VerifyAsync(other, null, CancellationToken.None));
        (damage.Partition, damage.Position).ShouldBe((PartitionId.OfArea(7), 6L));
    }

    [Theory]
    [InlineData("UPDATE checkpoint SET heads = replace(heads, 'heads=7:', 'heads=8:') WHERE n = 1", "checkpoint 1")]
    [InlineData("UPDATE checkpoint SET signature = zeroblob(64) WHERE n = 1", "checkpoint 1")]
    [InlineData("DELETE FROM checkpoint WHERE n = 1", "checkpoint 1")]
    public async Task A_changed_checkpoint_is_reported(string sql, string where)
    {
        await using var rig = new Rig("sqlite");
        await (await FilledAsync(rig)).ExecuteAsync(sql);
        var journal = await rig.OpenAsync(s => s, rig.Place);
        (await Should.ThrowAsync<JournalDamagedException>(() => journal.VerifyAsync())).Message.ShouldContain(where);
    }

    [Fact]
    public async Task A_changed_anchor_line_is_reported_and_a_torn_last_line_is_not()
    {
        await using var rig = new Rig("sqlite");
        await FilledAsync(rig);
        var text = await File.ReadAllTextAsync(rig.Place.AnchorPath);
        await File.WriteAllTextAsync(rig.Place.AnchorPath, text + text[..50]);
        var journal = await rig.OpenAsync(s => s, rig.Place);
        await journal.VerifyAsync(rig.Place.AnchorPath, null, CancellationToken.None);
        await journal.WriteAsync(Name, 9, "more");
        await journal.CheckpointAsync(CancellationToken.None);
        (await File.ReadAllLinesAsync(rig.Place.AnchorPath)).Length.ShouldBe(4);

        await File.WriteAllTextAsync(rig.Place.AnchorPath, text.Replace("heads=7:4:", "heads=7:5:", StringComparison.Ordinal));
        (await Should.ThrowAsync<JournalDamagedException>(() => journal.VerifyAsync(rig.Place.AnchorPath, null, CancellationToken.None)))
            .Message.ShouldContain("anchor");
    }

    [Theory]
    [InlineData("DELETE FROM erasure")]
    [InlineData("UPDATE erasure SET time_us = time_us - 1")]
    public async Task A_changed_erasure_ledger_is_reported(string sql)
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync(s => s, rig.Place);
        await journal.WriteAsync(new Append(Name, 0, [Event("gone")]) { Erase = true });
        await journal.CheckpointAsync(CancellationToken.None);
        await journal.WriteAsync(new Append(Customer("later"), 0, [Event("gone")]) { Erase = true });
        (await journal.VerifyAsync()).ShouldBe(2);
        await journal.DisposeAsync();
        await new RawFile(rig.File).ExecuteAsync(sql);
        (await Should.ThrowAsync<JournalDamagedException>(async () => await (await rig.OpenAsync(s => s, rig.Place)).VerifyAsync()))
            .Message.ShouldContain("erasure");
    }

    [Fact]
    public async Task A_key_file_that_holds_no_key_is_refused()
    {
        await using var rig = new Rig("memory");
        await File.WriteAllTextAsync(rig.Place.KeyPath, "no key");
        (await Should.ThrowAsync<JournalRefusedException>(() => rig.OpenAsync(s => s, rig.Place))).Code.ShouldBe("checkpoint-key-unreadable");
    }
}
