using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Index;

/// <summary>What a folded supply point comes to in the index. Of its customers only the operators are in it: who erases one finds nothing here.</summary>
static class PointRows
{
    public const string Supplies = "supplies";
    public const string Holds = "holds";
    public const string Gains = "gains";
    public const string Loses = "loses";
    public const string Watches = "watches";

    /// <summary>The organisation that watches over every switch (広域機関).</summary>
    const string Occto = "occto";

    public static string[] Tables { get; } = ["ix_point_party", "ix_point"];

    public static int VersionOf(IndexConnection db, Guid stream) =>
        db.Query("SELECT version FROM ix_point WHERE stream = $1", row => row.GetInt32(0), IndexRows.Blob(stream)) is [var version] ? version : 0;

    public static void Write(IndexConnection db, SupplyPointNumber point, Guid stream, SupplyPointState state)
    {
        db.Run("DELETE FROM ix_point_party WHERE point = $1", point.Digits);
        db.Run("DELETE FROM ix_due WHERE stream = $1", IndexRows.Blob(stream));
        var open = OpenSwitch(state);
        db.Run("""
            INSERT OR REPLACE INTO ix_point (number, stream, area, version, recorded_us, kind, voltage, switch, open, settled)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            point.Digits, IndexRows.Blob(stream), state.Area, state.Version, state.Recorded.Micros, Wire.Name(state.Kind),
            state.Voltage is { } voltage ? Wire.Name(voltage) : null, state.Switch is { } newest ? Wire.Name(newest.Stage) : null, open is not null, state.IsSettled);
        foreach (var supply in state.Supplies) Party(db, point, supply.Retailer, Supplies, supply.From, supply.Until);
        foreach (var holding in state.Holdings) Party(db, point, holding.Customer.Operator, Holds, holding.From, holding.Until);
        if (open is not null) Parties(db, point, open);
        foreach (var due in DueItem.Of(point, state)) IndexRows.Write(db, due, stream);
    }

    /// <summary>One that has been requested only is nobody's business yet.</summary>
    static Switch? OpenSwitch(SupplyPointState state) => state.Switch is { IsUnderWay: true, Stage: not SwitchStage.Requested } open ? open : null;

    static void Parties(IndexConnection db, SupplyPointNumber point, Switch open)
    {
        Party(db, point, open.By, Gains, default, null);
        Party(db, point, open.Losing, Loses, default, null);
        Party(db, point, Occto, Watches, default, null);
    }

    static void Party(IndexConnection db, SupplyPointNumber point, string party, string part, Instant from, Instant? until) =>
        db.Run("INSERT OR REPLACE INTO ix_point_party (point, party, part, from_us, until_us) VALUES ($1, $2, $3, $4, $5)",
            point.Digits, party, part, from.Micros, until?.Micros);
}
