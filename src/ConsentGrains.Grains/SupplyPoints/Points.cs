using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.SupplyPoints;

/// <summary>The supply points of this process. A command to one is acknowledged after the last of the steps that follow from it.</summary>
sealed class Points
{
    readonly LiveStream<DirectoryTimeline> directories;
    readonly History<SupplyPointState> history;
    readonly Saga saga;

    /// <param name="tellCustomer">A command to a customer, without what may follow from it.</param>
    public Points(
        IJournal journal, TimeProvider time, Thermometer heat, LiveStream<DirectoryTimeline> directories, int budget,
        Func<CustomerId, CustomerCommand, Envelope, ValueTask<Outcome>> tellCustomer)
    {
        this.directories = directories;
        journal = new PointJournal(journal, customer => NameAsync(tellCustomer, customer));
        var rules = new PointStream();
        history = new(journal, rules);
        var teller = new Teller<SupplyPointState, PointOrder, SupplyPointEvent>(journal, time, heat, rules);
        Grains = new(digits => new(new(history.Source, PointStream.NameOf(new(digits))), teller), state => state.IsKnown, budget);
        saga = new(ReadAsync, TellStepAsync, tellCustomer);
    }

    public PointGrains Grains { get; }

    public History<SupplyPointState> History => history;

    public async ValueTask<Outcome> TellAsync(Command.ToPoint to, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        var grain = await Grains.HoldAsync(to.Point.Digits);
        try
        {
            var accepted = await TellAsync(grain, to, envelope, terms, cancel);
            return accepted is Outcome.Accepted a ? await EndAsync(grain, to, envelope.First, a) : accepted;
        }
        catch (Exception e) when (Faults.IsOfStore(e) || e is UnavailableException)
        {
            return new Outcome.Unavailable(true, e.Message);
        }
        finally
        {
            Grains.Release(grain);
        }
    }

    /// <summary>A customer nobody has heard of gets a key of his own before the point names him: an erasure destroys it.</summary>
    static async ValueTask<string?> NameAsync(Func<CustomerId, CustomerCommand, Envelope, ValueTask<Outcome>> tellCustomer, CustomerId customer) =>
        await tellCustomer(customer, new CustomerCommand.Name(), Saga.FromRegistry) is Outcome.Unavailable gone ? gone.Why : null;

    /// <summary>A customer was erased: the points he had to do with are loaded anew, without him.</summary>
    public void Forget(CustomerState erased)
    {
        foreach (var digits in erased.Contracts.Select(c => c.SupplyPoint).Concat(erased.SwitchesAway.Select(s => s.Point)).OfType<string>())
            if (Grains.TryFind(digits, out var point)) point!.Stream.Drop();
    }

    /// <summary>Goes on with what a command to the point left unfinished. Null; or why that can not be done now.</summary>
    public async ValueTask<string?> FinishAsync(SupplyPointNumber point)
    {
        try
        {
            return await saga.FinishAsync(point);
        }
        catch (Exception e) when (Faults.IsOfStore(e) || e is UnavailableException)
        {
            return e.Message;
        }
    }

    /// <summary>An earlier command that was broken off is finished first: the point takes no other until then.</summary>
    async ValueTask<Outcome> TellAsync(PointGrain grain, Command.ToPoint to, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        for (var i = 1; ; i++)
        {
            if (!(await grain.Stream.LoadedAsync(cancel)).IsSettled && await saga.FinishAsync(to.Point, envelope.First) is { } why)
                return new Outcome.Unavailable(terms.IdempotencyKey is not null, why);
            var timeline = await directories.LoadedAsync(cancel);
            var outcome = await grain.TellAsync(new(to.Point, to.Body, to.Issuer, timeline.Latest), envelope, terms, cancel);
            if (i == Limits.TellTries || outcome is not Outcome.Refused { Refusal.Code: RefusalCode.SupplyPointBusy }) return outcome;
        }
    }

    /// <summary>The answer to a command, after all that follows from it. The point takes no other command in between, so the first state in which
    /// nothing is due any more is where it ended, now and when the command is sent again.</summary>
    async ValueTask<Outcome> EndAsync(PointGrain grain, Command.ToPoint to, Instant? first, Outcome.Accepted accepted)
    {
        var state = await grain.Stream.LoadedAsync(CancellationToken.None);
        if (state.IsSettled && state.Version == accepted.Version) return accepted;
        if (!state.IsSettled && await saga.FinishAsync(to.Point, first) is { } why) return new Outcome.Unavailable(true, why);
        if (await SettledAsync(grain.Stream.Name, accepted.Version) is not { } end) return new Outcome.Unavailable(true, "the command has not ended");
        return to.Body is SupplyPointCommand.ApplySwitch apply && IsRejection(end, accepted)
            ? new Outcome.Refused(Rejection(apply, end.Switch!))
            : accepted with { Version = end.Version, Recorded = end.Recorded };
    }

    /// <summary>The first state, at or after a version, in which no customer is still to be told of anything: how the command ended that was
    /// recorded as that version. Null while it has not ended.</summary>
    async ValueTask<SupplyPointState?> SettledAsync(StreamName name, int version)
    {
        await foreach (var state in history.EachAsync(name))
            if (state.Version >= version && state.IsSettled) return state;
        return null;
    }

    /// <summary>Every application of the point up to a version of it, oldest first, each as it stood last.</summary>
    public async ValueTask<IReadOnlyList<Switch>> SwitchesAsync(SupplyPointNumber point, int version)
    {
        var all = new List<Switch>();
        await foreach (var state in history.EachAsync(PointStream.NameOf(point)))
        {
            if (state.Version > version) break;
            if (state.Switch is not { } newest) continue;
            if (all.Count > 0 && all[^1].Number == newest.Number) all[^1] = newest;
            else all.Add(newest);
        }

        return all;
    }

    static bool IsRejection(SupplyPointState end, Outcome.Accepted accepted) =>
        end.Switch is { Stage: SwitchStage.Rejected } newest && newest.Number == accepted.Version;

    static Refusal Rejection(SupplyPointCommand.ApplySwitch apply, Switch rejected) => new(
        Wire.Find<RefusalCode>(rejected.Reasons[0]) ?? RefusalCode.CustomerNotHolder, "losingCustomer", Mask.Customer(apply.LosingCustomer));

    /// <summary>The newest acknowledged state of a point.</summary>
    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    public async ValueTask<SupplyPointState> ReadAsync(SupplyPointNumber point)
    {
        var grain = await Grains.HoldAsync(point.Digits);
        try
        {
            return await grain.Stream.LoadedAsync(CancellationToken.None);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
        finally
        {
            Grains.Release(grain);
        }
    }

    async ValueTask<Outcome> TellStepAsync(SupplyPointNumber point, SupplyPointCommand step, Envelope envelope)
    {
        var grain = await Grains.HoldAsync(point.Digits);
        try
        {
            var timeline = await directories.LoadedAsync(CancellationToken.None);
            return await grain.TellAsync(new(point, step, Issuer.Registry, timeline.Latest), envelope, CommandTerms.None, CancellationToken.None);
        }
        finally
        {
            Grains.Release(grain);
        }
    }
}
