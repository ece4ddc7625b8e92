using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Grains.Sharing;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Grains.SupplyPoints;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Asking;

/// <summary>Answers questions: a cut of the moment asked for, Core's decision, and what of it the caller may be told.</summary>
sealed class Asked(
    IJournal journal, TimeProvider time, Thermometer heat, LiveStream<DirectoryTimeline> directories, History<CustomerState> history, CustomerGrains customers, Points points,
    PointDoor door)
{
    readonly LiveCut live = new(journal, time);
    readonly PastCut past = new(journal, history, points.History);
    readonly FarCut far = new(journal, time, new(journal, history, points.History), door);

    /// <summary>Ends before it returns where customer and point are in memory and no moment is asked for.</summary>
    public ValueTask<Answer> AnswerAsync(Question question, Caller caller, CancellationToken cancel) =>
        question.At is null && TryCut(question, out var cut, out var under) ? new(Held(Answer(question, caller, cut, null), under)) : AnswerSlowlyAsync(question, caller, cancel);

    public async ValueTask<Explained> ExplainAsync(Question question, Caller caller, CancellationToken cancel)
    {
        var (cut, under) = await CutAsync(question, cancel);
        var trace = new Trace();
        var answer = Held(Answer(question, caller, cut, trace), under);
        // What a gate found tells of the customer what the answer keeps back.
        return new(answer, caller.SeesAll || IsOperator(question, caller) ? trace.Outcomes : []);
    }

    /// <summary>The directory, a customer and a supply point now or as of a moment. A moment to come is now.</summary>
    /// <param name="customer">Null: none is wanted.</param>
    /// <param name="point">Null: none is wanted.</param>
    public async ValueTask<Cut> CutAsync(string? customer, SupplyPointNumber? point, Instant? at, CancellationToken cancel)
    {
        var (cut, under) = await TakeAsync(customer, point, at, cancel);
        return Held(cut, under);
    }

    /// <summary>A point as its owner, which this is, can promise it; see <see cref="SettledPoint"/>.</summary>
    /// <param name="notBefore">Without a moment: it is settled at least up to this one.</param>
    public async ValueTask<SettledPoint> SettledPointAsync(SupplyPointNumber point, Instant? at, Instant notBefore, CancellationToken cancel)
    {
        var grain = await points.Grains.HoldAsync(point.Digits);
        try
        {
            var under = Under.Of(new(directories, null, grain.Stream));
            return Held(at is { } then ? await past.PointAsync(grain.Stream, then, cancel) : await far.SettleAsync(grain.Stream, notBefore, cancel), under);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
        finally
        {
            points.Grains.Release(grain);
        }
    }

    async ValueTask<(Cut Cut, Under Under)> TakeAsync(string? customer, SupplyPointNumber? point, Instant? at, CancellationToken cancel)
    {
        var named = customer is null || CustomerId.Parse(customer) is null ? null : await customers.HoldAsync(customer);
        var elsewhere = point is { } wanted && door.IsElsewhere(wanted);
        var place = point is { } number && !elsewhere ? await points.Grains.HoldAsync(number.Digits) : null;
        try
        {
            var from = new Sources(directories, named?.Stream, place?.Stream);
            var under = Under.Of(from);
            var cut = elsewhere ? await far.TakeAsync(from, point!.Value, at, cancel) : await CutAsync(from, at, cancel);
            // A name that can be nobody's is a customer that is not known.
            return (customer is not null && named is null ? cut with { Customer = CustomerState.Unknown } : cut, under);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
        finally
        {
            if (named is not null) customers.Release(named);
            if (place is not null) points.Grains.Release(place);
        }
    }

    async ValueTask<Cut> CutAsync(Sources from, Instant? at, CancellationToken cancel)
    {
        if (at is { } moment && moment <= time.Now()) return await past.TakeAsync(from, moment, cancel);
        var cut = await live.TakeAsync(from, cancel);
        // What was recorded a moment ago may be ahead of the clock, and `at` that moment includes it.
        return at is { } coming && coming <= cut.AsOf ? await past.TakeAsync(from, coming, cancel) : cut;
    }

    async ValueTask<(Cut Cut, Under Under)> CutAsync(Question question, CancellationToken cancel)
    {
        var (cut, under) = await TakeAsync(question.Customer, SupplyPointNumber.Parse(question.SupplyPoint), question.At, cancel);
        Note(under.From, time.Now());
        return (cut, under);
    }

    bool TryCut(Question question, out Cut cut, out Under under)
    {
        (cut, under) = (default, default);
        LiveStream<CustomerState>? customer = null;
        LiveStream<SupplyPointState>? point = null;
        if (question.Customer is { } id)
        {
            if (!customers.TryFind(id, out var grain)) return false;
            customer = grain!.Stream;
        }

        if (SupplyPointNumber.Parse(question.SupplyPoint) is { } number)
        {
            if (!points.Grains.TryFind(number.Digits, out var grain)) return false;
            point = grain!.Stream;
        }

        var from = new Sources(directories, customer, point);
        under = Under.Of(from);
        if (!Cut.TryTake(time, from, out cut)) return false;
        Note(from, cut.AsOf);
        return true;
    }

    void Note(in Sources from, Instant at)
    {
        heat.Asked(from.Customers?.Name, at);
        heat.Asked(from.Points?.Name, at);
    }

    async ValueTask<Answer> AnswerSlowlyAsync(Question question, Caller caller, CancellationToken cancel)
    {
        var (cut, under) = await CutAsync(question, cancel);
        return Held(Answer(question, caller, cut, null), under);
    }

    // INVARIANT (held-after-decide): another process may own the journal by now, and have taken a withdrawal that is not in memory here.
    T Held<T>(T answer, in Under under) => under.Holds(journal) ? answer : throw new UnavailableException("this process can not prove at the moment that the journal is its own");

    static Answer Answer(Question question, Caller caller, in Cut cut, Trace? trace)
    {
        var point = cut.Point is { IsKnown: true } registered ? registered : null;
        var answer = Decider.Decide(question, new DecisionInput(cut.Customer, cut.Directory, cut.AsOf, cut.AsOf, Point: point), trace);
        return answer.Permitted ? answer : Disclosure.For(IsOperator(question, caller), caller.SeesAll, answer);
    }

    /// <summary>Without a customer there is nobody whose data could be given away.</summary>
    static bool IsOperator(Question question, Caller caller)
    {
        if (question.Customer is not { } customer) return true;
        var party = caller.Party;
        return customer.Length > party.Length && customer[party.Length] == '/' && customer.StartsWith(party, StringComparison.Ordinal);
    }
}
