using System.Globalization;
using ConsentGrains.Client;
using ConsentGrains.Grains;
using ConsentGrains.Journal;
using ConsentGrains.Silo.Shells;
using Orleans;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Routing;

/// <summary>Brings what is asked of a partition to its owner: here, or over the cluster. While a partition changes hands it looks for a moment for the new owner.</summary>
sealed class OwnerRoute(Partitions partitions)
{
    IGrainFactory? cluster;

    /// <summary>Before this, other silos can not be reached.</summary>
    public void Connect(IGrainFactory grains) => Volatile.Write(ref cluster, grains);

    public IGrainFactory? Cluster => Volatile.Read(ref cluster);

    /// <summary>Something that may be asked again.</summary>
    /// <exception cref="UnavailableException">The owner has no answer now, or none was found in time.</exception>
    public async ValueTask<T> ReadAsync<T>(
        PartitionId partition, Func<ValueTask<T>> here, Func<IPartitionGrain, Task<Reply>> there, Func<byte[], T> read, CancellationToken cancel)
    {
        for (var until = Until(); ; await PauseAsync(cancel))
        {
            var (reply, why) = (Reply.NotHere, "the owner of the partition was not found");
            try
            {
                if (partitions.Owns(partition)) return await here();
                reply = await CallAsync(partition, there);
                if (reply.Body is { } body) return read(body);
            }
            catch (UnavailableException no) when (!partitions.Owns(partition))
            {
                // Handed over while it was asked here.
                why = no.Message;
            }
            catch (Exception lost) when (IsOfCluster(lost))
            {
                why = lost.Message;
            }

            if (!reply.Elsewhere) throw new UnavailableException(reply.Unavailable ?? "no answer");
            if (!IsEarly(until)) throw new UnavailableException(why);
        }
    }

    /// <summary>A command: it is sent again only where it is certain that nothing came of it.</summary>
    public async ValueTask<Outcome> TellAsync(
        PartitionId partition, Func<ValueTask<Outcome>> here, Func<IPartitionGrain, Task<Reply>> there, CancellationToken cancel)
    {
        for (var until = Until(); ; await PauseAsync(cancel))
        {
            Outcome outcome;
            var owned = partitions.Owns(partition);
            try
            {
                outcome = owned ? await here() : Read(await CallAsync(partition, there));
            }
            catch (UnavailableException no)
            {
                outcome = new Outcome.Unavailable(false, no.Message);
            }
            catch (Exception lost) when (IsOfCluster(lost))
            {
                return new Outcome.Unavailable(true, lost.Message);
            }

            var again = outcome is Outcome.Unavailable { MayHaveHappened: false, Why: var why } && (owned ? !partitions.Owns(partition) : why == Reply.NotHere.Unavailable);
            if (!again || !IsEarly(until)) return outcome;
        }
    }

    async Task<Reply> CallAsync(PartitionId partition, Func<IPartitionGrain, Task<Reply>> there)
    {
        using var span = TraceCarrier.Send(partition);
        return await there(GrainOf(partition));
    }

    static Outcome Read(Reply reply) => reply.Body is { } body ? Wire.Outcomes.Read(body) : new Outcome.Unavailable(false, reply.Unavailable ?? "no answer");

    static bool IsOfCluster(Exception e) => e is OrleansException or TimeoutException or InvalidOperationException;

    IPartitionGrain GrainOf(PartitionId partition) =>
        (Cluster ?? throw new UnavailableException("the silo has not joined its cluster yet")).GetGrain<IPartitionGrain>(partition.Value.ToString(CultureInfo.InvariantCulture));

    /// <summary>By the machine's clock, whatever time it is in the registry: who asks waits there.</summary>
    static long Until() => Environment.TickCount64 + Limits.SearchMilliseconds;

    static bool IsEarly(long until) => Environment.TickCount64 < until;

    static Task PauseAsync(CancellationToken cancel) => Task.Delay(TimeSpan.FromMilliseconds(Limits.SearchPauseMilliseconds), cancel);
}
