using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.Codec;

/// <summary>The state of a customer as bytes, so that it need not be made again from all its events. It names contracts and supply points:
/// the journal seals it like the secret part of an event.</summary>
public static class CustomerSnapshotCodec
{
    const byte Format = 3;

    public static byte[] Encode(CustomerState state)
    {
        var bytes = new SnapshotWriter();
        bytes.Byte(Format);
        bytes.Number(state.Version);
        bytes.Moment(state.Recorded);
        bytes.Flags(state.Erased, state.ObjectsToEntrustment, state.Ward);
        bytes.List(state.SwitchesAway, SnapshotEntries.Write);
        bytes.Day(state.MinorUntil);
        bytes.List(state.Enrolments, SnapshotEntries.Write);
        bytes.List(state.Contracts, SnapshotEntries.Write);
        bytes.List(state.Consents, SnapshotEntries.Write);
        bytes.List(state.Stops, SnapshotEntries.Write);
        bytes.List(state.Holds, SnapshotEntries.Write);
        bytes.Names(state.Notices);
        return bytes.ToBytes();
    }

    /// <returns>Null for bytes that are no snapshot of this format, an older or later one included: make the state again from its events.</returns>
    public static CustomerState? Decode(ReadOnlySpan<byte> snapshot)
    {
        var bytes = new SnapshotReader(snapshot);
        if (bytes.Byte() != Format) return null;
        var state = new CustomerState
        {
            Version = (int)bytes.Number(),
            Recorded = bytes.Moment(),
        };
        var (erased, objects, ward) = bytes.Flags();
        state = state with
        {
            Erased = erased,
            ObjectsToEntrustment = objects,
            Ward = ward,
            SwitchesAway = bytes.List(SnapshotEntries.SwitchAway),
            MinorUntil = bytes.Day(),
            Enrolments = bytes.List(SnapshotEntries.Enrolment),
            Contracts = bytes.List(SnapshotEntries.Contract),
            Consents = bytes.List(SnapshotEntries.Consent),
            Stops = bytes.List(SnapshotEntries.Stop),
            Holds = bytes.List(SnapshotEntries.Hold),
            Notices = bytes.Names() ?? [],
        };
        return bytes.IsWhole ? state : null;
    }
}
