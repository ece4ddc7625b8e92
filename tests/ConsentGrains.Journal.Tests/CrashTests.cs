using ConsentGrains.Journal.Sqlite;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

/// <summary>What a power cut leaves behind: the files as they lay at some moment, the log torn anywhere after the last flush.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_was_acknowledged_is_there_after_a_torn_log(int seed)
    {
        var random = new Random(seed);
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync();
        var acknowledged = new List<(StreamName Name, int Version)>();
        await WriteSomeAsync(journal, random, acknowledged, "before");
        var flushed = new FileInfo(rig.File + "-wal").Length;
        await WriteSomeAsync(journal, random, [], "after");
        var image = (Db: await ReadAsync(rig.File), Wal: await ReadAsync(rig.File + "-wal"));
        await journal.DisposeAsync();
        image.Wal.Length.ShouldBeGreaterThan((int)flushed);

        for (var round = 0; round < 20; round++)
        {
            var cut = random.Next((int)flushed, image.Wal.Length + 1);
            var wal = image.Wal.AsSpan(0, cut).ToArray();
            if (round % 2 == 1) random.NextBytes(wal.AsSpan(random.Next((int)flushed, cut + 1)));
            await CheckAsync(rig, image.Db, wal, acknowledged, $"seed {seed}, round {round}, log cut at {cut} of {image.Wal.Length}");
        }
    }

    [Fact]
    public async Task A_crash_before_the_commit_leaves_nothing_of_the_group()
    {
        await using var rig = new Rig("sqlite");
        (byte[] Db, byte[] Wal) image = ([], []);
        var crash = false;
        var journal = await rig.OpenAsync(s => new HookedStore(s)
        {
            OnCommit = async (commit, _) =>
            {
                if (crash) image = (await ReadAsync(rig.File), await ReadAsync(rig.File + "-wal"));
                return await commit();
            },
        });
        await journal.WriteAsync(Customer("C-1"), 0, "a", "s");
        crash = true;
        await journal.WriteAsync(new Append(Customer("C-1"), 1, [Event("b", "t"), Event("c")]) { Snapshot = new byte[5], Command = Command("k") });
        await journal.DisposeAsync();
        await CheckAsync(rig, image.Db, image.Wal, [(Customer("C-1"), 1)], "at the commit");
    }

    static async Task WriteSomeAsync(JournalLog journal, Random random, List<(StreamName, int)> acknowledged, string what)
    {
        for (var i = 0; i < 30; i++)
        {
            var name = Customer($"{what}-{i}");
            var events = Enumerable.Range(0, random.Next(1, 4)).Select(n => Event($"{n}", new string('s', random.Next(0, 900)))).ToArray();
            var snapshot = random.Next(3) == 0 ? new byte[100] : default(ReadOnlyMemory<byte>?);
            var written = await journal.WriteAsync(new Append(name, 0, events) { Command = Command($"k{i}"), Snapshot = snapshot });
            acknowledged.Add((name, written.Version));
        }
    }

    static async Task CheckAsync(Rig rig, byte[] db, byte[] wal, List<(StreamName Name, int Version)> acknowledged, string when)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(rig.Folder, Guid.NewGuid().ToString("N"))).FullName, "journal.db");
        await File.WriteAllBytesAsync(path, db);
        await File.WriteAllBytesAsync(path + "-wal", wal);
        await using var journal = await SqliteJournal.OpenAsync(path, rig.Keys, rig.Time);
        foreach (var (name, version) in acknowledged) (await journal.LoadAsync(name)).Version.ShouldBe(version, when);
        var rows = await journal.VerifyAsync();
        rows.ShouldBeGreaterThanOrEqualTo(acknowledged.Sum(a => a.Version), when);
        await journal.WriteAsync(Customer("afterwards"), 0, "goes on", "s");
        (await journal.VerifyAsync()).ShouldBe(rows + 1, when);
    }

    static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
