namespace ConsentGrains.Grains;

/// <summary>Counts what is under way, so that closing can wait for it. Nothing enters once closing began.</summary>
sealed class Drain
{
    const long Closed = 1L << 62;
    readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long state;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref state) < Closed) return true;
        Leave();
        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref state) == Closed) empty.TrySetResult();
    }

    public Task CloseAsync()
    {
        if (Interlocked.Or(ref state, Closed) is 0 or Closed) empty.TrySetResult();
        return empty.Task;
    }
}
