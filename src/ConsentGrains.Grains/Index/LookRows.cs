using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.Looks;
using ConsentGrains.Grains.Looks;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Index;

/// <summary>Looks in the index, the newest first. Who was erased is taken out of the looks at him.</summary>
static class LookRows
{
    public static string[] Tables { get; } = ["ix_look"];

    /// <param name="erased">Streams of customers that are erased in the same transaction.</param>
    public static void Write(IndexConnection db, in OpenedLook opened, IReadOnlySet<Guid> erased)
    {
        var (look, by) = (opened.Look, opened.Envelope);
        var gone = look.Subject.Length == 0 || (opened.Stream is { } whose && erased.Contains(whose));
        db.Run("""
            INSERT OR REPLACE INTO ix_look (id, at_us, actor, credential, person, of, operator, subject, subject_stream, shown, why, request, stream)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            look.Id, opened.At.Micros, by.Actor, by.Credential, by.Desk, Wire.Name(look.Of), look.Operator, gone ? null : look.Subject,
            !gone && opened.Stream is { } stream ? IndexRows.Blob(stream) : null, Wire.Name(look.Shown), Wire.Name(look.Why), look.Request, IndexRows.Blob(opened.Own));
    }

    public static void Erase(IndexConnection db, Guid customer) =>
        db.Run("UPDATE ix_look SET subject = NULL, subject_stream = NULL WHERE subject_stream = $1", IndexRows.Blob(customer));

    public static void Remove(IndexConnection db, Guid stream) => db.Run("DELETE FROM ix_look WHERE stream = $1", IndexRows.Blob(stream));

    /// <summary>Those taken before a moment, the oldest first, after one.</summary>
    public static List<(long Micros, string Id)> Before(IndexConnection db, Instant before, (long Micros, string Id) after, int limit) => db.Query(
        "SELECT at_us, id FROM ix_look WHERE at_us < $1 AND (at_us, id) > ($2, $3) ORDER BY at_us, id LIMIT $4",
        row => (row.GetInt64(0), row.GetString(1)), before.Micros, after.Micros, after.Id, limit);

    public static Listed<ListedLook> Read(IndexConnection db, LookFilter filter, string? after, int limit)
    {
        var where = new Conditions();
        if (after is not null)
        {
            var space = after.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0 || !long.TryParse(after.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var micros)) throw new FormatException("not a cursor of this list");
            where.Add("(at_us, id) < ({0}, {1})", micros, after[(space + 1)..]);
        }

        if (filter.Subject is { } subject) where.Add("subject = {0}", subject);
        if (filter.By is { } by) where.Add("credential = {0}", by);
        if (filter.Why is { } why) where.Add("why = {0}", Wire.Name(why));
        if (filter.From is { } from) where.Add("at_us >= {0}", from.Micros);
        if (filter.To is { } to) where.Add("at_us < {0}", to.Micros);
        var rows = db.Query(
            $"SELECT id, at_us, actor, credential, person, of, operator, subject, shown, why, request FROM ix_look {where} ORDER BY at_us DESC, id DESC LIMIT {where.Limit(limit)}",
            Row, where.Values);
        return IndexQueries.Listed(rows, limit, r => string.Create(CultureInfo.InvariantCulture, $"{r.At.Micros} {r.Id}"));
    }

    static ListedLook Row(SqliteDataReader row) => new(
        row.GetString(0), new(row.GetInt64(1)), row.GetString(2), row.TextOrNull(3), row.TextOrNull(4), Wire.Find<LookSubject>(row.GetString(5))!.Value, row.TextOrNull(6),
        row.TextOrNull(7), Wire.Find<LookView>(row.GetString(8))!.Value, Wire.Find<LookReason>(row.GetString(9))!.Value, row.TextOrNull(10));
}
