using BenchmarkDotNet.Attributes;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;

namespace ConsentGrains.Benchmarks.InProcess;

/// <summary>Decisions about a customer in memory, three items each. Every question is answered once before it is measured, and its answer checked.</summary>
public class DecisionBenchmarks
{
    static readonly Caller Operator = new(Stage.Operator, SeesAll: false);
    static readonly Caller Transmission = new(Stage.Transmission, SeesAll: false);
    static readonly Question Permit = Stage.Use(0);
    static readonly Question JointUse = Permit with { Act = "joint-use", Party = Stage.GroupMember, Purpose = Stage.JointPurpose };
    static readonly Question AtPoint = Stage.AtPoint(0);
    static readonly Question Provide = Permit with { Act = "provide", Recipient = Stage.Partner };
    static readonly Question Denied = Permit with { Purpose = "ELS-EL-2-PU8" };

    Stage stage = null!;
    CustomerState customer = null!;
    SupplyPointState point = null!;
    DirectoryState directory = null!;
    Instant now;

    // Not async: the toolchain that runs in this process does not wait for a task.
    [GlobalSetup]
    public void Settle()
    {
        stage = Stage.OpenAsync(null, 1).GetAwaiter().GetResult();
        customer = stage.Grains.ReadCustomerAsync(Stage.Id(0), null, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        point = stage.Grains.ReadPointAsync(Stage.Point(0), null, CancellationToken.None).AsTask().GetAwaiter().GetResult().State;
        directory = stage.Grains.Directory;
        now = Instant.From(stage.Time.GetUtcNow());
        foreach (var permitted in new[] { Permit, JointUse, Provide, AtPoint })
            if (Decide(permitted) is { Permitted: false } answer) throw new InvalidOperationException($"{permitted} is denied: {answer.Primary}");
        if (Decide(Denied).Permitted) throw new InvalidOperationException($"{Denied} is permitted");
    }

    [GlobalCleanup]
    public void Close() => stage.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark(Baseline = true)]
    public Answer PermitOfThreeItems() => Decide(Permit);

    [Benchmark]
    public Answer PermitThroughTheGrains() => Ask(Permit);

    [Benchmark]
    public IReadOnlyList<GateOutcome> PermitExplained()
    {
        var trace = new Trace();
        Decider.Decide(Permit, new DecisionInput(customer, directory, now, now), trace);
        return trace.Outcomes;
    }

    [Benchmark]
    public Answer JointUseOfThreeItems() => Decide(JointUse);

    /// <summary>Decided against the concrete supply point.</summary>
    [Benchmark]
    public Answer JointUseAtAPoint() => Decide(AtPoint);

    [Benchmark]
    public Answer JointUseAtAPointThroughTheGrains() => Ask(AtPoint, Transmission);

    [Benchmark]
    public Answer ProvisionByConsent() => Decide(Provide);

    [Benchmark]
    public Answer Deny() => Decide(Denied);

    [Benchmark]
    public Answer DenyThroughTheGrains() => Ask(Denied);

    Answer Decide(Question question) => Decider.Decide(question, new DecisionInput(customer, directory, now, now, Point: question.SupplyPoint is null ? null : point));

    Answer Ask(Question question) => Ask(question, Operator);

    Answer Ask(Question question, Caller caller)
    {
        var asked = stage.Grains.AskAsync(question, caller, CancellationToken.None);
        return asked.IsCompletedSuccessfully ? asked.Result : throw new InvalidOperationException("the customer is not in memory");
    }
}
