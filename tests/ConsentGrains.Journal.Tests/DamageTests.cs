using ConsentGrains.Journal.Sqlite;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

public sealed class DamageTests
{
    static readonly StreamName Name = new("supply-point", "p", 7);
    static readonly PartitionId Partition = PartitionId.OfArea(7);
    const int Rows = 9;

    static async Task<RawFile> FilledAsync(Rig rig)
    {
        var journal = await rig.OpenAsync();
        for (var i = 0; i < Rows; i++) await journal.WriteAsync(Name, i, $"clear {i}", $"secret {i}");
        await journal.DisposeAsync();
        return new RawFile(rig.File);
    }

    static async Task ReportedAsync(Func<Task> read, long? position)
    {
        var damage = await Should.ThrowAsync<JournalDamagedException>(read);
        (damage.Partition, damage.Position).ShouldBe((Partition, position), damage.Message);
    }

    [Theory]
    [InlineData("clear = x'00'")]
    [InlineData("sealed = x'00'")]
    [InlineData("sealed = NULL, key_id = NULL")]
    [InlineData("audience = 'party:evil'")]
    [InlineData("type = 'consent.withdrawn.v1'")]
    [InlineData("time_us = time_us + 1")]
    [InlineData("hash = x'00'")]
    [InlineData("hash = zeroblob(32)")]
    public async Task A_changed_field_is_reported_by_every_read(string change)
    {
        await using var rig = new Rig("sqlite");
        await (await FilledAsync(rig)).ExecuteAsync($"UPDATE event SET {change} WHERE position = 5");
        var journal = await rig.OpenAsync();
        await ReportedAsync(async () => await journal.LoadAsync(Name), 5);
        await ReportedAsync(() => journal.ReadAllAsync(Name), 5);
        await ReportedAsync(() => journal.ReadAllAsync(Partition), 5);
        await ReportedAsync(() => journal.VerifyAsync(), 5);
        (await journal.ReadAllAsync(Name, 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_changed_row_with_a_fresh_hash_is_reported_by_the_row_after_it()
    {
        await using var rig = new Rig("sqlite");
        var file = await FilledAsync(rig);
        var hashes = await file.BlobsAsync("SELECT hash FROM event ORDER BY position");
        var sealedBytes = (await file.BlobsAsync("SELECT sealed FROM event WHERE position = 5")).Single();
        var keyId = (await file.BlobsAsync("SELECT key_id FROM event WHERE position = 5")).Single();
        var forged = new EventRow
        {
            Partition = Partition,
            Position = 5,
            Stream = new Guid(keyId.AsSpan(0, 16), bigEndian: true),
            Version = 5,
            Type = "consent.granted.v1",
            Micros = await file.NumberAsync("SELECT time_us FROM event WHERE position = 5"),
            KeyId = keyId,
            Clear = "forged"u8.ToArray(),
            Sealed = sealedBytes,
            Audience = "",
        };
        await file.ExecuteAsync("UPDATE event SET clear = @clear, hash = @hash WHERE position = 5",
            ("@clear", forged.Clear.ToArray()), ("@hash", new RowHash().Compute(forged, hashes[3])));
        var journal = await rig.OpenAsync();
        await ReportedAsync(() => journal.VerifyAsync(), 6);
        await ReportedAsync(async () => await journal.LoadAsync(Name), 6);
    }

    [Fact]
    public async Task A_removed_row_is_reported_where_it_is_missing()
    {
        await using var rig = new Rig("sqlite");
        await (await FilledAsync(rig)).ExecuteAsync("DELETE FROM event WHERE position = 5");
        var journal = await rig.OpenAsync();
        await ReportedAsync(async () => await journal.LoadAsync(Name), 5);
        await ReportedAsync(() => journal.ReadAllAsync(Name), 5);
        await ReportedAsync(() => journal.ReadAllAsync(Partition), 5);
        await ReportedAsync(() => journal.ReadAllAsync(Partition, 4), 5);
        await ReportedAsync(() => journal.ReadAllAsync(Partition, 5), 5);
        await ReportedAsync(() => journal.VerifyAsync(), 5);
    }

    [Theory]
    [InlineData("position", 4)]
    [InlineData("version", 4)]
    public async Task Two_rows_that_changed_places_are_reported(string column, long position)
    {
        await using var rig = new Rig("sqlite");
        var file = await FilledAsync(rig);
        await file.ExecuteAsync(
            $"UPDATE event SET {column} = 100 WHERE position = 4; UPDATE event SET {column} = 4 WHERE position = 5; UPDATE event SET {column} = 5 WHERE {column} = 100");
        var journal = await rig.OpenAsync();
        await ReportedAsync(() => journal.VerifyAsync(), position);
        await Should.ThrowAsync<JournalDamagedException>(async () => await journal.LoadAsync(Name));
    }

    [Theory]
    [InlineData("UPDATE event SET clear = x'00' WHERE position = 9", 9)]
    [InlineData("DELETE FROM event WHERE position = 8", 8)]
    public async Task A_bad_last_row_is_refused_at_open(string sql, long position)
    {
        await using var rig = new Rig("sqlite");
        await (await FilledAsync(rig)).ExecuteAsync(sql);
        await ReportedAsync(() => rig.OpenAsync(), position);
    }

    [Theory]
    [InlineData("DELETE FROM subject_key", 1)]
    [InlineData("UPDATE subject_key SET wrapped = zeroblob(61)", 1)]
    public async Task A_lost_key_is_not_taken_for_an_erasure(string sql, long position)
    {
        await using var rig = new Rig("sqlite");
        await (await FilledAsync(rig)).ExecuteAsync(sql);
        var journal = await rig.OpenAsync();
        await ReportedAsync(async () => await journal.LoadAsync(Name), position);
        await ReportedAsync(() => journal.ReadAllAsync(Partition), position);
    }

    [Fact]
    public async Task A_removed_stream_is_reported()
    {
        await using var rig = new Rig("sqlite");
        await (await FilledAsync(rig)).ExecuteAsync("DELETE FROM stream");
        var journal = await rig.OpenAsync();
        await ReportedAsync(() => journal.VerifyAsync(), 1);
    }

    [Fact]
    public async Task Rows_that_vanish_while_the_journal_is_open_are_reported()
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync();
        // The last ones are known without the file.
        for (var i = 0; i < Rows + Limits.FreshRows; i++) await journal.WriteAsync(Name, i, $"clear {i}");
        await new RawFile(rig.File).ExecuteAsync("DELETE FROM event WHERE position > 6");
        await ReportedAsync(() => journal.VerifyAsync(), 7);
        await ReportedAsync(() => journal.ReadAllAsync(Partition), 7);
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_refused()
    {
        await using var rig = new Rig("sqlite");
        await File.WriteAllTextAsync(rig.File, new string('x', 10_000));
        await Should.ThrowAsync<JournalDamagedException>(() => rig.OpenAsync());
        File.Delete(rig.File);
        await new RawFile(rig.File).ExecuteAsync("CREATE TABLE other (a)");
        (await Should.ThrowAsync<JournalDamagedException>(() => rig.OpenAsync())).Message.ShouldContain("not a journal");
    }

    [Fact]
    public async Task Every_broken_page_is_found()
    {
        await using var rig = new Rig("sqlite");
        await FilledAsync(rig);
        var whole = await File.ReadAllBytesAsync(rig.File);
        const int page = 4096;
        const int seed = 20261122;
        var random = new Random(seed);
        for (var at = 0; at < whole.Length; at += page)
        {
            var broken = (byte[])whole.Clone();
            random.NextBytes(broken.AsSpan(at, page));
            await File.WriteAllBytesAsync(rig.File, broken);
            await Should.ThrowAsync<JournalDamagedException>(OpenAndVerifyAsync, $"page {at / page + 1}, seed {seed}");
        }
        await File.WriteAllBytesAsync(rig.File, whole);
        await OpenAndVerifyAsync();

        async Task OpenAndVerifyAsync()
        {
            await using var journal = await SqliteJournal.OpenAsync(rig.File, rig.Keys, rig.Time);
            await journal.VerifyAsync();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_file_cut_short_is_found(int pagesLost)
    {
        await using var rig = new Rig("sqlite");
        await FilledAsync(rig);
        using (var file = new FileStream(rig.File, FileMode.Open)) file.SetLength(file.Length - 4096 * pagesLost);
        await Should.ThrowAsync<JournalDamagedException>(async () =>
        {
            var journal = await rig.OpenAsync();
            await journal.VerifyAsync();
        });
    }
}
