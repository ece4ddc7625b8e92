using System.Globalization;
using ConsentGrains.Journal;
using ConsentGrains.Silo.Shells;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Placement;

/// <summary>Looks every second at who is there: wakes partitions that nobody owns, moves what lives at the wrong silo, and tells the cluster of silos whose lease
/// is over. INVARIANT (table): it changes no ownership itself; grains do, by <see cref="Partitions"/>.</summary>
sealed partial class Steward(
    Partitions partitions, SiloMap map, IClusterMembershipService membership, ILocalSiloDetails here, IGrainFactory grains, ILogger<Steward> log) : BackgroundService
{
    readonly int[] misplaced = new int[PartitionId.Count];

    /// <summary>Everything moves to where it will live without this silo while all silos are still up, so that no grain has to be looked for in a cluster that
    /// changes. What could not be moved is handed over as its grain ends, or by the journal's end.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        map.Leave();
        if (map.WithoutThis(here.SiloAddress) is not { } heirs) return;
        await EachAsync(All().Where(partitions.Owns), Limits.ClaimsAtOnce, (partition, grain) => grain.MoveAsync(heirs[partition.Value].ToParsableString()));
        var until = Environment.TickCount64 + Limits.LeaveMilliseconds;
        while (All().Any(partitions.Owns) && Environment.TickCount64 < until && !cancellationToken.IsCancellationRequested)
            await Task.Delay(TimeSpan.FromMilliseconds(Limits.SearchPauseMilliseconds), CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TryLookAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(Limits.LookMilliseconds), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    async Task TryLookAsync()
    {
        try
        {
            await LookAsync();
        }
        catch (Exception fault)
        {
            LogFault(log, fault);
        }
    }

    async Task LookAsync()
    {
        var standing = await partitions.LookAsync(CancellationToken.None);
        map.Update(standing);
        await BuryAsync(standing);
        await EachAsync(All().Where(p => IsNobodys(standing, p)), Limits.ClaimsAtOnce, (_, grain) => grain.HoldAsync());
        var moving = All().Where(IsToMove).Take(Limits.MovesAtOnce).ToArray();
        await EachAsync(moving, Limits.MovesAtOnce, (partition, grain) => grain.MoveAsync(map.WantedOf(partition)!.ToParsableString()));
    }

    static IEnumerable<PartitionId> All() => Enumerable.Range(0, PartitionId.Count).Select(i => new PartitionId(i));

    /// <summary>Nobody owns it, or only who can answer nothing any more, or this silo without holding it: its grain lost its activation.</summary>
    bool IsNobodys(Standing standing, PartitionId partition) => standing.Owners[partition.Value] switch
    {
        null => true,
        var owner when owner == standing.Self => !partitions.Owns(partition),
        _ => standing.OwnerOf(partition) is not { MayAnswer: true },
    };

    bool IsToMove(PartitionId partition)
    {
        var wrong = partitions.Owns(partition) && map.WantedOf(partition) is { } wanted && !wanted.Equals(here.SiloAddress);
        misplaced[partition.Value] = wrong ? misplaced[partition.Value] + 1 : 0;
        return misplaced[partition.Value] > Limits.LooksBeforeMove;
    }

    /// <summary>A silo whose lease is over answers nothing; the cluster learns of it before its probes say so.</summary>
    async Task BuryAsync(Standing standing)
    {
        foreach (var silo in map.Active())
        {
            var rows = standing.Members.Where(member => member.Address == SiloMap.EndpointOf(silo)).ToList();
            if (rows.Count == 0 || rows.Exists(member => member.MayAnswer) || silo.Equals(here.SiloAddress)) continue;
            LogOver(log, silo);
            await membership.TryKill(silo);
        }
    }

    async Task EachAsync(IEnumerable<PartitionId> those, int atOnce, Func<PartitionId, IPartitionGrain, Task> act)
    {
        foreach (var some in those.Chunk(atOnce))
            await Task.WhenAll(some.Select(partition => TryAsync(partition, act)));
    }

    async Task TryAsync(PartitionId partition, Func<PartitionId, IPartitionGrain, Task> act)
    {
        try
        {
            await act(partition, grains.GetGrain<IPartitionGrain>(partition.Value.ToString(CultureInfo.InvariantCulture)));
        }
        // A silo that is just going; the next look tries again.
        catch (Exception fault) when (fault is OrleansException or TimeoutException)
        {
            LogFault(log, fault);
        }
    }

    [LoggerMessage(EventId = 5010, EventName = "PartitionsNotSettled", Level = LogLevel.Information, Message = "A look at the partitions was not finished; the next one comes in a second")]
    static partial void LogFault(ILogger logger, Exception fault);

    [LoggerMessage(EventId = 5011, EventName = "SiloDeclaredDead", Level = LogLevel.Warning, Message = "Silo {Silo} has not beaten for longer than its lease: it is declared dead")]
    static partial void LogOver(ILogger logger, SiloAddress silo);
}
