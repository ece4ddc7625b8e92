using System.Globalization;
using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.Requests;

/// <summary>What is still to be done at the customer after an answer, in order. The request's state alone says what is due, so that whoever finds it
/// unfinished (after a crash) goes on; each step has a key of its own, so that carried out twice it is recorded once.</summary>
public static class RequestSaga
{
    public static IReadOnlyList<RequestStep> Due(string request, RequestState state) => state.Stage != RequestStage.Answering ? []
        : [.. state.Effects.Select((effect, n) => new RequestStep(state.Customer!.Value, effect, Key(request, state, n)))];

    static string Key(string request, RequestState state, int n) => string.Create(CultureInfo.InvariantCulture, $"request-{request}-{state.AnswerNumber}-{n}");
}

/// <param name="Key">The idempotency key of the step.</param>
public sealed record RequestStep(CustomerId Customer, CustomerCommand Command, string Key);
