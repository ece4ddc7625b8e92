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
    public async Task What_the_bulk_left_behind_is_moved_by_the_writer()
    {
        using var db = Database.OpenWriter(File);
        using var mover = new LogMover(db, File, longest: PagesPerRound);
        Write(db);
        using (var reader = Database.OpenReader(File))
        {
            using var rows = reader.Prepare("SELECT n FROM page");
            rows.Step().ShouldBeTrue();
            Write(db);
            mover.Look();
            await mover.RestAsync();
        }
        var grown = LogBytes;

        mover.Look();
        Write(db);

        LogBytes.ShouldBe(grown, "the log begins anew");
        Count(db).ShouldBe(3 * PagesPerRound);
    }

    [Fact]
    public void A_group_that_found_no_room_lets_the_log_begin_anew()
    {
        using var db = Database.OpenWriter(File);
        using var mover = new LogMover(db, File, longest: 4 * PagesPerRound);
        Write(db);
        mover.Look();
        var grown = LogBytes;

        mover.MakeRoom();
        Write(db);

        LogBytes.ShouldBeLessThan(grown + grown / 2, "without it both would be in the log");
        Count(db).ShouldBe(2 * PagesPerRound);
    }

    long LogBytes => new FileInfo(File + "-wal").Length;

    static async Task WriteAsync(Database db, LogMover mover)
    {
        for (var round = 0; round < Rounds; round++)
        {
            Write(db);
            mover.Look();
            await mover.RestAsync();
        }
    }

    static void Write(Database db)
    {
        db.Execute("CREATE TABLE IF NOT EXISTS page (n INTEGER PRIMARY KEY, filling BLOB)");
        db["BEGIN IMMEDIATE"].Run();
        for (var n = 0; n < PagesPerRound; n++) db["INSERT INTO page (filling) VALUES (zeroblob(4000))"].Run();
        db["COMMIT"].Run();
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
