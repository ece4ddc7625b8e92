using ConsentGrains.Core;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Index;

/// <summary>Requests in the index: the desk's inbox. Whom a request is about is not in it.</summary>
static class RequestRows
{
    internal const string None = "9999-12-31";

    public static string[] Tables { get; } = ["ix_request"];

    public static int VersionOf(IndexConnection db, Guid stream) =>
        db.Query("SELECT version FROM ix_request WHERE stream = $1", row => row.GetInt32(0), IndexRows.Blob(stream)) is [var version] ? version : 0;

    public static void Write(IndexConnection db, string id, Guid stream, string party, RequestState state) => db.Run("""
        INSERT OR REPLACE INTO ix_request (id, stream, operator, policy, type, stage, outcome, arrived, target, due, cure, version, recorded_us)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """,
        id, IndexRows.Blob(stream), party, state.Policy, Wire.Name(state.Type), Wire.Name(state.Stage), state.Outcome is { } outcome ? Wire.Name(outcome) : null,
        Days.Text(state.Arrived), Days.Text(state.Target), state.Due is { } due ? Days.Text(due) : None, state.CureUntil is { } cure ? Days.Text(cure) : null, state.Version, state.Recorded.Micros);

    /// <summary>By the day on which there is something to do, those with nothing left last.</summary>
    public static Listed<ListedRequest> Read(IndexConnection db, RequestFilter filter, string? after, int limit)
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
        if (filter.Type is { } type) where.Add("type = {0}", Wire.Name(type));
        if (filter.Stage is { } stage) where.Add("stage = {0}", Wire.Name(stage));
        if (filter.DueBefore is { } before) where.Add("due < {0}", Days.Text(before));
        if (filter.Open is { } open) where.Add(open ? "due < {0}" : "due = {0}", None);
        var rows = db.Query(
            $"SELECT id, operator, policy, type, stage, outcome, arrived, target, due, version FROM ix_request {where} ORDER BY due, id LIMIT {where.Limit(limit)}", Row, where.Values);
        return IndexQueries.Listed(rows, limit, r => $"{(r.Due is { } due ? Days.Text(due) : None)} {r.Id}");
    }

    /// <summary>Requests whose answer is still being carried out, and those whose term for a cure is over on a day.</summary>
    public static List<string> Waiting(IndexConnection db, DateOnly today, string after, int limit) => db.Query(
        "SELECT id FROM ix_request WHERE (stage = 'answering' OR (stage = 'awaiting-resubmission' AND cure < $1)) AND id > $2 ORDER BY id LIMIT $3",
        row => row.GetString(0), Days.Text(today), after, limit);

    static ListedRequest Row(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), Wire.Find<RequestType>(row.GetString(3))!.Value, Wire.Find<RequestStage>(row.GetString(4))!.Value,
        row.TextOrNull(5) is { } outcome ? Wire.Find<RequestOutcome>(outcome) : null, Days.Parse(row.GetString(6)), Days.Parse(row.GetString(7)),
        row.GetString(8) == None ? null : Days.Parse(row.GetString(8)), row.GetInt32(9));
}
