using ConsentGrains.Journal.Postgres;
using ConsentGrains.Journal.Sqlite;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests.MasterKeys;

/// <summary>Another master key for a journal: what hangs on the old one and what does not.</summary>
public sealed class ExchangeTests
{
    static readonly StreamName Erased = Customer("C-ERASED"), Living = Customer("C-1");
    static readonly Lease Brief = Lease.Standard with { Length = TimeSpan.FromMilliseconds(500), Every = TimeSpan.FromMilliseconds(50) };

    public static TheoryData<string> Kinds => PostgresJournals.Possible ? ["sqlite", "postgres"] : ["sqlite"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_new_key_opens_everything_and_the_old_one_nothing(string kind)
    {
        await using var rig = new Rig(kind);
        var partition = (await FillAsync(rig)).PartitionOf(Living);
        var former = rig.Keys;
        for (var round = 1; round <= 2; round++)
        {
            var (old, next) = (rig.Keys, KeyRing.Generate());
            await rig.CloseAsync();
            (await ExchangeAsync(rig, old, next)).ShouldBe(new(1 + round, Nothing: false));
            var refused = await Should.ThrowAsync<JournalRefusedException>(() => rig.ReopenAsync(rig.Place));
            (refused.Code, refused.Message).ShouldSatisfyAllConditions(() => refused.Code.ShouldBe("master-key-wrong"), () => refused.Message.ShouldContain("exchanged"));
            rig.Keys = next;
            var journal = await rig.ReopenAsync(rig.Place);
            await ShouldBeAsFilledAsync(journal, partition);
            (await journal.VerifyAsync()).ShouldBe(3 + round);
            await journal.WriteAsync(Customer($"C-NEW-{round}"), 0, "c", "later");
            journal = await rig.ReopenAsync(rig.Place);
            (await journal.LoadAsync(Customer($"C-NEW-{round}"))).Events.Single().Secret!.Value.Text().ShouldBe("later");
        }
        await rig.CloseAsync();
        (await Should.ThrowAsync<JournalRefusedException>(() => ExchangeAsync(rig, former, KeyRing.Generate()))).Message.ShouldContain("exchanged");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_second_run_finds_nothing_to_do_and_no_strange_key_is_taken(string kind)
    {
        await using var rig = new Rig(kind);
        await FillAsync(rig);
        await rig.CloseAsync();
        var next = KeyRing.Generate();
        (await Should.ThrowAsync<JournalRefusedException>(() => ExchangeAsync(rig, KeyRing.Generate(), next))).Code.ShouldBe("master-key-wrong");
        (await Should.ThrowAsync<JournalRefusedException>(() => ExchangeAsync(rig, rig.Keys, rig.Keys))).Code.ShouldBe("master-key-wrong");
        await ExchangeAsync(rig, rig.Keys, next);
        (await ExchangeAsync(rig, rig.Keys, next)).Nothing.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Receipts_of_before_are_known_up_to_the_exchange(string kind)
    {
        await using var rig = new Rig(kind);
        (await FillAsync(rig)).FormerReceiptKeys.ShouldBeEmpty();
        await rig.CloseAsync();
        var (old, next) = (rig.Keys, KeyRing.Generate());
        await ExchangeAsync(rig, old, next);
        rig.Keys = next;
        var kept = (await rig.ReopenAsync()).FormerReceiptKeys.ShouldHaveSingleItem();
        kept.Key.ShouldBe(old.Derive(KeyRing.Receipts));
        var now = (rig.Time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        (kept.UntilMicros - now).ShouldBe(Limits.ExchangeClockSeconds * 1_000_000L);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Whoever_opened_it_before_and_takes_it_afterwards_is_refused(string kind)
    {
        await using var rig = new Rig(kind);
        await FillAsync(rig);
        await rig.CloseAsync();
        var refused = await Should.ThrowAsync<JournalRefusedException>(() => rig.OpenAsync(
            store => new HookedStore(store) { OnClaim = () => ExchangeAsync(rig, rig.Keys, KeyRing.Generate()) }, locked: kind != "sqlite"));
        refused.Code.ShouldBe("master-key-wrong");
    }

    [Fact]
    public async Task A_key_that_opens_with_neither_is_found_before_anything_is_written()
    {
        await using var rig = new Rig("sqlite");
        await FillAsync(rig);
        await rig.CloseAsync();
        await new RawFile(rig.File).ExecuteAsync("UPDATE subject_key SET wrapped = zeroblob(61) WHERE id = (SELECT max(id) FROM subject_key)");
        await Should.ThrowAsync<JournalDamagedException>(() => ExchangeAsync(rig, rig.Keys, KeyRing.Generate()));
        (await new RawFile(rig.File).NumberAsync("SELECT count(*) FROM meta")).ShouldBe(3);
        await rig.ReopenAsync();
    }

    [Fact]
    public async Task A_backup_of_before_opens_with_the_old_key_and_knows_who_was_erased_since()
    {
        await using var rig = new Rig("sqlite");
        await FillAsync(rig);
        await rig.CloseAsync();
        var backup = Path.Combine(rig.Folder, "backup.db");
        File.Copy(rig.File, backup);
        var (old, next) = (rig.Keys, KeyRing.Generate());
        await ExchangeAsync(rig, old, next);
        rig.Keys = next;
        await EraseAsync(await rig.ReopenAsync(rig.Place), Living, 1);
        await rig.CloseAsync();
        File.Delete(rig.Place.AnchorPath);
        await using var restored = await SqliteJournal.OpenAsync(backup, old, rig.Time, rig.Place);
        var seal = (await restored.FindSealAsync(Living, "test", CancellationToken.None)).ShouldNotBeNull();
        (await restored.FindUndoneErasuresAsync(CancellationToken.None)).ShouldBe([seal.Stream]);
    }

    [PostgresFact]
    public async Task The_servers_role_may_not_exchange_it()
    {
        await using var rig = new Rig("postgres");
        await FillAsync(rig);
        await rig.CloseAsync();
        var connection = await rig.ConnectionAsync();
        (await Should.ThrowAsync<JournalUnavailableException>(() => PostgresJournal.ExchangeKeyAsync(connection, rig.Keys, KeyRing.Generate(), rig.Time))).Message.ShouldContain("owner of the tables");
    }

    [PostgresFact]
    public async Task A_silo_that_owns_nothing_keeps_it_from_beginning_and_takes_nothing_afterwards()
    {
        await using var rig = new Rig("postgres");
        await FillAsync(rig);
        await rig.CloseAsync();
        var silo = await rig.JoinAsync(Brief);
        // However slow this machine is, a beat that moves says that the silo lives before anybody may take it for gone.
        var (patient, connection) = (Brief with { Length = TimeSpan.FromHours(1) }, await rig.AdminAsync());
        (await Should.ThrowAsync<JournalRefusedException>(() => PostgresJournal.ExchangeKeyAsync(connection, rig.Keys, KeyRing.Generate(), rig.Time, patient, null, CancellationToken.None)))
            .Code.ShouldBe("journal-in-use");
        await rig.ExecuteAsync("INSERT INTO consent_journal.meta (name, value) VALUES ('exchange', '\\x00')");
        (await Should.ThrowAsync<JournalUnavailableException>(() => silo.Partitions.ClaimAsync(PartitionId.Directory, CancellationToken.None))).Message.ShouldContain("not finished");
        (await rig.ScalarAsync<long>("SELECT count(*) FROM consent_journal.partition WHERE owner IS NOT NULL")).ShouldBe(0);
    }

    [PostgresFact]
    public async Task Whoever_lost_the_journal_meanwhile_writes_nothing_more()
    {
        await using var rig = new Rig("postgres");
        await FillAsync(rig);
        await rig.CloseAsync();
        const string wrapped = "SELECT string_agg(encode(wrapped, 'hex'), ' ' ORDER BY id) FROM consent_journal.subject_key";
        var before = await rig.ScalarAsync<string>(wrapped);
        // What it is told of its progress is told while it works, before the next write.
        var lost = new Each(_ => rig.ExecuteAsync("UPDATE consent_journal.partition SET owner = 'another' WHERE id = 7").GetAwaiter().GetResult());
        (await Should.ThrowAsync<JournalUnavailableException>(() => ExchangeAsync(rig, rig.Keys, KeyRing.Generate(), lost))).Message.ShouldContain("took the journal over");
        (await rig.ScalarAsync<string>(wrapped)).ShouldBe(before);
    }

    internal static async Task<ExchangedKeys> ExchangeAsync(Rig rig, KeyRing from, KeyRing to, IProgress<ExchangeProgress>? progress = null, CancellationToken cancel = default) => rig.Kind == "sqlite"
        ? await SqliteJournal.ExchangeKeyAsync(rig.File, from, to, rig.Time, progress, cancel)
        : await PostgresJournal.ExchangeKeyAsync(await rig.AdminAsync(), from, to, rig.Time, Brief, progress, cancel);

    static async Task<JournalLog> FillAsync(Rig rig)
    {
        var journal = await rig.OpenAsync(s => s, rig.Place);
        await journal.WriteAsync(new Append(Living, 0, [Event("a", "kept")]) { Snapshot = "state"u8.ToArray(), Command = Command("once") });
        await journal.WriteAsync(Customer("C-2"), 0, "b", "kept too");
        await journal.WriteAsync(Erased, 0, "c", "gone");
        await EraseAsync(journal, Erased, 1);
        await journal.CheckpointAsync(CancellationToken.None);
        return journal;
    }

    static Task EraseAsync(IJournal journal, StreamName stream, int expected) =>
        journal.WriteAsync(new Append(stream, expected, [new EventData("customer.erased.v1", "by request"u8.ToArray(), default, [])]) { Erase = true });

    static async Task ShouldBeAsFilledAsync(JournalLog journal, PartitionId partition)
    {
        journal.PartitionOf(Living).ShouldBe(partition);
        (await journal.LoadAsync(Living)).Snapshot!.Value.Text().ShouldBe("state");
        (await journal.ReadAllAsync(Living)).Single().Secret!.Value.Text().ShouldBe("kept");
        (await journal.LoadAsync(Customer("C-2"))).Events.Single().Secret!.Value.Text().ShouldBe("kept too");
        (await journal.LoadAsync(Erased)).Erased.ShouldBeTrue();
        (await journal.FindErasureAsync(Erased, CancellationToken.None)).ShouldNotBeNull().Checkpoint.ShouldNotBeNull();
        (await journal.FindCommandAsync(Living, Command("once"), CancellationToken.None)).ShouldNotBeNull().SameBody.ShouldBeTrue();
    }
}
