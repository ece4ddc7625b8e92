using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests.Postgres;

/// <summary>A strange hand with every right on the tables is found out, as it is on a file.</summary>
public sealed class DamageTests
{
    static readonly StreamName Name = new("supply-point", "p", 7);

    [PostgresTheory]
    [InlineData("UPDATE event SET clear = '\\x00' WHERE position = 5", 5)]
    [InlineData("UPDATE event SET sealed = NULL, key_id = NULL WHERE position = 5", 5)]
    [InlineData("UPDATE event SET time_us = time_us + 1 WHERE position = 5", 5)]
    [InlineData("UPDATE event SET hash = '\\x00' WHERE position = 5", 5)]
    [InlineData("DELETE FROM event WHERE position = 5", 5)]
    [InlineData("DELETE FROM event WHERE position > 4", 5)]
    [InlineData("UPDATE event SET stream = gen_random_uuid() WHERE position = 5", 5)]
    public async Task Whatever_was_changed_is_reported_with_the_first_bad_position(string sql, long position)
    {
        await using var rig = new Rig("postgres");
        var journal = await rig.OpenAsync(s => s, rig.Place);
        for (var i = 0; i < 9; i++) await journal.WriteAsync(Name, i, $"clear {i}", $"secret {i}");
        await journal.DisposeAsync();
        await rig.ExecuteAsync("SET search_path = consent_journal; " + sql);
        var damage = await Should.ThrowAsync<JournalDamagedException>(async () => await (await rig.OpenAsync(s => s, rig.Place)).VerifyAsync());
        (damage.Partition, damage.Position).ShouldBe((PartitionId.OfArea(7), position), damage.Message);
    }
}
