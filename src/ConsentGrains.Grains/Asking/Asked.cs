using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Asking;

/// <summary>Answers questions: a cut of the moment asked for, Core's decision, and what of it the caller may be told.</summary>
sealed class Asked(IJournal journal, TimeProvider time, LiveStream<DirectoryTimeline> directories, CustomerHistory history, Residents residents)
{
    readonly LiveCut live = new(journal, time, directories);
    readonly PastCut past = new(journal, history, directories);

    /// <summary>Ends before it returns where the customer is in memory and no moment is asked for.</summary>
    public ValueTask<Answer> AnswerAsync(Question question, Caller caller, CancellationToken cancel) =>
        question.At is null && TryCut(question.Customer, out var cut) ? new(Answer(question, caller, cut, null)) : AnswerSlowlyAsync(question, caller, cancel);

    public async ValueTask<Explained> ExplainAsync(Question question, Caller caller, CancellationToken cancel)
    {
        var cut = await CutAsync(question.Customer, question.At, cancel);
        var trace = new Trace();
        var answer = Answer(question, caller, cut, trace);
        // What a gate found tells of the customer what the answer keeps back.
        return new(answer, caller.SeesAll || IsOperator(question, caller) ? trace.Outcomes : []);
    }

    /// <summary>The directory and a customer now or as of a moment. A moment to come is now.</summary>
    /// <param name="customer">Null: only the directory.</param>
    public async ValueTask<Cut> CutAsync(string? customer, Instant? at, CancellationToken cancel)
    {
        var named = customer is null || CustomerId.Parse(customer) is null ? null : await residents.HoldAsync(customer);
        try
        {
            var cut = await CutAsync(named?.Stream, at, cancel);
            // A name that can be nobody's is a customer that is not known.
            return customer is not null && named is null ? cut with { Customer = CustomerState.Unknown } : cut;
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
        finally
        {
            if (named is not null) residents.Release(named);
        }
    }

    async ValueTask<Cut> CutAsync(LiveStream<CustomerState>? customers, Instant? at, CancellationToken cancel)
    {
        if (at is { } moment && moment <= time.Now()) return await past.TakeAsync(customers, moment, cancel);
        var cut = await live.TakeAsync(customers, cancel);
        // What was recorded a moment ago may be ahead of the clock, and `at` that moment includes it.
        return at is { } coming && coming <= cut.AsOf ? await past.TakeAsync(customers, coming, cancel) : cut;
    }

    bool TryCut(string? customer, out Cut cut)
    {
        if (customer is null) return Cut.TryTake(time, directories, null, out cut);
        if (residents.TryFind(customer, out var grain)) return Cut.TryTake(time, directories, grain!.Stream, out cut);
        cut = default;
        return false;
    }

    async ValueTask<Answer> AnswerSlowlyAsync(Question question, Caller caller, CancellationToken cancel) =>
        Answer(question, caller, await CutAsync(question.Customer, question.At, cancel), null);

    static Answer Answer(Question question, Caller caller, in Cut cut, Trace? trace)
    {
        var answer = Decider.Decide(question, new DecisionInput(cut.Customer, cut.Directory, cut.AsOf, cut.AsOf), trace);
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
