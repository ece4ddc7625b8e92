using ConsentGrains.Core;
using ConsentGrains.Core.Incidents;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Index;

/// <summary>Incidents in the index: the list by the clock that is due first. Whom one concerns is not in it.</summary>
static class IncidentRows
{
    const string None = "9999-12-31";

    public static string[] Tables { get; } = ["ix_incident"];

    public static int VersionOf(IndexConnection db, Guid stream) =>
        db.Query("SELECT version FROM ix_incident WHERE stream = $1", row => row.GetInt32(0), IndexRows.Blob(stream)) is [var version] ? version : 0;

    public static void Write(IndexConnection db, string id, Guid stream, string party, DateOnly? due, IncidentState state) => db.Run("""
        INSERT OR REPLACE INTO ix_incident (id, stream, operator, policy, known, due, closed, customers, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        id, IndexRows.Blob(stream), party, state.Policy, Days.Text(state.Known), due is { } day ? Days.Text(day) : None,
        state.Closed is { } closed ? Days.Text(closed) : null, state.Customers.Count, state.Version);

    /// <summary>By the clock that is due first; those with none open last.</summary>
    public static Listed<ListedIncident> Read(IndexConnection db, IncidentFilter filter, string? after, int limit)
    {
        var where = new Conditions();
        if (after is not null)
        {
            var space = after.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0) throw new FormatException("not a cursor of this list");
            where.Add("(due, id) > ({0}, {1})", after[..space], after[(space + 1)..]);
        }

        if (filter.Operator is { } party) where.Add("operator = {0}", party);
        if (filter.Policy is { } policy) where.Add("policy = {0}", policy);
        if (filter.Open is { } open) where.Add(open ? "closed IS NULL" : "closed IS NOT NULL");
        var rows = db.Query($"SELECT id, operator, policy, known, due, closed, customers, version FROM ix_incident {where} ORDER BY due, id LIMIT {where.Limit(limit)}", Row, where.Values);
        return IndexQueries.Listed(rows, limit, r => $"{(r.Due is { } due ? Days.Text(due) : None)} {r.Id}");
    }

    static ListedIncident Row(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), Days.Parse(row.GetString(3)), row.GetString(4) == None ? null : Days.Parse(row.GetString(4)),
        row.TextOrNull(5) is { } closed ? Days.Parse(closed) : null, row.GetInt32(6), row.GetInt32(7));
}
