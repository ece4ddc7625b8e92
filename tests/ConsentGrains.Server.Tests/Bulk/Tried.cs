using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Importing;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Memory;
using ConsentGrains.Policies.Scenarios;
using ConsentGrains.Server.Bulk;
using ConsentGrains.Server.Serving;
using ConsentGrains.Server.Trying;
using Shouldly;

namespace ConsentGrains.Server.Tests.Bulk;

/// <summary>A registry in memory that remembers whom it was told of and what it was asked, and can be carried over to another.</summary>
sealed class Tried : IScenarioTarget
{
    static readonly Issuer Anyone = new("admin", Unrestricted: true);
    readonly StandingTime time;
    readonly HashSet<CustomerId> customers = [];
    readonly HashSet<SupplyPointNumber> points = [];
    readonly List<Question> questions = [];
    readonly HashSet<string> erased = [];
    readonly Registry registry;

    Tried(StandingTime time, Registry registry) => (this.time, this.registry) = (time, registry);

    public bool MovesClock => true;

    public Instant Now => Instant.From(time.GetUtcNow());

    public static async Task<Tried> OpenAsync(Instant start)
    {
        var time = new StandingTime(start);
        return new(time, await Registry.OpenAsync(MemoryJournal.Create(KeyRing.Generate(), time), PolicyFolder.Load(null), time, default));
    }

    public void MoveClock(Instant to) => time.Move(to);

    /// <summary>Never two at the same moment: between partitions the moment alone tells what came first.</summary>
    public async Task<ScenarioTold> TellAsync(string command, JsonElement fields)
    {
        time.Move(new(Now.Micros + 1_000));
        var read = new CommandReader(registry.ReadPolicy).Read(command, fields);
        if (read.Value is not { } told) return new(read.Problems[0].Code, read.Problems[0].Message, null);
        Remember(told.Command);
        var outcome = await registry.Grains.TellAsync(Addressed(told.Command), told.Note.In(new("scenario")), CommandTerms.None, default);
        return outcome is Outcome.Accepted accepted ? new(null, null, accepted.Recorded)
            : new(outcome is Outcome.Refused refused ? Wire.Name(refused.Refusal.Code) : "unavailable", $"{outcome}", null);
    }

    public async Task<Outcome> TellAsync(string line)
    {
        using var json = JsonDocument.Parse(line);
        var command = json.RootElement.EnumerateObject().First();
        var told = await TellAsync(command.Name, command.Value);
        told.Refused.ShouldBeNull($"{line}: {told.Message}");
        return new Outcome.Accepted(0, told.Recorded!.Value);
    }

    public async Task<ScenarioAnswer> AskAsync(JsonElement fields)
    {
        var read = QuestionReader.Read(fields);
        if (read.Value is not { } question) return Answers.Unread(read.Problems[0].Code, read.Problems[0].Message);
        questions.Add(question with { At = null });
        return ScenarioAnswers.Of(await registry.Grains.AskAsync(question, new("auditor", SeesAll: true), default));
    }

    /// <summary>Another registry, begun when this one stands, with all that this one's export carries.</summary>
    public async Task<Tried> CarriedOverAsync()
    {
        var export = await ExportAsync();
        var other = await OpenAsync(new(Now.Micros + 1_000_000));
        MoveClock(other.Now);
        foreach (var customer in customers) other.customers.Add(customer);
        foreach (var point in points) other.points.Add(point);
        other.questions.AddRange(questions);
        foreach (var customer in erased) other.erased.Add(customer);
        using var lines = new MemoryStream(export);
        var importer = new Importer(other.registry.Grains, new CommandReader(other.registry.ReadPolicy, past: true), new("admin", Via: "import"), Anyone, "carried");
        var refused = new List<RefusedLine>();
        await importer.RunAsync(ImportLine.ReadAsync(lines), ImportProgress.Start, refused.Add, _ => ValueTask.CompletedTask, default);
        refused.ShouldBeEmpty();
        return other;
    }

    public async Task<byte[]> ExportAsync()
    {
        using var export = new MemoryStream();
        await new Exporting(registry.Journal, export).RunAsync((_, _) => { }, default);
        return export.ToArray();
    }

    /// <summary>Everything the registry holds but when this one recorded it, and what it answers now. Erased customers are left out: an export leaves them out.</summary>
    public async Task<string> SumAsync()
    {
        var sum = new StringWriter();
        foreach (var customer in customers.Where(c => !erased.Contains(c.ToString())).OrderBy(c => c.ToString(), StringComparer.Ordinal))
            sum.WriteLine($"{customer} {JsonSerializer.Serialize(await registry.Grains.ReadCustomerAsync(customer, null, default) with { Recorded = default })}");
        foreach (var point in points.OrderBy(p => p.Digits, StringComparer.Ordinal))
            sum.WriteLine($"{point.Digits} {JsonSerializer.Serialize((await PointAsync(point)) with { Recorded = default })}");
        var directory = registry.Grains.Directory;
        sum.WriteLine(JsonSerializer.Serialize(new { directory.Version, directory.Parties, directory.Roles, directory.Purposes, directory.Entrustments, directory.Terms, directory.Sites }));
        foreach (var question in questions.Where(q => q.Customer is null || !erased.Contains(q.Customer))) sum.WriteLine(await AnswerAsync(question));
        return sum.ToString();
    }

    public async Task<SupplyPointState> PointAsync(SupplyPointNumber point) => (await registry.Grains.ReadPointAsync(point, null, default)).State;

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    async Task<string> AnswerAsync(Question question)
    {
        var answer = await registry.Grains.AskAsync(question, new("auditor", SeesAll: true), default);
        var text = JsonSerializer.SerializeToNode(answer)!.AsObject();
        text.Remove(nameof(Answer.AsOf));
        return text.ToJsonString();
    }

    void Remember(TargetedCommand command)
    {
        switch (command)
        {
            case TargetedCommand.ToCustomer { Body: CustomerCommand.Erase } c: erased.Add(c.Customer.ToString()); break;
            case TargetedCommand.ToCustomer c: customers.Add(c.Customer); break;
            case TargetedCommand.ToPoint p:
                points.Add(p.Point);
                foreach (var customer in Named(p.Body)) customers.Add(customer);
                break;
        }
    }

    static IEnumerable<CustomerId> Named(SupplyPointCommand command) => command switch
    {
        SupplyPointCommand.Register { Customer: { } customer } => [customer],
        SupplyPointCommand.MoveIn c => [c.Customer],
        SupplyPointCommand.ApplySwitch c => [c.Customer, c.LosingCustomer],
        _ => [],
    };

    static Command Addressed(TargetedCommand command) => command switch
    {
        TargetedCommand.ToCustomer c => new Command.ToCustomer(c.Customer, c.Body),
        TargetedCommand.ToPoint p => new Command.ToPoint(p.Point, p.Body, Anyone),
        TargetedCommand.ToDirectory d => new Command.ToDirectory(d.Body),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
