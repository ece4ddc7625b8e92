using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Asking;

/// <summary>Makes sure that a stream has nothing to come up to a moment.</summary>
static class Settling
{
    /// <summary>Afterwards, what is published has all that was or ever will be recorded up to <paramref name="micros"/>.
    /// INVARIANT (stamp-after-ask): the journal is told first and the append under way is read after it; one that has no stamp then, or begins later,
    /// is stamped later than what the journal was told.</summary>
    /// <param name="seen">Recorded time of a published state: what is later than it needs no promise.</param>
    public static async ValueTask UpToAsync<TState>(IJournal journal, LiveStream<TState> stream, long seen, long micros, CancellationToken cancel)
        where TState : class
    {
        if (seen >= micros) return;
        journal.Observe(stream.Name, micros);
        if (stream.Flight is { } flight && flight.LastMicrosOf(seen) < micros) await flight.Ended.WaitAsync(cancel);
    }
}
