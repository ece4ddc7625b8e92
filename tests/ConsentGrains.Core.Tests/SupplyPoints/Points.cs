using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Core.Tests.Customers;
using static ConsentGrains.Core.SupplyPoints.SupplyPointCommand;

namespace ConsentGrains.Core.Tests.SupplyPoints;

/// <summary>A supply point in area 03, and whoever has to do with it.</summary>
static class Points
{
    public const string Digits = "0300000000000000000001";
    public static readonly SupplyPointNumber Number = new(Digits);
    public static readonly CustomerId Els = Sample.Els;
    public static readonly CustomerId B = new("retailer-b", "X-9");
    public static readonly CustomerId C = new("retailer-c", "Y-7");
    public static readonly Issuer Anyone = new("test", Unrestricted: true);
    public static readonly Instant Now = Sample.Now;
    public static readonly DateOnly Today = Sample.Today;

    public static readonly DirectoryState Directory = Sample.After(
        Sample.Directory,
        new DirectoryCommand.RegisterParty("retailer-b", "小売B"),
        new DirectoryCommand.RegisterParty("retailer-c", "小売C"));

    /// <summary>Held by <see cref="Els"/> since January.</summary>
    public static readonly SupplyPointState Held = After(SupplyPointState.Unknown, new Register(Customer: Els, Since: new(2026, 1, 1)));

    public static readonly SupplyPointState Free = After(SupplyPointState.Unknown, new Register());

    public static readonly ApplySwitch Apply = new("retailer-b", B, Els);

    public static readonly SupplyPointState Applied = After(Held, Apply);

    public static readonly SupplyPointState JudgedOk = After(Applied, new JudgeSwitch(Judgement.Ok));

    public static readonly SupplyPointState Matched = After(JudgedOk, new MatchSwitch());

    public static readonly SupplyPointState Completed = After(Matched, new CompleteSwitch(Today));

    /// <summary>The point after commands that must be accepted, each followed by the point's own steps of its saga.</summary>
    public static SupplyPointState After(SupplyPointState state, params SupplyPointCommand[] commands) => AfterAt(Now, state, commands);

    public static SupplyPointState AfterAt(Instant moment, SupplyPointState state, params SupplyPointCommand[] commands)
    {
        foreach (var command in commands)
        {
            state = Told(state, command, Anyone, moment);
            while (SupplyPointSaga.Due(state, Number) is [.., SagaStep.ToPoint last]) state = Told(state, last.Command, Issuer.Registry, moment);
        }

        return state;
    }

    /// <summary>After one command alone, whatever is still due.</summary>
    public static SupplyPointState Told(SupplyPointState state, SupplyPointCommand command, Issuer? issuer = null, Instant? moment = null)
    {
        var at = moment ?? Now;
        var decided = SupplyPointRules.Decide(state, Number, command, issuer ?? Anyone, Directory, at);
        if (decided.Refusal is { } refusal) throw new InvalidOperationException($"refused: {refusal}");
        foreach (var happened in decided.Events) state = SupplyPointRules.Evolve(state, happened, at);
        return state;
    }

    public static Refusal? Refused(SupplyPointState state, SupplyPointCommand command, Issuer? issuer = null, Instant? moment = null, DirectoryState? directory = null) =>
        SupplyPointRules.Decide(state, Number, command, issuer ?? Anyone, directory ?? Directory, moment ?? Now).Refusal;
}
