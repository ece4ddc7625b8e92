using ConsentGrains.Journal.Sqlite;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests.MasterKeys;

/// <summary>An exchange of the master key that ended in the middle, at every step of it.</summary>
public sealed class BrokenOffTests
{
    /// <summary>Enough for three pages.</summary>
    const int Customers = (2 * Limits.KeysPerStep) + 1;

    [Fact]
    public async Task Killed_at_any_step_it_is_refused_until_the_same_two_keys_go_on()
    {
        await using var rig = new Rig("sqlite");
        await FillAsync(rig);
        var (old, next) = (rig.Keys, KeyRing.Generate());
        var steps = new List<string>();
        await SqliteJournal.ExchangeKeyAsync(rig.File, old, next, rig.Time, new Each(_ => steps.Add(CopyOf(rig.File, steps.Count))));
        steps.Count.ShouldBe(4);
        foreach (var step in steps)
        {
            foreach (var key in (KeyRing[])[old, next])
                (await Should.ThrowAsync<JournalRefusedException>(() => SqliteJournal.OpenAsync(step, key, rig.Time))).Code.ShouldBe("master-key-exchange-unfinished");
            (await Should.ThrowAsync<JournalRefusedException>(() => SqliteJournal.ExchangeKeyAsync(step, old, KeyRing.Generate(), rig.Time))).Code.ShouldBe("master-key-exchange-unfinished");
            (await Should.ThrowAsync<JournalRefusedException>(() => SqliteJournal.ExchangeKeyAsync(step, next, old, rig.Time))).Code.ShouldBe("master-key-exchange-unfinished");
            (await SqliteJournal.ExchangeKeyAsync(step, old, next, rig.Time)).ShouldBe(new(Customers, Nothing: false));
            await ShouldOpenAsync(step, next, rig.Time);
        }
    }

    [Theory, MemberData(nameof(ExchangeTests.Kinds), MemberType = typeof(ExchangeTests))]
    public async Task Broken_off_by_its_operator_it_goes_on_where_it_was(string kind)
    {
        await using var rig = new Rig(kind);
        await FillAsync(rig);
        var (old, next) = (rig.Keys, KeyRing.Generate());
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => ExchangeTests.ExchangeAsync(rig, old, next, new Each(at => { if (at.Done > 0) stop.Cancel(); }), stop.Token));
        (await Should.ThrowAsync<JournalRefusedException>(() => rig.ReopenAsync())).Code.ShouldBe("master-key-exchange-unfinished");
        await ExchangeTests.ExchangeAsync(rig, old, next);
        rig.Keys = next;
        var journal = await rig.ReopenAsync();
        (await journal.LoadAsync(Customer("C-0"))).Events.Single().Secret!.Value.Text().ShouldBe("secret 0");
        (await journal.VerifyAsync()).ShouldBe(Customers);
    }

    [Fact]
    public async Task Nothing_wrapped_under_the_old_key_stays_in_the_files()
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(Customer("C-0"), 0, "c", "secret");
        await rig.CloseAsync();
        var wrapped = (await new RawFile(rig.File).BlobsAsync("SELECT wrapped FROM subject_key")).ShouldHaveSingleItem();
        await SqliteJournal.ExchangeKeyAsync(rig.File, rig.Keys, KeyRing.Generate(), rig.Time);
        foreach (var file in Directory.EnumerateFiles(rig.Folder, "journal.db*"))
            (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(wrapped).ShouldBe(-1, file);
    }

    static async Task FillAsync(Rig rig)
    {
        var journal = await rig.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(n => journal.WriteAsync(Customer($"C-{n}"), 0, "c", $"secret {n}")));
        await rig.CloseAsync();
    }

    static async Task ShouldOpenAsync(string path, KeyRing keys, TimeProvider time)
    {
        await using var journal = await SqliteJournal.OpenAsync(path, keys, time);
        for (var n = 0; n < Customers; n += 500)
            (await journal.LoadAsync(Customer($"C-{n}"))).Events.Single().Secret!.Value.Text().ShouldBe($"secret {n}");
        (await journal.VerifyAsync()).ShouldBe(Customers);
    }

    /// <summary>The files as a kill at this moment leaves them.</summary>
    static string CopyOf(string file, int number)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(file)!, $"step-{number}")).FullName;
        foreach (var each in Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "journal.db*").Where(each => !each.EndsWith(".lock", StringComparison.Ordinal)))
            File.Copy(each, Path.Combine(folder, Path.GetFileName(each)));
        return Path.Combine(folder, Path.GetFileName(file));
    }
}
