using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Feed;
using ConsentGrains.Core.Policies;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>Makes changes of rows of the journal.</summary>
sealed class ChangeReader(Func<string, Policy> parsePolicy)
{
    readonly DirectoryEventCodec directory = new(parsePolicy);

    /// <exception cref="UnknownEventException">A later version of the program wrote it.</exception>
    public Change? Read(StoredEvent row)
    {
        var time = new Instant(row.Micros);
        if (row.Partition == PartitionId.Directory)
        {
            var (happened, envelope) = directory.Decode(row.Type, row.Clear, row.Secret);
            return new Change.OfDirectory(row.Type, row.Stream, row.Version, time, row.Audience, happened) { Envelope = envelope };
        }

        if (EventTypes.IsOfPoint(row.Type))
        {
            var of = SupplyPointEventCodec.Decode(row.Type, row.Clear, row.Secret);
            return of.Point is not { } point ? null
                : new Change.OfPoint(row.Type, row.Stream, row.Version, time, row.Audience, of.Event, point) { Envelope = of.Envelope };
        }

        if (!EventTypes.IsOfCustomer(row.Type)) return null;
        var change = CustomerEventCodec.Decode(row.Type, row.Clear, row.Secret);
        return new Change.OfCustomer(row.Type, row.Stream, row.Version, time, row.Audience, change.Event, change.Customer) { Envelope = change.Envelope };
    }
}
