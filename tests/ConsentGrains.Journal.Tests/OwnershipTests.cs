using ConsentGrains.Journal.Sqlite;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

public sealed class OwnershipTests
{
    [Fact]
    public async Task A_second_owner_is_refused_and_told_who_holds_it()
    {
        await using var rig = new Rig("sqlite");
        await using (var first = await SqliteJournal.OpenAsync(rig.File, rig.Keys, rig.Time))
        {
            var refused = await Should.ThrowAsync<JournalRefusedException>(() => SqliteJournal.OpenAsync(rig.File, rig.Keys, rig.Time));
            refused.Code.ShouldBe("journal-in-use");
            refused.Message.ShouldContain(rig.File);
            refused.Message.ShouldContain($"process {Environment.ProcessId} on {Environment.MachineName}");
            await first.WriteAsync(Customer("C-1"), 0, "a");
        }
        await using var second = await SqliteJournal.OpenAsync(rig.File, rig.Keys, rig.Time);
        (await second.LoadAsync(Customer("C-1"))).Version.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task An_owner_overtaken_is_fenced_and_writes_nothing(string kind)
    {
        await using var rig = new Rig(kind);
        var former = await rig.OpenAsync();
        await former.WriteAsync(Customer("C-1"), 0, "a");
        var owner = await rig.OpenAsync(s => s, locked: false);
        await owner.WriteAsync(Customer("C-1"), 1, "b");
        for (var i = 0; i < 3; i++)
        {
            (await former.AppendAsync(Append(Customer("C-1"), 1, Event("late")))).ShouldBeOfType<AppendResult.Unavailable>();
            (await former.AppendAsync(Append(Customer("C-2"), 0, Event("late", "s")))).ShouldBeOfType<AppendResult.Unavailable>();
        }
        await owner.WriteAsync(Customer("C-1"), 2, "c");
        (await owner.LoadAsync(Customer("C-1"))).Events.Select(e => e.Clear.Text()).ShouldBe(["a", "b", "c"]);
        (await owner.LoadAsync(Customer("C-2"))).Version.ShouldBe(0);
        (await owner.VerifyAsync()).ShouldBe(3);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Another_master_key_is_refused_and_leaves_the_owner_alone(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(Customer("C-1"), 0, "a");
        if (kind == "sqlite") await journal.DisposeAsync();
        var right = rig.Keys;
        rig.Keys = KeyRing.Generate();
        (await Should.ThrowAsync<JournalRefusedException>(() => rig.OpenAsync())).Code.ShouldBe("master-key-wrong");
        rig.Keys = right;
        (await (await rig.ReopenAsync()).WriteAsync(Customer("C-1"), 1, "b")).Version.ShouldBe(2);
    }

    [Theory]
    [InlineData("00000002", "journal-newer")]
    [InlineData("00000000", "journal-older")]
    public async Task Another_schema_is_refused_by_name(string schema, string code)
    {
        await using var rig = new Rig("sqlite");
        await (await rig.OpenAsync()).DisposeAsync();
        await new RawFile(rig.File).ExecuteAsync($"UPDATE meta SET value = x'{schema}' WHERE name = 'schema'");
        (await Should.ThrowAsync<JournalRefusedException>(() => rig.OpenAsync())).Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_clean_close_lets_go_of_the_partitions()
    {
        await using var rig = new Rig("sqlite");
        await (await rig.OpenAsync()).DisposeAsync();
        (await new RawFile(rig.File).NumberAsync("SELECT count(*) FROM partition WHERE owner IS NULL")).ShouldBe(PartitionId.Count);
    }
}
