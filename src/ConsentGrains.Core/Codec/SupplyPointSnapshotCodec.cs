using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Codec;

/// <summary>The state of a supply point as bytes. It names customers: the journal seals it like the secret part of an event.</summary>
public static class SupplyPointSnapshotCodec
{
    const byte Format = 1;

    public static byte[] Encode(SupplyPointState state)
    {
        var bytes = new SnapshotWriter();
        bytes.Byte(Format);
        bytes.Number(state.Version);
        bytes.Moment(state.Recorded);
        bytes.Text(state.Digits);
        bytes.Number(state.Area);
        bytes.Byte((byte)state.Kind);
        bytes.Byte((byte)(state.Voltage is { } voltage ? (int)voltage + 1 : 0));
        bytes.List(state.Holdings, SupplyPointEntries.Write);
        bytes.List(state.Supplies, SupplyPointEntries.Write);
        bytes.List<Switch>(state.Switch is { } newest ? [newest] : [], SupplyPointEntries.Write);
        bytes.List(state.LookUps, SupplyPointEntries.Write);
        bytes.List<Leaving>(state.Leaving is { } leaving ? [leaving] : [], SupplyPointEntries.Write);
        return bytes.ToBytes();
    }

    /// <returns>Null for bytes that are no snapshot of this format, an older or later one included: make the state again from its events.</returns>
    public static SupplyPointState? Decode(ReadOnlySpan<byte> snapshot)
    {
        var bytes = new SnapshotReader(snapshot);
        if (bytes.Byte() != Format) return null;
        var state = new SupplyPointState
        {
            Version = (int)bytes.Number(),
            Recorded = bytes.Moment(),
            Digits = bytes.Text() ?? "",
            Area = (int)bytes.Number(),
            Kind = (PointKind)bytes.Byte(),
            Voltage = bytes.Byte() is > 0 and var voltage ? (VoltageClass)(voltage - 1) : null,
            Holdings = bytes.List(SupplyPointEntries.Holding),
            Supplies = bytes.List(SupplyPointEntries.Supply),
            Switch = bytes.List(SupplyPointEntries.Switch) is [var newest, ..] ? newest : null,
            LookUps = bytes.List(SupplyPointEntries.LookUp),
            Leaving = bytes.List(SupplyPointEntries.Leaving) is [var leaving, ..] ? leaving : null,
        };
        return bytes.IsWhole ? state : null;
    }
}
