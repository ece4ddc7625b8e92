using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Switching;

/// <summary>A switching support system in this process, for trials and tests: what is delivered comes late, some of it twice and out of
/// order, as the options say and the same for the same seed. A retailer that has a rule is played by it: it judges what it is asked, and applies to end what it
/// agreed to. Safe for several threads; nothing is kept once the process ends.</summary>
/// <param name="time">What is due is looked at with each call; nothing runs in between.</param>
/// <param name="played">What stands in the books of each retailer that is played; see <see cref="KeyComparison"/>.</param>
public sealed class SwitchingSimulator(
    TimeProvider time, SimulatorOptions? options = null, IReadOnlyDictionary<string, IReadOnlyList<MatchingKeys>>? played = null) : ISwitchingSupportSystem
{
    readonly SimulatorOptions chosen = options ?? new();
    readonly Random dice = new((options ?? new()).Seed);
    readonly Lock gate = new();
    readonly Inboxes inboxes = new();
    readonly PriorityQueue<Delivery, (DateTimeOffset Due, long Order)> onTheWay = new();
    SupportBook? book;
    long order;

    SupportBook Book => book ??= new(Send);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ExchangeReply>> RegisterAsync(string retailer, IReadOnlyList<Registration> registrations, CancellationToken cancel) =>
        Take(registrations, each => each.Of, each => Book.Register(retailer, each), cancel);

    /// <inheritdoc/>
    public ValueTask<Received<Registration>> InquireAsync(string retailer, long after, int limit, CancellationToken cancel) =>
        Give(() => inboxes.ToJudge(retailer, after, limit), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ExchangeReply>> JudgeAsync(string retailer, IReadOnlyList<JudgedRegistration> judged, CancellationToken cancel) =>
        Take(judged, each => each.Of, each => Book.Judge(retailer, each), cancel);

    /// <inheritdoc/>
    public ValueTask<Received<SwitchResult>> ResultsAsync(string retailer, long after, int limit, CancellationToken cancel) =>
        Give(() => inboxes.Results(retailer, after, limit), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ExchangeReply>> StartAsync(string retailer, IReadOnlyList<SwitchApplication> applications, CancellationToken cancel) =>
        Take(applications, each => each.Of, each => Book.Start(retailer, each), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ExchangeReply>> StopAsync(string retailer, IReadOnlyList<SwitchApplication> applications, CancellationToken cancel) =>
        Take(applications, each => each.Of, each => Book.Stop(retailer, each), cancel);

    ValueTask<IReadOnlyList<ExchangeReply>> Take<T>(IReadOnlyList<T> entries, Func<T, SwitchRef> of, Func<T, RefusalCode?> take, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries.Count, Limits.SwitchesPerExchange);
        lock (gate)
        {
            Arrive();
            return new([.. entries.Select(each => new ExchangeReply(of(each), take(each)))]);
        }
    }

    ValueTask<Received<T>> Give<T>(Func<Received<T>> read, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (gate)
        {
            Arrive();
            return new(read());
        }
    }

    void Send(Delivery delivery)
    {
        var copies = dice.NextDouble() < chosen.Twice ? 2 : 1;
        for (var i = 0; i < copies; i++)
            onTheWay.Enqueue(delivery, (time.GetUtcNow() + chosen.Delay + (chosen.Jitter * dice.NextDouble()), order++));
    }

    /// <summary>All that is due by now; what a played retailer answers at once may be due again.</summary>
    void Arrive()
    {
        while (onTheWay.TryPeek(out var next, out var when) && when.Due <= time.GetUtcNow())
        {
            onTheWay.Dequeue();
            if (next is Delivery.ToJudge asked && played?.GetValueOrDefault(asked.To) is { } books) Answer(asked, books);
            else inboxes.Add(next);
        }
    }

    void Answer(Delivery.ToJudge asked, IReadOnlyList<MatchingKeys> books)
    {
        var of = asked.Registration.Of;
        var known = books.FirstOrDefault(each => KeyComparison.Reasons(asked.Registration.Keys, each) is { Count: 0 })
            ?? books.FirstOrDefault(each => !KeyComparison.Reasons(asked.Registration.Keys, each).Contains("contract-number-mismatch"))
            ?? books.FirstOrDefault(each => KeyComparison.Reasons(asked.Registration.Keys, each).Count == 1);
        var reasons = KeyComparison.Reasons(asked.Registration.Keys, known);
        Book.Judge(asked.To, new(of, reasons.Count == 0 ? Judgement.Ok : Judgement.Ng, reasons));
        if (reasons.Count == 0) Book.Stop(asked.To, new(of, asked.Registration.On));
    }
}

/// <param name="Delay">Between what goes in and what comes out.</param>
/// <param name="Jitter">At most this much longer, by chance: what was sent later may come earlier.</param>
/// <param name="Twice">The share that comes twice, 0 to 1.</param>
public sealed record SimulatorOptions(TimeSpan Delay = default, TimeSpan Jitter = default, double Twice = 0, int Seed = 1);
