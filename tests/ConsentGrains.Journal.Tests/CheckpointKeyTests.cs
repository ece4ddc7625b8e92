using ConsentGrains.Journal.Checkpoints;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

/// <summary>Starts with the key that signs checkpoints, without it, and with another one.</summary>
public sealed class CheckpointKeyTests
{
    const string Missing = "checkpoint-key-missing", Wrong = "checkpoint-key-wrong";
    static readonly StreamName Name = new("supply-point", "p", 7);

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Where_something_was_signed_no_second_key_is_made(string kind)
    {
        await using var rig = new Rig(kind);
        await FillAsync(rig);
        File.Delete(rig.Place.AnchorPath);
        var elsewhere = Elsewhere(rig);
        (await RefusedAsync(rig, elsewhere, Missing)).ShouldSatisfyAllConditions(
            said => said.ShouldContain(elsewhere.KeyPath), said => said.ShouldContain("--signing-key-file"), said => said.ShouldContain("the journal holds checkpoints"));
        File.Exists(elsewhere.KeyPath).ShouldBeFalse();
        (await (await rig.OpenAsync(s => s, rig.Place)).VerifyAsync()).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Another_key_is_told_by_name_and_nothing_is_called_damaged(string kind)
    {
        await using var rig = new Rig(kind);
        await FillAsync(rig);
        var anchor = await File.ReadAllTextAsync(rig.Place.AnchorPath);
        var elsewhere = Elsewhere(rig);
        CheckpointKey.Create(elsewhere.KeyPath).Dispose();
        (await RefusedAsync(rig, elsewhere, Wrong)).ShouldContain(elsewhere.KeyPath);
        (await File.ReadAllTextAsync(rig.Place.AnchorPath)).ShouldBe(anchor);
        (await (await rig.OpenAsync(s => s, rig.Place)).VerifyAsync()).ShouldBe(2);
    }

    [Theory]
    [InlineData("UPDATE checkpoint SET signature = zeroblob(64) WHERE n = 2", "of the rows before it")]
    [InlineData("UPDATE checkpoint SET signature = zeroblob(64)", "of the anchor's lines")]
    public async Task A_changed_checkpoint_is_damage_where_the_key_signed_any(string sql, string other)
    {
        await using var rig = new Rig("sqlite");
        await FillAsync(rig);
        await new RawFile(rig.File).ExecuteAsync(sql);
        (await Should.ThrowAsync<JournalDamagedException>(() => rig.OpenAsync(s => s, rig.Place), other)).Message.ShouldContain("checkpoint 2 was not signed");
    }

    [Fact]
    public async Task A_journal_beside_a_signed_anchor_gets_no_key_either()
    {
        await using var old = new Rig("sqlite");
        await FillAsync(old);
        await using var rig = new Rig("sqlite");
        File.Copy(old.Place.AnchorPath, rig.Place.AnchorPath);
        (await RefusedAsync(rig, rig.Place, Missing)).ShouldContain(rig.Place.AnchorPath);
        File.Exists(rig.Place.KeyPath).ShouldBeFalse();
        CheckpointKey.Create(rig.Place.KeyPath).Dispose();
        (await RefusedAsync(rig, rig.Place, Wrong)).ShouldContain(rig.Place.AnchorPath);
        File.Copy(old.Place.KeyPath, rig.Place.KeyPath, overwrite: true);
        (await Should.ThrowAsync<JournalDamagedException>(() => rig.OpenAsync(s => s, rig.Place))).Message.ShouldContain("the row is missing");
    }

    [Fact]
    public async Task A_line_that_was_torn_before_its_end_asks_for_no_key()
    {
        await using var rig = new Rig("memory");
        await File.WriteAllTextAsync(rig.Place.AnchorPath, $"{Checkpoint.Magic} n=1");
        await rig.OpenAsync(s => s, rig.Place);
        File.Exists(rig.Place.KeyPath).ShouldBeTrue();
    }

    /// <summary>Two rows, each under a checkpoint, and the journal closed.</summary>
    static async Task FillAsync(Rig rig)
    {
        var journal = await rig.OpenAsync(s => s, rig.Place);
        for (var i = 0; i < 2; i++)
        {
            await journal.WriteAsync(Name, i, $"clear {i}");
            (await journal.CheckpointAsync(CancellationToken.None)).ShouldBeTrue();
        }

        await rig.CloseAsync();
    }

    static CheckpointPlace Elsewhere(Rig rig) => rig.Place with { KeyPath = Path.Combine(rig.Folder, "elsewhere", "signing.pem") };

    static async Task<string> RefusedAsync(Rig rig, CheckpointPlace place, string code)
    {
        var refused = await Should.ThrowAsync<JournalRefusedException>(() => rig.OpenAsync(s => s, place));
        refused.Code.ShouldBe(code, refused.Message);
        return refused.Message;
    }
}
