using System.Text;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

public sealed class ErasureTests
{
    static readonly StreamName Name = Customer("C-000001");
    const string Secret = "PLANTED-SECRET-0312345678";
    const string State = "PLANTED-STATE-C-000001";

    static Append Erasing(int expected) =>
        new(Name, expected, [new EventData("customer.erased.v1", "by request"u8.ToArray(), default, [])]) { Erase = true, Command = Command("erase") };

    static async Task FillAsync(IJournal journal)
    {
        await journal.WriteAsync(Name, 0, "a", Secret);
        await journal.WriteAsync(new Append(Name, 1, [Event("b", Secret)]) { Snapshot = Encoding.UTF8.GetBytes(State), Command = Command("b-" + Secret) });
        await journal.WriteAsync(Customer("neighbour"), 0, "c", "kept");
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task An_erased_stream_is_gone_but_for_the_chain(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        await FillAsync(journal);
        var erased = await journal.WriteAsync(Erasing(2));
        for (var i = 0; i < 2; i++)
        {
            var image = await journal.LoadAsync(Name);
            (image.Erased, image.Version, image.Snapshot, image.Events.Count).ShouldBe((true, 0, null, 0));
            (await journal.ReadAllAsync(Name)).ShouldBeEmpty();
            var events = await journal.ReadAllAsync(journal.PartitionOf(Name));
            events.Where(e => e.Clear.Text() is "a" or "b").ShouldAllBe(e => e.Secret == null);
            events.Single(e => e.Type == "customer.erased.v1").Micros.ShouldBe(erased.Micros);
            var proof = (await journal.FindErasureAsync(Name, CancellationToken.None)).ShouldNotBeNull();
            (proof.Version, proof.Micros).ShouldBe((3, erased.Micros));
            (await journal.LoadAsync(Customer("neighbour"))).Events.Single().Secret!.Value.Text().ShouldBe("kept");
            (await journal.VerifyAsync()).ShouldBe(4);
            journal = await rig.ReopenAsync();
        }
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Nothing_more_is_written_to_it_and_its_commands_are_still_known(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        await FillAsync(journal);
        var erased = await journal.WriteAsync(Erasing(2));
        for (var i = 0; i < 2; i++)
        {
            (await journal.AppendAsync(Append(Name, 0, Event("again", "s")))).ShouldBe(new AppendResult.Conflict(3));
            (await journal.AppendAsync(Append(Name, 3, Event("again", "s")))).ShouldBe(new AppendResult.Conflict(3));
            (await journal.AppendAsync(Append(Name, 3, Event("again")))).ShouldBe(new AppendResult.Conflict(3));
            (await journal.AppendAsync(Erasing(0))).ShouldBe(new AppendResult.Repeated(new(3, erased.Micros, true)));
            (await journal.FindCommandAsync(Name, Command("erase"), CancellationToken.None)).ShouldBe(new KnownCommand(3, erased.Micros, true));
            journal = await rig.ReopenAsync();
        }
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task An_erasure_in_the_same_group_as_the_write_before_it_holds(string kind)
    {
        await using var rig = new Rig(kind);
        var held = new HeldCommit();
        var journal = await rig.OpenAsync(held.Hold);
        var before = journal.AppendAsync(Append(Customer("other"), 0, Event("x"))).AsTask();
        await held.Reached;
        var write = journal.AppendAsync(new Append(Name, 0, [Event("a", Secret)]) { Snapshot = new byte[3] }).AsTask();
        var erase = journal.AppendAsync(Erasing(1)).AsTask();
        var after = journal.AppendAsync(Append(Name, 2, Event("b"))).AsTask();
        held.Release();
        await before;
        (await write).ShouldBeOfType<AppendResult.Committed>();
        (await erase).ShouldBeOfType<AppendResult.Committed>();
        (await after).ShouldBe(new AppendResult.Conflict(2));
        (await journal.LoadAsync(Name)).Erased.ShouldBeTrue();
        (await journal.VerifyAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task The_files_never_hold_a_secret_and_lose_the_key()
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync();
        await FillAsync(journal);
        var wrapped = (await new RawFile(rig.File).BlobsAsync("SELECT wrapped FROM subject_key")).ToList();
        wrapped.Count.ShouldBe(2);
        Holds(rig, Encoding.UTF8.GetBytes(Secret)).ShouldBeFalse();
        Holds(rig, Encoding.UTF8.GetBytes(State)).ShouldBeFalse();
        Holds(rig, "els/C-000001"u8).ShouldBeFalse();
        Holds(rig, "consent.granted.v1"u8).ShouldBeTrue("what is clear is found by this search");
        wrapped.ShouldAllBe(w => Holds(rig, w));

        await journal.WriteAsync(Erasing(2));
        await journal.DisposeAsync();
        wrapped.Count(w => Holds(rig, w)).ShouldBe(1);
    }

    [Fact]
    public async Task The_log_is_emptied_soon_after_an_erasure_while_the_journal_stays_open()
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync(store => store, rig.Place);
        await FillAsync(journal);
        var wrapped = (await new RawFile(rig.File).BlobsAsync("SELECT wrapped FROM subject_key")).ToList();
        await journal.WriteAsync(Erasing(2));
        // Nothing waits, so the writer empties the log before it lets anybody else at the store.
        (await journal.CheckpointAsync(CancellationToken.None)).ShouldBeTrue();
        wrapped.Count(w => Holds(rig, w)).ShouldBe(1);
    }

    static bool Holds(Rig rig, ReadOnlySpan<byte> bytes)
    {
        foreach (var path in Directory.EnumerateFiles(rig.Folder, "journal.db*"))
        {
            if (path.EndsWith(".lock", StringComparison.Ordinal)) continue;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new System.IO.MemoryStream();
            file.CopyTo(copy);
            if (copy.ToArray().AsSpan().IndexOf(bytes) >= 0) return true;
        }
        return false;
    }
}
