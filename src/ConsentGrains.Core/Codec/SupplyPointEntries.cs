using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Codec;

/// <summary>The entries of a supply point's snapshot, field by field, in the order in which they are declared.</summary>
static class SupplyPointEntries
{
    public static void Write(SnapshotWriter to, Holding h)
    {
        to.Text(h.Customer.ToString());
        to.Moment(h.From);
        Write(to, h.Until);
    }

    public static Holding Holding(ref SnapshotReader from) => new(Customer(ref from) ?? default, from.Moment(), Maybe(ref from));

    public static void Write(SnapshotWriter to, Supply s)
    {
        to.Text(s.Retailer);
        to.Moment(s.From);
        Write(to, s.Until);
    }

    public static Supply Supply(ref SnapshotReader from) => new(from.Name() ?? "", from.Moment(), Maybe(ref from));

    public static void Write(SnapshotWriter to, Switch s)
    {
        to.Number(s.Number);
        to.Byte((byte)s.Stage);
        to.Text(s.By);
        to.Text(s.Losing);
        to.Text(s.Customer?.ToString());
        to.Text(s.LosingCustomer?.ToString());
        to.Day(s.On);
        to.Flags(s.MeterWork, s.Settled, false);
        to.Day(s.MatchBy);
        to.Names(s.Reasons);
        Write(to, s.Matched);
        Write(to, s.Effective);
    }

    public static Switch Switch(ref SnapshotReader from)
    {
        var (number, stage, by, losing) = ((int)from.Number(), (SwitchStage)from.Byte(), from.Name(), from.Name());
        var (customer, losingCustomer, on, flags) = (Customer(ref from), Customer(ref from), from.Day(), from.Flags());
        return new Switch(
            number, stage, by ?? "", losing ?? "", customer, losingCustomer, on, flags.A, from.Day(), from.Names() ?? [], Maybe(ref from), Maybe(ref from), flags.B);
    }

    public static void Write(SnapshotWriter to, LookUp l)
    {
        to.Text(l.Customer.ToString());
        to.Text(l.Retailer);
        to.Moment(l.Given);
        to.Moment(l.Until);
        to.Byte((byte)l.By);
        to.Text(l.Hash);
    }

    public static LookUp LookUp(ref SnapshotReader from) =>
        new(Customer(ref from) ?? default, from.Name() ?? "", from.Moment(), from.Moment(), (ConsentBy)from.Byte(), from.Text());

    public static void Write(SnapshotWriter to, Leaving l)
    {
        to.Text(l.Customer.ToString());
        to.Moment(l.From);
    }

    public static Leaving Leaving(ref SnapshotReader from) => new(Customer(ref from) ?? default, from.Moment());

    static CustomerId? Customer(ref SnapshotReader from) => CustomerId.Parse(from.Text());

    static void Write(SnapshotWriter to, Instant? moment)
    {
        to.Flags(moment is not null, false, false);
        if (moment is { } known) to.Moment(known);
    }

    static Instant? Maybe(ref SnapshotReader from) => from.Flags().A ? from.Moment() : null;
}
