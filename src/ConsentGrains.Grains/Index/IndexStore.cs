using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Index;

/// <summary>The file of the index and what it says of itself: whose journal, which tables, how far.</summary>
static class IndexStore
{
    /// <summary>Raised whenever tables or the meaning of a row change: an index of another number is made anew.</summary>
    const string Schema = "12";
    const string Incarnation = "incarnation";
    const string Rebuilding = "rebuilding";

    /// <summary>Opens the index of a journal. One that is damaged, of another journal or of other tables is thrown away: it is made again from the journal.</summary>
    public static IndexFile Open(string? path, Guid incarnation)
    {
        const string pragmas = "PRAGMA synchronous=NORMAL;";
        try
        {
            var file = IndexFile.Open(path, pragmas);
            if (IsOf(file.Writer, incarnation)) return file;
            file.Dispose();
        }
        catch (SqliteException fault) when (IndexFile.IsDamage(fault))
        {
            // Thrown away below.
        }

        if (path is not null) IndexFile.Remove(path);
        var fresh = IndexFile.Open(path, pragmas);
        fresh.Write(db =>
        {
            db.Execute(Scripts.Index);
            Set(db, "schema", Schema);
            Set(db, Incarnation, incarnation.ToString());
        });
        return fresh;
    }

    public static long[] Cursor(IndexConnection db, int partitions)
    {
        var positions = new long[partitions];
        foreach (var (partition, position) in db.Query("SELECT partition, position FROM ix_cursor", row => (row.GetInt32(0), row.GetInt64(1))))
            positions[partition] = position;
        return positions;
    }

    public static void Advance(IndexConnection db, int partition, long position) =>
        db.Run("INSERT OR REPLACE INTO ix_cursor (partition, position) VALUES ($1, $2)", partition, position);

    public static bool IsRebuilding(IndexConnection db) => Find(db, Rebuilding) is not null;

    public static void BeginRebuild(IndexConnection db)
    {
        IndexRows.Clear(db);
        Set(db, Rebuilding, "1");
    }

    public static void EndRebuild(IndexConnection db) => db.Run("DELETE FROM ix_meta WHERE name = $1", Rebuilding);

    static bool IsOf(IndexConnection db, Guid incarnation)
    {
        if (db.Query("SELECT count(*) FROM sqlite_schema WHERE name = 'ix_meta'", row => row.GetInt32(0)) is [0]) return false;
        return Find(db, "schema") == Schema && Find(db, Incarnation) == incarnation.ToString();
    }

    static string? Find(IndexConnection db, string name) =>
        db.Query("SELECT value FROM ix_meta WHERE name = $1", row => row.GetString(0), name) is [var value] ? value : null;

    static void Set(IndexConnection db, string name, string value) =>
        db.Run("INSERT OR REPLACE INTO ix_meta (name, value) VALUES ($1, $2)", name, value);
}
