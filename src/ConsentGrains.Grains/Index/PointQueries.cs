using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Index;

/// <param name="Version">Of the customer, with the contract recorded.</param>
readonly record struct MovingCustomer(Guid Stream, int Version, CustomerId Customer);

/// <summary>Lists of supply points, in the order of their numbers.</summary>
sealed class PointQueries(IndexFile index)
{
    public Listed<ListedPoint> Points(PointFilter filter, string? after, int limit)
    {
        var where = new Conditions();
        var now = filter.Now.Micros;
        if (after is not null) where.Add("p.number > {0}", after);
        if (filter.Area is { } area) where.Add("p.area = {0}", area);
        if (filter.Begins is { } digits) where.Add("p.number >= {0} AND p.number < {1}", digits, digits + ":");
        if (filter.Kind is { } kind) where.Add("p.kind = {0}", Wire.Name(kind));
        if (filter.Switch is { } stage) where.Add("p.switch = {0}", Wire.Name(stage));
        if (filter.Open is { } open) where.Add("p.open = {0}", open);
        if (filter.Party is { } party) where.Add(
            "EXISTS (SELECT 1 FROM ix_point_party x WHERE x.party = {0} AND x.point = p.number AND x.part <> 'holds' AND (x.until_us IS NULL OR x.until_us > {1}))", party, now);
        if (filter.Retailer is { } retailer) where.Add(
            "EXISTS (SELECT 1 FROM ix_point_party x WHERE x.party = {0} AND x.point = p.number AND x.part = 'supplies' AND x.from_us <= {1} AND (x.until_us IS NULL OR x.until_us > {1}))",
            retailer, now);
        if (filter.Held is { } held) where.Add(
            (held ? "" : "NOT ") + "EXISTS (SELECT 1 FROM ix_point_party x WHERE x.point = p.number AND x.part = 'holds' AND x.from_us <= {0} AND (x.until_us IS NULL OR x.until_us > {0}))", now);
        var sql = $"SELECT p.number, p.version, p.recorded_us, p.kind, p.voltage, p.switch FROM ix_point p {where} ORDER BY p.number LIMIT {where.Limit(limit)}";
        return index.Read(db => Page(db, sql, where.Values, now, limit));
    }

    /// <summary>Points at which a customer is still to be told of something, those after a number.</summary>
    public List<SupplyPointNumber> Unsettled(string after, int limit) => index.Read(db => db.Query(
        "SELECT number FROM ix_point WHERE settled = 0 AND number > $1 ORDER BY number LIMIT $2", row => new SupplyPointNumber(row.GetString(0)), after, limit));

    /// <summary>Points with a switch whose last day for matching is over, those after a number.</summary>
    public List<SupplyPointNumber> Lapsing(Instant now, string after, int limit) => index.Read(db => db.Query(
        "SELECT DISTINCT subject FROM ix_due WHERE kind = $1 AND due_us <= $2 AND subject > $3 ORDER BY subject LIMIT $4",
        row => new SupplyPointNumber(row.GetString(0)), Wire.Name(DueKind.SwitchLapsed), now.Micros, after, limit));

    /// <summary>Contracts that may still have to move their customers in, those after one.</summary>
    public List<MovingCustomer> Moving(MovingCustomer after, int limit) => index.Read(db => db.Query(
        "SELECT stream, version, customer FROM ix_moving WHERE (stream, version) > ($1, $2) ORDER BY stream, version LIMIT $3",
        row => new MovingCustomer(new Guid((byte[])row.GetValue(0), bigEndian: true), row.GetInt32(1), CustomerId.Parse(row.GetString(2)) ?? default),
        IndexRows.Blob(after.Stream), after.Version, limit));

    public static void Forget(IndexConnection db, in MovingCustomer moved) =>
        db.Run("DELETE FROM ix_moving WHERE stream = $1 AND version = $2", IndexRows.Blob(moved.Stream), moved.Version);

    static Listed<ListedPoint> Page(IndexConnection db, string sql, object?[] values, long now, int limit)
    {
        var page = IndexQueries.Listed(db.Query(sql, Row, values), limit, p => p.Number.Digits);
        return page with { Results = [.. page.Results.Select(p => p with { Retailer = Now(db, p, PointRows.Supplies, now), Held = Now(db, p, PointRows.Holds, now) is not null })] };
    }

    static string? Now(IndexConnection db, ListedPoint point, string part, long now) => db.Query(
        "SELECT party FROM ix_point_party WHERE point = $1 AND part = $2 AND from_us <= $3 AND (until_us IS NULL OR until_us > $3)",
        row => row.GetString(0), point.Number.Digits, part, now) is [var party, ..] ? party : null;

    static ListedPoint Row(SqliteDataReader row) => new(
        new(row.GetString(0)), row.GetInt32(1), new(row.GetInt64(2)), Wire.Find<PointKind>(row.GetString(3))!.Value,
        row.TextOrNull(4) is { } voltage ? Wire.Find<VoltageClass>(voltage) : null, null, false,
        row.TextOrNull(5) is { } stage ? Wire.Find<SwitchStage>(stage) : null);
}
