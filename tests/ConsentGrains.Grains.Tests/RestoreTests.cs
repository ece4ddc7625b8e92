using ConsentGrains.Core.Policies;
using ConsentGrains.Grains.Tests.Index;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Checkpoints;
using ConsentGrains.Journal.Sqlite;
using ConsentGrains.Policies;

namespace ConsentGrains.Grains.Tests;

/// <summary>Restoring a backup from before an erasure brings nobody back: the copy of the ledger outside the store says whom to erase again.</summary>
public sealed class RestoreTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("restore-").FullName;
    readonly KeyRing keys = KeyRing.Generate();
    readonly TestTime time = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_customer_erased_after_the_backup_is_erased_again_before_anybody_is_answered()
    {
        await WorkAsync(async (_, grains) =>
        {
            await grains.AcceptedAsync(Say.Enrol("gone"));
            await grains.AcceptedAsync(Say.Enrol("held"));
            await grains.AcceptedAsync(Say.Enrol("stays"));
        });
        File.Copy(Store, Store + ".backup");
        await WorkAsync(async (journal, grains) =>
        {
            await grains.AcceptedAsync(Say.Erase("gone"));
            await grains.AcceptedAsync(Say.Erase("held"));
            await journal.CheckpointAsync(default);
            (await grains.ReadErasureAsync(new("els", "gone"), default))!.Checkpoint.ShouldNotBeNull();
            (await journal.FindUndoneErasuresAsync(default)).ShouldBeEmpty();
        });
        Restore();
        await WorkAsync(async (journal, grains) =>
        {
            (await grains.ReadCustomerAsync(new("els", "gone"), null, default)).Erased.ShouldBeFalse("the backup has him");
            await grains.AcceptedAsync(Say.To("held", new CustomerCommand.PlaceHold(time.Now.Day.AddYears(1), "法")));
            var undone = await journal.FindUndoneErasuresAsync(default);
            (await UndoneErasures.RepeatAsync(journal, grains, undone, default)).ShouldBe(2);
            (await grains.ReadCustomerAsync(new("els", "gone"), null, default)).Erased.ShouldBeTrue();
            (await grains.ReadCustomerAsync(new("els", "held"), null, default)).Erased.ShouldBeTrue("a hold placed later does not bring him back");
            (await grains.ReadCustomerAsync(new("els", "stays"), null, default)).Erased.ShouldBeFalse();
            (await UndoneErasures.RepeatAsync(journal, grains, await journal.FindUndoneErasuresAsync(default), default)).ShouldBe(0);
        });
    }

    [Fact]
    public async Task Torn_and_strange_lines_of_the_copy_erase_nobody()
    {
        await WorkAsync(async (_, grains) => await grains.AcceptedAsync(Say.Enrol("stays")));
        await File.WriteAllTextAsync(Anchor + ".erasures", "consentgrains-erasure-v1 name=zz stream=x time=-1\nconsentgrains-erasure-v1 name=\n\nrubbish");
        await WorkAsync(async (journal, grains) =>
        {
            (await journal.FindUndoneErasuresAsync(default)).ShouldBeEmpty();
            await grains.AcceptedAsync(Say.Erase("stays"));
        });
        (await File.ReadAllLinesAsync(Anchor + ".erasures")).Count(line => line.StartsWith("consentgrains-erasure-v1 name=", StringComparison.Ordinal) && line.Contains(" stream=", StringComparison.Ordinal) && line.Length > 100).ShouldBe(1);
    }

    string Store => Path.Combine(folder, "journal.db");

    string Anchor => Path.Combine(folder, "anchor.log");

    /// <summary>As the manual says: the anchor speaks of what the backup lacks and is put aside; the ledger's copy stays.</summary>
    void Restore()
    {
        foreach (var file in Directory.GetFiles(folder, "journal.db-*")) File.Delete(file);
        File.Copy(Store + ".backup", Store, overwrite: true);
        File.Move(Anchor, Anchor + ".before");
    }

    async Task WorkAsync(Func<JournalLog, LocalGrains, Task> work)
    {
        await using var journal = await SqliteJournal.OpenAsync(Store, keys, time, new CheckpointPlace(Path.Combine(folder, "signing.pem"), Anchor));
        await using var grains = await LocalGrains.OpenAsync(journal, PolicyBook.Of(PolicyFiles.LoadBuiltIn()), PolicyFiles.BuiltInParties(), Rig.Parse, time);
        await work(journal, grains);
    }
}
