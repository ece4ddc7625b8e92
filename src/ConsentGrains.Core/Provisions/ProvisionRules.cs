using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Provisions;

/// <summary>A command to the records under one key.</summary>
public abstract record ProvisionCommand
{
    ProvisionCommand() { }

    /// <summary>Data were given to a third party.</summary>
    /// <param name="Covered">The decision it rests on, told again from its receipt; null: there is no such decision.</param>
    public sealed record Record(Provision Provision, CoveringDecision? Covered) : ProvisionCommand;

    /// <summary>Everything under the key is over and is destroyed. Sent by the registry alone.</summary>
    public sealed record Remove : ProvisionCommand;
}

/// <summary>What a decision said, as far as a record can rest on it.</summary>
/// <param name="AsOf">The moment for which it was given.</param>
public sealed record CoveringDecision(Question Question, bool Permitted, Obligations Obligations, Instant AsOf);

public abstract record ProvisionEvent
{
    ProvisionEvent() { }

    /// <summary>`provision.recorded.v1`.</summary>
    public sealed record Recorded(Provision Provision) : ProvisionEvent;

    /// <summary>`provision.removed.v1`: the keys are destroyed with it.</summary>
    public sealed record Removed : ProvisionEvent;
}

/// <summary>What a command to provision records comes to. Only true third-party provisions become records: entrustment and joint use are decided and logged
/// apart, and an exception of APPI 27(1) owes none (EDGE-44).</summary>
public static class ProvisionRules
{
    public static Decided<ProvisionEvent> Decide(ProvisionState state, ProvisionKey key, ProvisionCommand command, DirectoryState directory, Instant now) => command switch
    {
        ProvisionCommand.Record record => Recorded(state, key, record, directory, now.Day),
        // Never before its day, whoever asks.
        _ => state.OverFrom is { } over && now.Day >= over ? new ProvisionEvent.Removed() : Decided<ProvisionEvent>.Nothing,
    };

    public static ProvisionState Evolve(ProvisionState state, ProvisionEvent happened, Instant recorded) => happened switch
    {
        ProvisionEvent.Recorded e => state with { Version = state.Version + 1, Recorded = recorded, Records = [.. state.Records, e.Provision with { Made = recorded.Day }] },
        _ => ProvisionState.Destroyed with { Version = state.Version + 1, Recorded = recorded },
    };

    static Decided<ProvisionEvent> Recorded(ProvisionState state, ProvisionKey key, ProvisionCommand.Record record, DirectoryState directory, DateOnly today)
    {
        var check = new Checked(directory);
        var provision = record.Provision;
        check.Id("id", provision.Id);
        check.Items("items", provision.Items);
        check.Party("party", provision.Party);
        check.Purpose("purpose", provision.Purpose);
        if (provision.Acquired is { } how) check.Text("acquired", how, Limits.TextLength);
        check.That(provision.On <= today, RefusalCode.DayInFuture, "on", Checked.Day(provision.On));
        check.That(state.Records.Count < Limits.EntriesPerCustomer, RefusalCode.TooManyEntries, "customer");
        if (provision.Side == ProvisionSide.Given) Covers(provision, key.Customer, record.Covered, check);
        else Confirms(provision, key.Customer, check);
        check.That(!state.IsDestroyed, RefusalCode.ProvisionExists, "id", provision.Id);
        var known = state.Records.FirstOrDefault(r => r.Id == provision.Id);
        check.That(known is null || Same(known, provision), RefusalCode.ProvisionExists, "id", provision.Id);
        if (check.Broken is { } refusal) return refusal;
        return known is null ? new ProvisionEvent.Recorded(provision) : Decided<ProvisionEvent>.Nothing;
    }

    /// <summary>What came from a third party names how it had come by the data; what is the operator's own came from nobody.</summary>
    static void Confirms(Provision provision, CustomerId customer, Checked check)
    {
        check.That(provision is { Acquired: not null, Confirmed: not null }, RefusalCode.FindingMissing, provision.Acquired is null ? "acquired" : "confirmed");
        check.That(provision.Party != customer.Operator, RefusalCode.NotAProvision, "provider", provision.Party);
    }

    /// <summary>The decision permitted this provision: to this party, of these items, on its day or the one after. A later one needs a decision of its own: what
    /// was withdrawn in between must not be given.</summary>
    static void Covers(Provision provision, CustomerId customer, CoveringDecision? covered, Checked check)
    {
        if (!check.That(covered is not null, RefusalCode.DecisionUnknown, "decision")) return;
        var question = covered!.Question;
        var isProvision = question.Act == "provide" && question.Form == Form.Individual && question.Recipient != customer.Operator
            && (!covered.Permitted || covered.Obligations.HasFlag(Obligations.RecordProvision));
        check.That(isProvision, RefusalCode.NotAProvision, "decision", question.Act);
        check.That(covered.Permitted, RefusalCode.ProvisionNotCovered, "decision");
        check.That(question.Customer == customer.ToString(), RefusalCode.ProvisionNotCovered, "customer");
        check.That(question.Recipient == provision.Party, RefusalCode.ProvisionNotCovered, "party", provision.Party);
        check.That(provision.Purpose is null || question.Purpose == provision.Purpose, RefusalCode.ProvisionNotCovered, "purpose", provision.Purpose);
        foreach (var item in provision.Items) check.That(question.Items.Contains(item), RefusalCode.ProvisionNotCovered, "items", item);
        check.That(provision.On >= covered.AsOf.Day && provision.On <= covered.AsOf.Day.AddDays(Limits.ProvisionDays), RefusalCode.ProvisionNotCovered, "on", Checked.Day(provision.On));
    }

    static bool Same(Provision one, Provision other) =>
        one with { Items = other.Items, Made = other.Made } == other && one.Items.ToHashSet().SetEquals(other.Items);
}
