using System.Text.Json;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Policies;
using ConsentGrains.Policies.Scenarios;

namespace ConsentGrains.Core.Tests.Decisions;

/// <summary>The trivial second registry: a list of events, folded anew for every question. No grains, no journal, no bytes.</summary>
sealed class PlainRegistry : IScenarioTarget
{
    static readonly DirectoryState BuiltInState = BuiltIn.State(PolicyBook.Of(PolicyFiles.LoadBuiltIn()), PolicyFiles.BuiltInParties());
    readonly List<(Instant Time, DirectoryEvent Event)> directory = [];
    readonly Dictionary<CustomerId, List<(Instant Time, CustomerEvent Event)>> customers = [];
    readonly Dictionary<SupplyPointNumber, List<(Instant Time, SupplyPointEvent Event)>> points = [];
    Instant now = Scenario.Start;

    public bool MovesClock => true;

    public void MoveClock(Instant to) => now = to;

    public Task<ScenarioTold> TellAsync(string command, JsonElement fields)
    {
        var parsed = new CommandReader(Publications.Reader(() => DirectoryAt(now).Policies)).Read(command, fields);
        if (parsed.Problems.Count > 0) return Task.FromResult(new ScenarioTold(parsed.Problems[0].Code, parsed.Problems[0].Message, null));
        now = new Instant(now.Micros + 1);
        var refusal = parsed.Value!.Command switch
        {
            TargetedCommand.ToCustomer c => Tell(c.Customer, c.Body),
            TargetedCommand.ToPoint p => Tell(p.Point, p.Body),
            TargetedCommand.ToDirectory d => Tell(d.Body),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return Task.FromResult(refusal is null ? new ScenarioTold(null, null, now) : new ScenarioTold(Wire.Name(refusal.Code), refusal.ToString(), null));
    }

    public Task<ScenarioAnswer> AskAsync(JsonElement fields)
    {
        var answer = Ask(QuestionReader.Read(fields).Value!);
        return Task.FromResult(ScenarioAnswers.Of(answer));
    }

    public Answer Ask(Question question, Trace? trace = null)
    {
        var at = question.At is { } asked && asked <= now ? asked : now;
        var id = CustomerId.Parse(question.Customer);
        var erased = id is { } known && State(known, now).Erased;
        var state = question.Customer is null ? null : id is { } customer ? State(customer, at) : CustomerState.Unknown;
        var point = SupplyPointNumber.Parse(question.SupplyPoint) is { } number ? State(number, at) : null;
        return Decider.Decide(question, new DecisionInput(state, DirectoryAt(at), at, now, erased, point), trace);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    Refusal? Tell(CustomerId id, CustomerCommand command)
    {
        var decided = CustomerRules.Decide(State(id, now), id, command, DirectoryAt(now), now);
        if (!customers.TryGetValue(id, out var events)) customers.Add(id, events = []);
        events.AddRange(decided.Events.Select(e => (now, e)));
        foreach (var recorded in decided.Events.OfType<CustomerEvent.ContractRecorded>().Where(e => e.State == ContractState.Active))
            if (SupplyPointNumber.Parse(State(id, now).Contracts.Single(c => c.Id == recorded.Id).SupplyPoint) is { } point) Step(point, new SupplyPointCommand.MoveIn(id, now.Day));
        return decided.Refusal;
    }

    Refusal? Tell(SupplyPointNumber number, SupplyPointCommand command)
    {
        var refusal = Tell(number, command, new Issuer("scenario", Unrestricted: true));
        for (var state = State(number, now); refusal is null && SupplyPointSaga.Due(state, number) is { Count: > 0 } due; state = State(number, now))
            refusal = Carry(number, state, due);
        return refusal;
    }

    /// <summary>One turn of the saga; a refused step ends it where the saga knows what to do instead.</summary>
    Refusal? Carry(SupplyPointNumber number, SupplyPointState state, IReadOnlyList<SagaStep> due)
    {
        foreach (var step in due)
        {
            now = new Instant(now.Micros + 1);
            var refusal = step is SagaStep.ToCustomer customer ? Tell(customer.Customer, customer.Command) : Step(number, ((SagaStep.ToPoint)step).Command);
            if (refusal is null || SupplyPointSaga.Instead(state, step, refusal) is not { } instead) continue;
            Step(number, instead);
            return refusal;
        }

        return null;
    }

    Refusal? Step(SupplyPointNumber number, SupplyPointCommand command)
    {
        now = new Instant(now.Micros + 1);
        return Tell(number, command, Issuer.Registry);
    }

    Refusal? Tell(SupplyPointNumber number, SupplyPointCommand command, Issuer issuer)
    {
        var decided = SupplyPointRules.Decide(State(number, now), number, command, issuer, DirectoryAt(now), now);
        if (!points.TryGetValue(number, out var events)) points.Add(number, events = []);
        events.AddRange(decided.Events.Select(e => (now, e)));
        return decided.Refusal;
    }

    Refusal? Tell(DirectoryCommand command)
    {
        var decided = DirectoryRules.Decide(DirectoryAt(now), command, now);
        directory.AddRange(decided.Events.Select(e => (now, e)));
        return decided.Refusal;
    }

    CustomerState State(CustomerId id, Instant at) =>
        customers.GetValueOrDefault(id, []).Where(e => e.Time <= at).Aggregate(CustomerState.Unknown, (s, e) => CustomerRules.Evolve(s, e.Event, e.Time));

    SupplyPointState State(SupplyPointNumber number, Instant at) =>
        points.GetValueOrDefault(number, []).Where(e => e.Time <= at).Aggregate(SupplyPointState.Unknown, (s, e) => SupplyPointRules.Evolve(s, e.Event, e.Time));

    DirectoryState DirectoryAt(Instant at) =>
        directory.Where(e => e.Time <= at).Aggregate(BuiltInState, (s, e) => DirectoryRules.Evolve(s, e.Event, e.Time));
}
