using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.Codec;

/// <summary>The entries of a snapshot, field by field, in the order in which they are declared.</summary>
static class SnapshotEntries
{
    public static void Write(SnapshotWriter to, Enrolment e)
    {
        to.Text(e.Policy);
        to.Text(e.Version);
        to.Byte((byte)((int)e.Kind | ((int)e.Provenance << 4)));
        to.Names(e.Purposes);
        to.Moment(e.Since);
    }

    public static Enrolment Enrolment(ref SnapshotReader from)
    {
        var (policy, version, words) = (from.Name(), from.Name(), from.Byte());
        return new Enrolment(policy!, version!, (CustomerKind)(words & 15), (Provenance)(words >> 4), from.Names() ?? [], from.Moment());
    }

    public static void Write(SnapshotWriter to, Contract c)
    {
        to.Text(c.Id);
        to.Text(c.Policy);
        to.Byte((byte)c.State);
        to.Flags(c.OutOfArea, false, false);
        to.Moment(c.EndedAt);
        to.Names(c.Features);
        to.Text(c.User);
        to.Day(c.RetainUntil);
        to.Text(c.SupplyPoint);
        to.Byte((byte)(c.Next is { } next ? (int)next + 1 : 0));
        to.Moment(c.NextFrom);
    }

    public static Contract Contract(ref SnapshotReader from)
    {
        var (id, policy, state, flags) = (from.Text(), from.Name(), (ContractState)from.Byte(), from.Flags());
        return new Contract(
            id!, policy!, state, flags.A, from.Moment(), from.Names() ?? [], from.Name(), from.Day(), from.Text(), Next(from.Byte()), from.Moment());
    }

    public static void Write(SnapshotWriter to, SwitchAway s)
    {
        to.Text(s.Point);
        to.Number(s.Switch);
        to.Flags(s.Until is not null, false, false);
        to.Moment(s.Until ?? default);
    }

    public static SwitchAway SwitchAway(ref SnapshotReader from)
    {
        var (point, number, closes, until) = (from.Text(), (int)from.Number(), from.Flags().A, from.Moment());
        return new SwitchAway(point!, number, closes ? until : null);
    }

    public static void Write(SnapshotWriter to, ConsentEntry e)
    {
        to.Flags(e.IsWithdrawal, e.Secrecy, e.Valid);
        to.Text(e.Purpose);
        to.Text(e.Recipient);
        to.Names(e.Items);
        to.Text(e.Country);
        to.Day(e.Until);
        to.Moment(e.Given);
    }

    public static ConsentEntry Consent(ref SnapshotReader from)
    {
        var (withdrawal, secrecy, valid) = from.Flags();
        return new ConsentEntry(withdrawal, secrecy, valid, from.Name(), from.Name(), from.Names(), from.Name(), from.Day(), from.Moment());
    }

    public static void Write(SnapshotWriter to, StopScope s)
    {
        to.Text(s.Policy);
        to.Text(s.Act);
        to.Text(s.Purpose);
        to.Text(s.Channel);
        to.Text(s.Recipient);
    }

    public static StopScope Stop(ref SnapshotReader from) => new(from.Name(), from.Name(), from.Name(), from.Name(), from.Name());

    public static void Write(SnapshotWriter to, Hold h)
    {
        to.Day(h.Until);
        to.Text(h.Law);
        to.Flags(h.Items is null, false, false);
        to.Names(h.Items ?? []);
    }

    static ContractState? Next(byte stored) => stored == 0 ? null : (ContractState)(stored - 1);

    public static Hold Hold(ref SnapshotReader from)
    {
        var (until, law, all) = (from.Day() ?? default, from.Text() ?? "", from.Flags().A);
        var items = from.Names();
        return new(until, law, all ? null : items ?? []);
    }
}
