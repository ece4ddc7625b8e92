using System.Diagnostics;
using ConsentGrains.Core;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Streams;

/// <summary>Carries out commands on streams of one kind: load, decide, append, publish, reply. The order of answers: the first answer to a known
/// Idempotency-Key, then If-Match, then the rules.</summary>
sealed class Teller<TState, TOrder, TEvent>(IJournal journal, TimeProvider time, Thermometer heat, IStreamRules<TState, TOrder, TEvent> rules) where TState : class
{
    /// <summary>Waits its turn; cancelling is heeded until the append begins and ignored from then on.</summary>
    public async ValueTask<Outcome> TellAsync(
        Turns turns, LiveStream<TState> stream, TOrder order, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        using var span = Spans.Begin("grain.turn");
        span?.SetTag("consent.grain", stream.Name.Kind).SetTag("consent.partition", stream.Partition.ToString());
        var came = Stopwatch.GetTimestamp();
        if (!await turns.TryTakeAsync(cancel)) return new Outcome.Unavailable(false, "too many commands wait for this stream");
        var began = Stopwatch.GetTimestamp();
        var waited = Stopwatch.GetElapsedTime(came, began);
        span?.SetTag("consent.turn.waited", waited.TotalSeconds);
        try
        {
            for (var i = 0; i < Limits.TellTries; i++)
                if (await TryAsync(stream, order, envelope, terms, cancel) is { } outcome) return outcome;
            return new Outcome.Unavailable(false, "the stream keeps moving");
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            return new Outcome.Unavailable(false, e.Message);
        }
        finally
        {
            turns.Pass();
            heat.Told(stream.Name, stream.Partition, waited, Stopwatch.GetElapsedTime(began));
        }
    }

    async ValueTask<Outcome?> TryAsync(LiveStream<TState> stream, TOrder order, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        var tenure = stream.Tenure;
        var state = await stream.LoadedAsync(cancel);
        var (version, recorded) = rules.PlaceOf(state);
        var decided = rules.Decide(state, order, envelope.First ?? time.Now());
        Outcome? ends = null;
        if (terms.IfMatch is { } seen && seen != version) ends = new Outcome.Conflict(seen, version);
        else if (decided.Refusal is { } refusal) ends = new Outcome.Refused(refusal);
        else if (decided.Events.Count == 0 && terms.IdempotencyKey is null) ends = new Outcome.Accepted(version, recorded);
        var key = KeyOf(envelope, terms);
        // Where nothing would be written the journal does not see the key: a repeat must still get its first answer.
        // INVARIANT (held-after-decide): these answers come from memory alone.
        if (ends is not null && !(journal.IsHeld && stream.Tenure == tenure)) return new Outcome.Unavailable(false, "this process can not prove at the moment that the journal is its own");
        if (ends is not null)
            return key is not null && await journal.FindCommandAsync(stream.Name, key, cancel) is { } known ? Repeat(known, state, order) : ends;
        cancel.ThrowIfCancellationRequested();
        return await WriteAsync(stream, state, order, decided.Events, envelope, key, terms.Rests);
    }

    async ValueTask<Outcome?> WriteAsync(
        LiveStream<TState> stream, TState state, TOrder order, IReadOnlyList<TEvent> happened, Envelope envelope, CommandKey? key, bool rests)
    {
        var append = Make(stream, state, order, happened, envelope, key, rests);
        var next = state;
        var result = await stream.AppendAsync(append, committed => next = rules.Evolve(state, happened, new Instant(committed.Micros), envelope.First));
        return result switch
        {
            AppendResult.Committed c => new Outcome.Accepted(c.Version, new(c.Micros), Id: rules.IdMade(next, order, c.Version)),
            AppendResult.Repeated r => Repeat(r.Known, state, order),
            AppendResult.Unavailable u => new Outcome.Unavailable(false, u.Why),
            AppendResult.Unknown u => new Outcome.Unavailable(true, u.Why),
            _ => null,
        };
    }

    Append Make(LiveStream<TState> stream, TState state, TOrder order, IReadOnlyList<TEvent> happened, Envelope envelope, CommandKey? key, bool rests)
    {
        var version = rules.PlaceOf(state).Version;
        var events = rules.Encode(state, order, happened, envelope, time.Now());
        var erases = rules.Erases(happened);
        var due = !erases && events.Length > 0 && version + events.Length - stream.SnapshotVersion >= (rests ? Limits.EventsAtRest : Limits.EventsPerLoad);
        return new Append(stream.Name, version, events) { Command = key, Erase = erases, Snapshot = due ? rules.Snapshot(state, events) : null };
    }

    Outcome Repeat(KnownCommand known, TState state, TOrder order) => known.SameBody
        ? new Outcome.Accepted(known.Version, new(known.Micros), Repeated: true, rules.IdMade(state, order, known.Version))
        : new Outcome.KeyReused();

    static CommandKey? KeyOf(Envelope envelope, CommandTerms terms) =>
        terms.IdempotencyKey is { } key ? new CommandKey(envelope.Actor, key, terms.BodyHash) : null;
}
