namespace ConsentGrains.Core.Customers;

/// <summary>What happened to a customer. The names on disk are in the codec and are for ever.</summary>
public abstract record CustomerEvent
{
    CustomerEvent() { }

    /// <summary>`customer.enrolled.v1`.</summary>
    /// <param name="MinorUntil">Null = not said: an earlier one stays.</param>
    public sealed record Enrolled(
        string Policy, string Version, CustomerKind Kind, Provenance Provenance, IReadOnlyList<string> Purposes,
        DateOnly? MinorUntil, bool? Ward) : CustomerEvent;

    /// <summary>`contract.recorded.v1`.</summary>
    /// <param name="MovesIn">The customer is still to move in at the point it names, unless the point's own events say that he has.</param>
    public sealed record ContractRecorded(
        string Id, string Policy, ContractState State, string? SupplyPoint, IReadOnlyList<string>? Features,
        string? User, DateOnly? RetainUntil, bool MovesIn = false) : CustomerEvent;

    /// <summary>`customer.relocated.v1`.</summary>
    public sealed record Relocated(string Contract, bool OutOfArea) : CustomerEvent;

    /// <summary>`consent.given.v1`.</summary>
    public sealed record ConsentGiven(
        string? Purpose, string? Recipient, IReadOnlyList<string>? Items, bool Secrecy, DateOnly? Until, string? Country, ConsentBy By) : CustomerEvent;

    /// <summary>`consent.withdrawn.v1`.</summary>
    public sealed record ConsentWithdrawn(string? Purpose, string? Recipient, IReadOnlyList<string>? Items) : CustomerEvent;

    /// <summary>`stop.ordered.v1`.</summary>
    public sealed record StopOrdered(StopScope Scope) : CustomerEvent;

    /// <summary>`stop.lifted.v1`.</summary>
    public sealed record StopLifted(StopScope Scope) : CustomerEvent;

    /// <summary>`entrustment.objected.v1`.</summary>
    public sealed record EntrustmentObjected : CustomerEvent;

    /// <summary>`entrustment.objection-lifted.v1`.</summary>
    public sealed record EntrustmentObjectionLifted : CustomerEvent;

    /// <summary>`hold.placed.v1`; `hold.placed.v2` where it names items.</summary>
    /// <param name="Items">Null = everything.</param>
    public sealed record HoldPlaced(DateOnly Until, string Law, IReadOnlyList<string>? Items = null) : CustomerEvent;

    /// <summary>`hold.lifted.v1`.</summary>
    public sealed record HoldLifted(string Law) : CustomerEvent;

    /// <summary>`notice.recorded.v1`.</summary>
    public sealed record NoticeRecorded(string Clause) : CustomerEvent;

    /// <summary>`customer.named.v1`: a supply point names a customer nobody has heard of. From then on he has a key that an erasure can destroy.</summary>
    public sealed record Named : CustomerEvent;

    /// <summary>`customer.erased.v1`.</summary>
    public sealed record Erased : CustomerEvent;

    /// <summary>`switch-away.opened.v1`.</summary>
    public sealed record SwitchAwayOpened(string Point, int Switch) : CustomerEvent;

    /// <summary>`switch-away.closed.v1`.</summary>
    public sealed record SwitchAwayClosed(string Point, int Switch, Instant From) : CustomerEvent;

    /// <summary>`contract.ended.v1`: every contract in force that names the point.</summary>
    public sealed record ContractEnded(string Point, Instant From, ContractEnd Why) : CustomerEvent;

    /// <summary>`contract.activated.v1`: the contract applied for that names the point.</summary>
    public sealed record ContractActivated(string Point, Instant From) : CustomerEvent;
}
