using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Grains.SupplyPoints;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Sharing;

/// <summary>Supply points, whoever owns their partitions.</summary>
/// <param name="elsewhere">Null: everything is owned here.</param>
sealed class PointDoor(IJournal journal, Points points, LiveStream<DirectoryTimeline> directories, IElsewhere? elsewhere)
{
    /// <summary>Whether another process owns the point's partition.</summary>
    public bool IsElsewhere(SupplyPointNumber point) => elsewhere is not null && journal.TenureOf(PointStream.NameOf(point)) == 0;

    public ValueTask<Outcome> TellAsync(Command.ToPoint to, Envelope envelope) =>
        IsElsewhere(to.Point) ? elsewhere!.TellPointAsync(to, envelope) : points.TellAsync(to, envelope, CommandTerms.None, default);

    /// <summary>Whether the point would take a command of the registry's now.</summary>
    public async ValueTask<bool> WouldTakeAsync(SupplyPointNumber point, SupplyPointCommand command, Instant now)
    {
        var state = IsElsewhere(point) ? (await elsewhere!.ReadPointAsync(point, null, now, default)).State : await points.ReadAsync(point);
        var directory = (await directories.LoadedAsync(CancellationToken.None)).Latest;
        return SupplyPointRules.Decide(state, point, command, Issuer.Registry, directory, now).Events.Count > 0;
    }

    public ValueTask<SettledPoint> ReadAsync(SupplyPointNumber point, Instant? at, Instant notBefore, CancellationToken cancel) =>
        elsewhere!.ReadPointAsync(point, at, notBefore, cancel);
}
