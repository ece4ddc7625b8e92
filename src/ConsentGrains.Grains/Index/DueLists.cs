using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Index;

/// <summary>One list of two: what is to come, from the index, and what was noticed, from the due log. A key stands in it once.</summary>
static class DueLists
{
    const string Shown = "due_us, key, kind, party, other, customer, subject";

    public static Listed<ListedDue> Read(IndexFile index, DueLog log, DueFilter filter, string? after, int limit)
    {
        var rows = new SortedDictionary<(long, string), ListedDue>(InOrder);
        // The log is read first: a thing that moves over meanwhile is then met in both, never in neither.
        foreach (var (key, row) in log.Read(db => Rows(db, "due", "noticed_us", filter, after, limit, OfLog(filter)))) rows[key] = row;
        if (filter.Noticed is not true)
            foreach (var (key, row) in index.Read(db => Rows(db, "ix_due", "NULL", filter, after, limit, "logged = 0"))) rows.TryAdd(key, row);
        var found = rows.Select(r => (r.Key, Row: r.Value)).ToList();
        var page = IndexQueries.Listed(found, limit, r => $"{r.Key.Item1.ToString(CultureInfo.InvariantCulture)} {r.Key.Item2}");
        return new([.. page.Results.Select(r => r.Row)], page.Next);
    }

    static string? OfLog(DueFilter filter)
    {
        var now = filter.Now.Micros.ToString(CultureInfo.InvariantCulture);
        return filter.Noticed switch { true => $"due_us <= {now}", false => $"due_us > {now}", null => null };
    }

    static Comparer<(long, string)> InOrder { get; } = Comparer<(long Due, string Key)>.Create(
        (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : Utf8Order(a.Key, b.Key));

    // SQLite orders texts by their bytes.
    static int Utf8Order(string a, string b) =>
        System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b));

    static List<((long, string) Key, ListedDue Row)> Rows(
        IndexConnection db, string table, string noticed, DueFilter filter, string? after, int limit, string? also = null)
    {
        var where = new Conditions();
        if (also is not null) where.Add(also);
        if (after is not null)
        {
            var (key, micros) = IndexQueries.Cursor(after);
            where.Add("(due_us, key) > ({0}, {1})", micros, key);
        }

        if (filter.Party is { } party) where.Add("(party = {0} OR other = {1})", party, party);
        if (filter.Kind is { } kind) where.Add("kind = {0}", Wire.Name(kind));
        if (filter.Before is { } before) where.Add("due_us < {0}", before.Micros);
        var sql = $"SELECT {Shown}, {noticed} FROM {table} {where} ORDER BY due_us, key LIMIT {where.Limit(limit)}";
        return db.Query(sql, row => ((row.GetInt64(0), row.GetString(1)), Row(row, filter.Now)), where.Values);
    }

    /// <summary>After a clock that had jumped ahead came back, what was noticed then is to come again.</summary>
    static ListedDue Row(SqliteDataReader row, Instant now)
    {
        var due = new Instant(row.GetInt64(0));
        var noticed = row.IsDBNull(7) || due > now ? (Instant?)null : new Instant(row.GetInt64(7));
        return new(due, Wire.Find<DueKind>(row.GetString(2))!.Value, row.GetString(3), row.TextOrNull(4), CustomerId.Parse(row.TextOrNull(5)), row.GetString(6), noticed);
    }
}
