using ConsentGrains.Core;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Index;

namespace ConsentGrains.Grains.Subscriptions;

/// <summary>The webhooks of this process: each has a loop of its own, so that none waits for another. <see cref="RunAsync"/> keeps them going.</summary>
/// <param name="index">Says which webhooks there are; how each stands only its grain says.</param>
public sealed class Deliveries(IGrains grains, IFeed feed, IIndex index, IPostman postman, Positions positions, TimeProvider time)
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
        lock (gate)
        {
            // INVARIANT (one-loop-per-webhook): two would deliver out of order.
            if (stopping.IsCancellationRequested) return;
            if (!loops.TryGetValue(id, out var loop)) loops.Add(id, loop = new(new(id, grains, feed, postman, positions, time, Random.Shared.NextDouble), this, id));
            loop.Wake();
        }
    }

    /// <summary>Delivers until cancelled; then what each subscriber took is written, and it returns.</summary>
    /// <param name="failed">Told of faults; it goes on after a pause.</param>
    public async Task RunAsync(Action<Exception>? failed, CancellationToken cancel)
    {
        (this.failed, stopping) = (failed, cancel);
        try
        {
            await BeginAllAsync(cancel);
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Limits.PositionSeconds), time);
            while (await timer.WaitForNextTickAsync(cancel)) await GuardedAsync(() => positions.WriteAsync(all: false, cancel), cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Task[] ends;
            lock (gate) ends = [.. loops.Values.Select(loop => loop.Ended)];
            await Task.WhenAll(ends);
        }

        await GuardedAsync(() => positions.WriteAsync(all: true, CancellationToken.None), CancellationToken.None);
    }

    async Task BeginAllAsync(CancellationToken cancel)
    {
        var done = false;
        while (!done)
        {
            await GuardedAsync(async () =>
            {
                await index.CatchUpAsync(cancel);
                for (string? after = null; !done;)
                {
                    var page = index.Subscriptions(new(Kind: SubscriptionKind.Webhook, Ended: false), after, PerPage);
                    foreach (var one in page.Results) Wake(one.Id);
                    (after, done) = (page.Next, page.Next is null);
                }
            }, cancel);
            if (!done) await Task.Delay(TimeSpan.FromSeconds(Limits.DeliveryPauseSeconds), time, cancel);
        }
    }

    void Forget(string id)
    {
        lock (gate) loops.Remove(id);
    }

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
        TaskCompletionSource changed = New();

        public Loop(Delivery delivery, Deliveries all, string id)
        {
            (this.delivery, this.all) = (delivery, all);
            Ended = Task.Run(() => RunAsync(id, all.stopping));
        }

        public Task Ended { get; }

        public void Wake() => Interlocked.Exchange(ref changed, New()).TrySetResult();

        async Task RunAsync(string id, CancellationToken cancel)
        {
            try
            {
                while (!await TurnAsync(cancel))
                {
                }

                all.Forget(id);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                // What it took is written by whoever stops it.
            }
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
