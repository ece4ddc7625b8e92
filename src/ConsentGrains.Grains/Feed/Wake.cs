using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Feed;

/// <summary>Wakes all who follow with each commit, once what was committed stands in the tail: one reads it, and nobody who is woken waits for it.
/// Does nothing while nobody follows. Thread-safe.</summary>
sealed class Wake(IJournal journal, Tail tail)
{
    readonly Lock gate = new();
    Task? next;

    /// <summary>Ends with the next commit; each who waits goes on by itself, side by side with the others.</summary>
    public Task Next
    {
        get
        {
            lock (gate)
            {
                if (next is { } under) return under;
                var (commit, before) = (journal.NextCommit, tail.Heads());
                var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                // INVARIANT (no-ended-next): kept before it runs. Where the commit is there already it ends, and is forgotten, before this returns; kept
                // after that, it would be handed out for ever, and who follows would never wait again.
                next = woken.Task;
                _ = RunAsync(commit, before, woken);
                return woken.Task;
            }
        }
    }

    async Task RunAsync(Task commit, long[] before, TaskCompletionSource woken)
    {
        try
        {
            await commit;
            // Who comes from now on waits for the commit after this one.
            lock (gate) next = null;
            await tail.FillAsync(before);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            // Who reads is told of it.
        }
        finally
        {
            woken.SetResult();
        }
    }
}
