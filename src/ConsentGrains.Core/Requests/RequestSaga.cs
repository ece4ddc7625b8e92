using System.Globalization;
using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.Requests;

/// <summary>What is still to be done at the customer after an answer, in order. The request's state alone says what is due, so that whoever finds it
/// unfinished (after a crash) goes on; each step has a key of its own, so that carried out twice it is recorded once.</summary>
public static class RequestSaga
{
    /// <summary>Far enough that only the request's own end lifts the hold.</summary>
    static readonly DateOnly Ever = new(9999, 12, 30);

    public static IReadOnlyList<RequestStep> Due(string request, RequestState state) => state.Stage != RequestStage.Answering ? []
        : [.. state.Effects.SelectMany((effect, n) => Steps(request, state, effect, n))];

    /// <summary>An open request keeps its customer: nobody can answer about one who is erased. The hold it asks for as it stands, or that there is none any more;
    /// null where it names nobody. Where nobody has heard of the customer, or he is erased, there is nothing to hold and the step is refused.</summary>
    public static RequestStep? Hold(string request, RequestState state)
    {
        if (state.Customer is not { } customer) return null;
        var open = state.Stage is not (RequestStage.NotMade or RequestStage.Replied or RequestStage.Withdrawn);
        CustomerCommand command = open ? new CustomerCommand.PlaceHold(Ever, LawOf(request)) : new CustomerCommand.LiftHold(LawOf(request));
        // An answer that was undone may have lifted it: from then on it is another step.
        var again = state.UndoneWhy is null ? "" : string.Create(CultureInfo.InvariantCulture, $"-{state.AnswerNumber}");
        return new(customer, command, $"request-{request}-{(open ? "hold" : "lift")}{again}", MayBeRefused: true);
    }

    /// <summary>Under which name a request holds its customer.</summary>
    public static string LawOf(string request) => $"開示等の請求 {request}";

    /// <summary>Its own hold does not stand in the way of the erasure that was asked for; another request's does.</summary>
    static IEnumerable<RequestStep> Steps(string request, RequestState state, CustomerCommand effect, int n)
    {
        if (effect is CustomerCommand.Erase) yield return new(state.Customer!.Value, new CustomerCommand.LiftHold(LawOf(request)), Key(request, state, n) + "-lift", MayBeRefused: true);
        yield return new(state.Customer!.Value, effect, Key(request, state, n));
    }

    static string Key(string request, RequestState state, int n) => string.Create(CultureInfo.InvariantCulture, $"request-{request}-{state.AnswerNumber}-{n}");
}

/// <param name="Key">The idempotency key of the step.</param>
/// <param name="MayBeRefused">It comes to nothing then, and the rest goes on.</param>
public sealed record RequestStep(CustomerId Customer, CustomerCommand Command, string Key, bool MayBeRefused = false);
