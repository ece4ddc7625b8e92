using System.Text.Json;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;
using ConsentGrains.Policies.Scenarios;

namespace ConsentGrains.Core.Tests.Decisions;

/// <summary>The trivial second registry: a list of events, folded anew for every question. No grains, no journal, no bytes.</summary>
sealed class PlainRegistry : IScenarioTarget
{
    static readonly DirectoryState BuiltInState = BuiltIn.State(PolicyBook.Of(PolicyFiles.LoadBuiltIn()), PolicyFiles.BuiltInParties());
    readonly List<(Instant Time, DirectoryEvent Event)> directory = [];
    readonly Dictionary<CustomerId, List<(Instant Time, CustomerEvent Event)>> customers = [];
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
        return Decider.Decide(question, new DecisionInput(state, DirectoryAt(at), at, now, erased), trace);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    Refusal? Tell(CustomerId id, CustomerCommand command)
    {
        var decided = CustomerRules.Decide(State(id, now), id, command, DirectoryAt(now), now);
        if (!customers.TryGetValue(id, out var events)) customers.Add(id, events = []);
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

    DirectoryState DirectoryAt(Instant at) =>
        directory.Where(e => e.Time <= at).Aggregate(BuiltInState, (s, e) => DirectoryRules.Evolve(s, e.Event, e.Time));
}
