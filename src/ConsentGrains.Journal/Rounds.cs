namespace ConsentGrains.Journal;

/// <summary>Carries out in rounds what many ask for one by one: while one round is under way, the next gathers. Thread-safe.</summary>
/// <param name="turn">Held during a round.</param>
/// <param name="carryOut">One result for each, in the same order. What it throws, everybody of the round is thrown.</param>
sealed class Rounds<TItem, TResult>(SemaphoreSlim turn, Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> carryOut)
{
    readonly Lock gate = new();
    Round? gathering;

    public async Task<TResult> DoAsync(TItem item, CancellationToken cancel)
    {
        Round round;
        int at;
        lock (gate)
        {
            if (gathering is null) _ = RunAsync(gathering = new());
            round = gathering;
            at = round.Items.Count;
            round.Items.Add(item);
        }

        return (await round.Done.Task.WaitAsync(cancel))[at];
    }

    async Task RunAsync(Round round)
    {
        // Not on the caller's thread, which is inside the gate.
        await Task.Yield();
        await turn.WaitAsync();
        lock (gate) gathering = null;
        try
        {
            round.Done.SetResult(await carryOut(round.Items));
        }
        catch (Exception fault)
        {
            round.Done.SetException(fault);
        }
        finally
        {
            turn.Release();
        }
    }

    sealed class Round
    {
        public List<TItem> Items { get; } = [];

        public TaskCompletionSource<IReadOnlyList<TResult>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
