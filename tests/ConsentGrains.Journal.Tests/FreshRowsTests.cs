using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

/// <summary>What follows closely is given the rows just written without reading them: the same that a reader finds on the disk.</summary>
public sealed class FreshRowsTests
{
    static readonly StreamName Name = Customer("C-000001");
    const string Secret = "PLANTED-SECRET-0312345678";

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task What_was_just_written_reads_as_it_does_after_a_start(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(Append(Name, 0, Event("a", Secret, "party:els", "scheme:X"), Event("b")));
        for (var i = 2; i < Limits.FreshRows + 4; i++) await journal.WriteAsync(Append(Name, i, Event($"c {i}", i % 2 == 0 ? Secret : "", "party:els")));
        var partition = journal.PartitionOf(Name);
        var fresh = new List<List<string>>();
        for (var after = 0; after < Limits.FreshRows + 4; after++) fresh.Add(await TextsAsync(journal, partition, after));
        journal = await rig.ReopenAsync();
        for (var after = 0; after < Limits.FreshRows + 4; after++) (await TextsAsync(journal, partition, after)).ShouldBe(fresh[after], $"after {after}");
    }

    [Fact]
    public async Task They_are_given_without_the_file()
    {
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync();
        for (var i = 0; i < 3; i++) await journal.WriteAsync(Name, i, $"clear {i}", Secret);
        await new RawFile(rig.File).ExecuteAsync("DELETE FROM event");
        (await journal.ReadAllAsync(journal.PartitionOf(Name), after: 1)).Select(e => e.Clear.Text()).ShouldBe(["clear 1", "clear 2"]);
    }

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task Nothing_of_an_erased_one_is_given_on(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(Name, 0, "a", Secret);
        await journal.WriteAsync(new Append(Name, 1, [new EventData("customer.erased.v1", "by request"u8.ToArray(), default, [])]) { Erase = true });
        foreach (var after in new[] { 0, 1 })
            (await journal.ReadAllAsync(journal.PartitionOf(Name), after)).ShouldAllBe(e => e.Secret == null || e.Secret.Value.Length == 0);
    }

    [Fact]
    public async Task What_is_not_wanted_is_not_told()
    {
        await using var rig = new Rig("memory");
        var journal = await rig.OpenAsync();
        await journal.WriteAsync(Append(Name, 0, Event("a", Secret, "party:els"), Event("b", Secret, "party:ens")));
        var told = await journal.ReadPartitionAsync(journal.PartitionOf(Name), 0, tags => tags.Contains("party:ens"), CancellationToken.None).ToListAsync();
        told.Select(e => e.Secret?.Text()).ShouldBe([null, Secret]);
    }

    static async Task<List<string>> TextsAsync(IJournal journal, PartitionId partition, long after) =>
        [.. (await journal.ReadAllAsync(partition, after)).Select(e => $"{e.Partition} {e.Position} {e.Stream} {e.Version} {e.Type} {e.Micros} {e.Clear.Text()} {e.Secret?.Text()} {string.Join(' ', e.Audience)}")];
}
