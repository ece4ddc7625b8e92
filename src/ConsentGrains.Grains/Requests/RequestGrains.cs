using System.Runtime.CompilerServices;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Requests;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Requests;

/// <summary>The requests of this process. An answer is acknowledged after the last step that follows from it at the customer; whoever finds one
/// broken off goes on. A step has a key of its own, so that carried out twice it is recorded once.</summary>
/// <param name="tellCustomer">A command to a customer, whichever process owns it.</param>
sealed class RequestGrains(
    IJournal journal, TimeProvider time, Thermometer heat, LiveStream<DirectoryTimeline> directories, Drain drain, Func<Command.ToCustomer, Envelope, CommandTerms, ValueTask<Outcome>> tellCustomer) : IRequests
{
    const string Registry = "registry";
    static readonly RequestStream Rules = new();
    readonly Residents<RequestState, RequestOrder, RequestEvent> grains = Make(journal, time, heat);

    public IResidents Residents => grains;

    /// <summary>Drops what lies in a partition that is no longer this process's.</summary>
    public void Forget(PartitionId partition) => grains.Forget(partition);

    public void PutAwayIdle() => grains.PutAwayIdle();

    /// <inheritdoc/>
    public async ValueTask<Outcome> TellAsync(string request, RequestCommand command, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        if (command.IsStep) throw new ArgumentException("a step is the registry's own", nameof(command));
        if (!drain.TryEnter()) return new Outcome.Unavailable(false, "the registry is stopping");
        var grain = await grains.HoldAsync(request);
        try
        {
            return await TellAsync(grain, command, envelope, terms, cancel);
        }
        catch (Exception e) when (Faults.IsOfStore(e) || e is UnavailableException)
        {
            return new Outcome.Unavailable(true, e.Message);
        }
        finally
        {
            grains.Release(grain);
            drain.Leave();
        }
    }

    /// <inheritdoc/>
    public ValueTask<RequestState> ReadAsync(string request, CancellationToken cancel) => grains.ReadAsync(request, journal, cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<RequestHistoryEntry> HistoryAsync(string request, [EnumeratorCancellation] CancellationToken cancel)
    {
        var now = await ReadAsync(request, cancel);
        if (!now.IsKnown) yield break;
        await foreach (var e in Faults.Guarded(journal.ReadStreamAsync(RequestStream.NameOf(request), now.Recorded.Micros, cancel)))
        {
            var stored = RequestEventCodec.Decode(e.Type, e.Clear, e.Secret);
            yield return new(e.Version, new(e.Micros), e.Type, stored.Event, stored.Envelope);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ResumeAsync(string request, CancellationToken cancel)
    {
        if (!drain.TryEnter()) return false;
        var grain = await grains.HoldAsync(request);
        try
        {
            return ((await grain.Stream.LoadedAsync(cancel)).IsSettled || await FinishAsync(grain) is null) && await HoldAsync(grain) is null;
        }
        catch (Exception e) when (Faults.IsOfStore(e) || e is UnavailableException)
        {
            return false;
        }
        finally
        {
            grains.Release(grain);
            drain.Leave();
        }
    }

    async ValueTask<Outcome> TellAsync(RequestGrain grain, RequestCommand command, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        // An earlier answer that was broken off is finished first.
        if (!(await grain.Stream.LoadedAsync(cancel)).IsSettled && await FinishAsync(grain) is { } why) return new Outcome.Unavailable(terms.IdempotencyKey is not null, why);
        var told = await TellAsync(grain, command, envelope, terms);
        if (told is not Outcome.Accepted accepted) return told;
        if (command is RequestCommand.Answer && await FinishAsync(grain) is { } notNow) return new Outcome.Unavailable(true, notNow);
        // Also after a repeated command: one that was broken off before its hold is sent again by whoever was not answered.
        if (await HoldAsync(grain) is { } notHeld) return new Outcome.Unavailable(true, notHeld);
        if (command is not RequestCommand.Answer) return told;
        var state = await grain.Stream.LoadedAsync(CancellationToken.None);
        return state.UndoneWhy is { } undone ? new Outcome.Refused(Undone(undone, state)) : accepted with { Version = state.Version, Recorded = state.Recorded };
    }

    async ValueTask<Outcome> TellAsync(RequestGrain grain, RequestCommand command, Envelope envelope, CommandTerms terms)
    {
        var timeline = await directories.LoadedAsync(CancellationToken.None);
        return await grain.TellAsync(new(grain.Key, command, timeline.Latest), envelope, terms, CancellationToken.None);
    }

    /// <summary>Carries out what is due at the customer, then says so; where a step is refused, there is no answer yet.</summary>
    /// <returns>Null; or why it could not be finished now.</returns>
    async ValueTask<string?> FinishAsync(RequestGrain grain)
    {
        var state = await grain.Stream.LoadedAsync(CancellationToken.None);
        if (state.IsSettled) return null;
        var envelope = FromRequest(grain);
        foreach (var step in RequestSaga.Due(grain.Key, state))
        {
            switch (await CarryOutAsync(step, envelope))
            {
                case Outcome.Refused when step.MayBeRefused: break;
                case Outcome.Unavailable gone: return gone.Why;
                // Erased is what was asked for: by this very step, before it was acknowledged, or by somebody else.
                case Outcome.Refused { Refusal.Code: RefusalCode.CustomerErased }: break;
                case Outcome.Refused refused: return await StepAsync(grain, new RequestCommand.UndoAnswer(Wire.Name(refused.Refusal.Code)), envelope);
            }
        }

        return await StepAsync(grain, new RequestCommand.CarryOut(), envelope);
    }

    /// <summary>Holds the customer of a request that is open, and lets go of one whose request is closed, before that is acknowledged.</summary>
    /// <returns>Null; or why it can not be done now.</returns>
    async ValueTask<string?> HoldAsync(RequestGrain grain) =>
        RequestSaga.Hold(grain.Key, await grain.Stream.LoadedAsync(CancellationToken.None)) is { } step && await CarryOutAsync(step, FromRequest(grain)) is Outcome.Unavailable gone
            ? gone.Why : null;

    ValueTask<Outcome> CarryOutAsync(RequestStep step, Envelope envelope) => tellCustomer(
        new Command.ToCustomer(step.Customer, step.Command), envelope, new CommandTerms(step.Key, null, CanonicalHash.Of(new TargetedCommand.ToCustomer(step.Customer, step.Command))));

    static Envelope FromRequest(RequestGrain grain) => new(Registry, Evidence: grain.Key, Via: "desk", Cause: grain.Key);

    async ValueTask<string?> StepAsync(RequestGrain grain, RequestCommand step, Envelope envelope) =>
        await TellAsync(grain, step, envelope, CommandTerms.None) is Outcome.Unavailable gone ? gone.Why : null;

    static Refusal Undone(string why, RequestState state) =>
        new(Wire.Find<RefusalCode>(why) ?? RefusalCode.CustomerNotIdentified, "customer", state.Customer is { } customer ? Mask.Customer(customer) : null);

    static Residents<RequestState, RequestOrder, RequestEvent> Make(IJournal journal, TimeProvider time, Thermometer heat)
    {
        var history = new History<RequestState>(journal, Rules);
        var teller = new Teller<RequestState, RequestOrder, RequestEvent>(journal, time, heat, Rules);
        return new(key => new(new(history.Source, RequestStream.NameOf(key)), teller), state => state.IsKnown, Limits.ResidentRequests);
    }
}
