using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Tests;

/// <summary>Loses answers and fails at random, and then crashes: from then on an append is written or not, and nobody is ever told.</summary>
sealed class CrashingJournal(Random random, int clients)
{
    readonly TaskCompletionSource crashed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource never = new();
    int appendsLeft = 40 + random.Next(160);
    int silenced;

    /// <summary>Every client waits for an answer that will not come.</summary>
    public Task CrashedAsync => crashed.Task;

    public async ValueTask<AppendResult> AppendAsync(Append append, Func<ValueTask<AppendResult>> write)
    {
        var dead = Interlocked.Decrement(ref appendsLeft) < 0;
        int fate;
        lock (random) fate = random.Next(100);
        if (dead)
        {
            if (fate < 50) await write();
            if (Interlocked.Increment(ref silenced) == clients) crashed.SetResult();
            await never.Task;
        }

        return fate switch
        {
            < 10 => throw new IOException($"lost the answer {await write()}"),
            < 15 => throw new IOException("lost the append"),
            < 20 => new AppendResult.Unavailable("not now"),
            _ => await write(),
        };
    }
}
