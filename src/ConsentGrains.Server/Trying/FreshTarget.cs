using System.Diagnostics;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Memory;
using ConsentGrains.Policies.Scenarios;
using ConsentGrains.Server.Serving;

namespace ConsentGrains.Server.Trying;

/// <summary>A fresh registry in memory with a clock of its own: the grains and the journal a server runs on.</summary>
sealed class FreshTarget : IScenarioTarget
{
    static readonly Envelope Sender = new("scenario", Via: "scenario");
    static readonly Caller Auditor = new("auditor", SeesAll: true);
    readonly StandingTime time;
    readonly Registry registry;
    readonly CommandReader reader;

    FreshTarget(StandingTime time, Registry registry)
    {
        (this.time, this.registry) = (time, registry);
        reader = new(registry.ReadPolicy);
    }

    public bool MovesClock => true;

    public static async Task<FreshTarget> OpenAsync(CancellationToken cancel)
    {
        var time = new StandingTime(Scenario.Start);
        var journal = MemoryJournal.Create(KeyRing.Generate(), time);
        return new(time, await Registry.OpenAsync(journal, PolicyFolder.Load(null), time, cancel));
    }

    public void MoveClock(Instant to) => time.Move(to);

    public async Task<ScenarioTold> TellAsync(string command, JsonElement fields)
    {
        var read = reader.Read(command, fields);
        if (read.Value is not { } told) return new(read.Problems[0].Code, read.Problems[0].Message, null);
        var outcome = await registry.Grains.TellAsync(Addressed(told.Command), told.Note.In(Sender), CommandTerms.None, CancellationToken.None);
        return outcome switch
        {
            Outcome.Accepted accepted => new(null, null, accepted.Recorded),
            Outcome.Refused refused => new(Wire.Name(refused.Refusal.Code), Outcomes.Refusal(outcome), null),
            _ => new("unavailable", Outcomes.Refusal(outcome), null),
        };
    }

    public async Task<ScenarioAnswer> AskAsync(JsonElement fields)
    {
        var read = QuestionReader.Read(fields);
        if (read.Value is not { } question) return Answers.Unread(read.Problems[0].Code, read.Problems[0].Message);
        return ScenarioAnswers.Of(await registry.Grains.AskAsync(question, Auditor, CancellationToken.None));
    }

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    static Command Addressed(TargetedCommand command) => command switch
    {
        TargetedCommand.ToCustomer c => new Command.ToCustomer(c.Customer, c.Body),
        TargetedCommand.ToPoint p => new Command.ToPoint(p.Point, p.Body, new Issuer(Sender.Actor, Unrestricted: true)),
        TargetedCommand.ToDirectory d => new Command.ToDirectory(d.Body),
        _ => throw new UnreachableException(),
    };
}

/// <summary>A clock that moves only when told to.</summary>
sealed class StandingTime(Instant start) : TimeProvider
{
    Instant now = start;

    public override DateTimeOffset GetUtcNow() => now.ToJapanTime().ToUniversalTime();

    public void Move(Instant to) => now = to;
}
