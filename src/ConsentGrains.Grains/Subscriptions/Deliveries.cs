using ConsentGrains.Core;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Index;

namespace ConsentGrains.Grains.Subscriptions;

/// <summary>The webhooks of this process: each has a loop of its own, so that none waits for another. <see cref="RunAsync"/> keeps them going.
/// INVARIANT (one-sender): of several processes only the owner of a subscription delivers it; it ends before it hands over, and what was taken is written.</summary>
/// <param name="index">Says which webhooks there are; how each stands only its grain says.</param>
/// <param name="share">Null: all are this process's.</param>
public sealed class Deliveries(IGrains grains, IFeed feed, IIndex index, IPostman postman, Positions positions, TimeProvider time, IDeliveryShare? share = null)
{
    const int PerPage = 500;
    readonly IFeed feed = feed;
    readonly TimeProvider time = time;
    readonly Lock gate = new();
    readonly Dictionary<string, Loop> loops = new(StringComparer.Ordinal);
    CancellationToken stopping = new(canceled: true);
    Action<Exception>? failed;

    /// <summary>To be told after every command to a subscription: a webhook that was made begins, one that was changed is looked at again.</summary>
    public void Wake(string id)
    {
        if (share is null || share.TenureOf(id) != 0) Begin(id);
        else share.WakeElsewhere(id);
    }

    /// <summary>Delivers until cancelled; then what each subscriber took is written, and it returns.</summary>
    /// <param name="failed">Told of faults; it goes on after a pause.</param>
    public async Task RunAsync(Action<Exception>? failed, CancellationToken cancel)
    {
        (this.failed, stopping) = (failed, cancel);
        try
        {
            while (!await BeginAllAsync(cancel)) await Task.Delay(TimeSpan.FromSeconds(Limits.DeliveryPauseSeconds), time, cancel);
            await Task.WhenAll(WriteDueAsync(cancel), BeginOthersAsync(cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await EndAsync(_ => true);
        }

        await GuardedAsync(() => positions.WriteAsync(all: true, CancellationToken.None), CancellationToken.None);
    }

    /// <summary>Before this process gives subscriptions up: their deliveries end, and how far each came is written.</summary>
    public async Task LeaveAsync(Func<string, bool> which)
    {
        foreach (var id in await EndAsync(which))
        {
            await GuardedAsync(() => positions.WriteAsync(id, CancellationToken.None).AsTask(), CancellationToken.None);
            positions.Forget(id);
        }
    }

    void Begin(string id)
    {
        lock (gate)
        {
            // INVARIANT (one-loop-per-webhook): two would deliver out of order.
            if (stopping.IsCancellationRequested) return;
            if (!loops.TryGetValue(id, out var loop)) loops.Add(id, loop = NewLoop(id));
            loop.Wake();
        }
    }

    Loop NewLoop(string id)
    {
        var tenure = share?.TenureOf(id) ?? 0;
        bool IsMine() => share is null || (tenure != 0 && share.TenureOf(id) == tenure);
        share?.Settle(id);
        return new(new(id, grains, feed, postman, positions, time, Random.Shared.NextDouble, IsMine), this, id);
    }

    /// <summary>Of several processes another one may have made a webhook, or given one up, without this one hearing of it.</summary>
    async Task BeginOthersAsync(CancellationToken cancel)
    {
        if (share is null) return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Limits.DeliveryLookSeconds), time);
        while (await timer.WaitForNextTickAsync(cancel)) await BeginAllAsync(cancel);
    }

    async Task WriteDueAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Limits.PositionSeconds), time);
        while (await timer.WaitForNextTickAsync(cancel)) await GuardedAsync(() => positions.WriteAsync(all: false, cancel), cancel);
    }

    async Task<bool> BeginAllAsync(CancellationToken cancel)
    {
        var done = false;
        await GuardedAsync(async () =>
        {
            if (share is null) await index.CatchUpAsync(cancel);
            for (string? after = null; !done;)
            {
                var page = index.Subscriptions(new(Kind: SubscriptionKind.Webhook, Ended: false), after, PerPage);
                foreach (var one in page.Results)
                    if (share is null || share.TenureOf(one.Id) != 0) Begin(one.Id);
                (after, done) = (page.Next, page.Next is null);
            }
        }, cancel);
        return done;
    }

    /// <returns>Those that were running.</returns>
    async Task<IReadOnlyList<string>> EndAsync(Func<string, bool> which)
    {
        KeyValuePair<string, Loop>[] ended;
        lock (gate) ended = [.. loops.Where(loop => which(loop.Key))];
        await Task.WhenAll(ended.Select(loop => loop.Value.EndAsync()));
        return [.. ended.Select(loop => loop.Key)];
    }

    void Forget(string id)
    {
        lock (gate) loops.Remove(id);
    }

    void Settle(string id) => share?.Settle(id);

    async Task GuardedAsync(Func<Task> work, CancellationToken cancel)
    {
        try
        {
            await work();
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            failed?.Invoke(fault);
        }
    }

    /// <summary>Turn after turn of one webhook.</summary>
    sealed class Loop
    {
        readonly Delivery delivery;
        readonly Deliveries all;
        readonly CancellationTokenSource end;
        readonly Task ended;
        TaskCompletionSource changed = New();

        public Loop(Delivery delivery, Deliveries all, string id)
        {
            (this.delivery, this.all) = (delivery, all);
            end = CancellationTokenSource.CreateLinkedTokenSource(all.stopping);
            ended = Task.Run(() => RunAsync(id, end.Token));
        }

        public void Wake() => Interlocked.Exchange(ref changed, New()).TrySetResult();

        public async Task EndAsync()
        {
            await end.CancelAsync();
            await ended;
        }

        async Task RunAsync(string id, CancellationToken cancel)
        {
            try
            {
                while (!await TurnAsync(cancel))
                {
                }
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                // What it took is written by whoever stops it.
                all.Forget(id);
                return;
            }

            all.Forget(id);
            all.Settle(id);
        }

        /// <summary>True: there is nothing more to do, ever.</summary>
        async Task<bool> TurnAsync(CancellationToken cancel)
        {
            // Asked for before the subscription is read, so that no change is missed.
            var seen = Volatile.Read(ref changed).Task;
            var rest = new Rest(Until: new(all.time.Now().Micros + (Limits.DeliveryPauseSeconds * 1_000_000L)));
            try
            {
                rest = await delivery.TurnAsync(seen, cancel);
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested)
            {
                if (fault is not UnavailableException) all.failed?.Invoke(fault);
            }

            if (!rest.Over) await RestAsync(rest, seen, cancel);
            return rest.Over;
        }

        async Task RestAsync(Rest rest, Task changed, CancellationToken cancel)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var first = await Task.WhenAny([changed, .. Waits(rest, enough.Token)]);
            await enough.CancelAsync();
            await first;
        }

        IEnumerable<Task> Waits(Rest rest, CancellationToken cancel)
        {
            if (rest.After is { } after) yield return all.feed.WaitAsync(after, cancel);
            else if (rest.Until is not { } until) yield return Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            else if (until.Micros - all.time.Now().Micros is > 0 and var micros) yield return Task.Delay(TimeSpan.FromMicroseconds(micros), all.time, cancel);
            else yield return Task.CompletedTask;
        }

        static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
