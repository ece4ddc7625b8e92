using ConsentGrains.Journal.Sqlite;

namespace ConsentGrains.Journal.Tests;

/// <summary>The write-ahead log of a SQLite file is moved beside the writing and begun anew.</summary>
public sealed class LogMoverTests : IDisposable
{
    const int Rounds = 40;
    const int PagesPerRound = 64;
    const int PageBytes = 4096;

    readonly string folder = Directory.CreateTempSubdirectory("log-").FullName;

    string File => Path.Combine(folder, "journal.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_log_is_begun_anew_while_the_writing_goes_on()
    {
        using var db = Database.OpenWriter(File);
        using var mover = new LogMover(db, File, longest: PagesPerRound);

        await WriteAsync(db, mover);

        LogBytes.ShouldBeLessThan(Rounds * PagesPerRound * PageBytes / 2);
        new FileInfo(File).Length.ShouldBeGreaterThan((Rounds - 3) * PagesPerRound * PageBytes, "what left the log is in the file");
    }

    [Fact]
    public async Task A_reader_in_the_way_loses_nothing_and_the_log_is_begun_anew_when_it_is_gone()
    {
        using var db = Database.OpenWriter(File);
        using var mover = new LogMover(db, File, longest: PagesPerRound);
        await WriteAsync(db, mover);
        using (var reader = Database.OpenReader(File))
        {
            var rows = reader.Prepare("SELECT n FROM page");
            rows.Step().ShouldBeTrue();
            await WriteAsync(db, mover);
            rows.Dispose();
        }
        var grown = LogBytes;

        await WriteAsync(db, mover);

        LogBytes.ShouldBeLessThan(grown + (Rounds * PagesPerRound * PageBytes / 4));
        Count(db).ShouldBe(3 * Rounds * PagesPerRound);
    }

    long LogBytes => new FileInfo(File + "-wal").Length;

    static async Task WriteAsync(Database db, LogMover mover)
    {
        db.Execute("CREATE TABLE IF NOT EXISTS page (n INTEGER PRIMARY KEY, filling BLOB)");
        for (var round = 0; round < Rounds; round++)
        {
            db["BEGIN IMMEDIATE"].Run();
            for (var n = 0; n < PagesPerRound; n++) db["INSERT INTO page (filling) VALUES (zeroblob(4000))"].Run();
            db["COMMIT"].Run();
            mover.Look();
            await mover.RestAsync();
        }
    }

    static int Count(Database db)
    {
        var rows = db["SELECT count(*) FROM page"];
        rows.Step().ShouldBeTrue();
        var count = rows.Int(0);
        rows.Reset();
        return count;
    }
}
