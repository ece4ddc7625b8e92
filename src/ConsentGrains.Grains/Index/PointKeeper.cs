using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Index;

/// <summary>What has to be done at supply points without anybody asking: commands that were broken off are finished, contracts move their customers in, and switches lapse when their
/// last day for matching is over. The index only says where to look; what is done is decided from the point's acknowledged state, so a row that lags
/// costs a look and nothing else. It keeps nothing in memory: a restart, or a jump of the clock, loses nothing.</summary>
/// <param name="write">Writes to the index when it is its turn.</param>
sealed class PointKeeper(PointQueries points, IGrains grains, Func<Action<IndexConnection>, CancellationToken, Task> write, TimeProvider time)
{
    static readonly Envelope Timer = new(Issuer.Registry.Party, Via: "timer");

    public async Task TurnAsync(CancellationToken cancel)
    {
        await MoveInAsync(cancel);
        await EachAsync(points.Unsettled, point => grains.ResumeAsync(point, cancel).AsTask(), cancel);
        var now = time.Now();
        await EachAsync((after, limit) => points.Lapsing(now, after, limit), point => LapseAsync(point, now, cancel), cancel);
    }

    async Task MoveInAsync(CancellationToken cancel)
    {
        var last = default(MovingCustomer);
        while (points.Moving(last, Limits.PointsPerTurn) is { Count: > 0 } found)
        {
            var done = new List<MovingCustomer>();
            foreach (var moving in found)
            {
                cancel.ThrowIfCancellationRequested();
                if (await grains.ResumeAsync(moving.Customer, moving.Version, cancel)) done.Add(moving);
            }

            await write(db => done.ForEach(moved => PointQueries.Forget(db, moved)), cancel);
            last = found[^1];
        }
    }

    /// <summary>Never before its moment and once: the deadline is the state's own, and the command holds for that very state.</summary>
    async Task LapseAsync(SupplyPointNumber point, Instant now, CancellationToken cancel)
    {
        var (state, _) = await grains.ReadPointAsync(point, null, cancel);
        if (Deadlines.LapsesAt(state) is not { } due || due > now) return;
        var lapse = new Command.ToPoint(point, new SupplyPointCommand.LapseSwitch(), Issuer.Registry);
        await grains.TellAsync(lapse, Timer, new CommandTerms(IfMatch: state.Version), cancel);
    }

    static async Task EachAsync(Func<string, int, List<SupplyPointNumber>> list, Func<SupplyPointNumber, Task> act, CancellationToken cancel)
    {
        var after = "";
        while (list(after, Limits.PointsPerTurn) is { Count: > 0 } found)
        {
            foreach (var point in found)
            {
                cancel.ThrowIfCancellationRequested();
                await act(point);
            }

            after = found[^1].Digits;
        }
    }
}
