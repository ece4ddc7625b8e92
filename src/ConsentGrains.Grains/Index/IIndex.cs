using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Looks;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Core.Requests;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Index;

/// <summary>Lists and searches over all customers, made from the journal a moment after it was written. No decision is ever taken from it:
/// whoever needs to know asks <see cref="IGrains"/>. Reads throw <see cref="UnavailableException"/> when the index does not answer.</summary>
public interface IIndex
{
    /// <summary>Whatever was acknowledged before this moment is in the lists; null before the first look at the journal.</summary>
    Instant? IndexedTo { get; }

    /// <summary>Returns once everything acknowledged before the call is in the lists.</summary>
    /// <exception cref="UnavailableException">It took longer than <see cref="Limits.CatchUpSeconds"/>.</exception>
    ValueTask CatchUpAsync(CancellationToken cancel);

    /// <summary>Customers in the ordinal order of their ids, those after a cursor.</summary>
    Listed<ListedCustomer> Customers(CustomerFilter filter, string? after, int limit);

    /// <summary>How many customers the filter finds, those before a cursor among them.</summary>
    int CountCustomers(CustomerFilter filter);

    /// <summary>Consents by customer and moment, those after a cursor. Withdrawals are told as the state of what they withdrew.</summary>
    Listed<ListedConsent> Consents(ConsentFilter filter, string? after, int limit);

    /// <summary>What comes due and what came due, by day, that after a cursor.</summary>
    Listed<ListedDue> Due(DueFilter filter, string? after, int limit);

    /// <summary>Supply points in the order of their numbers, those after a cursor.</summary>
    Listed<ListedPoint> Points(PointFilter filter, string? after, int limit);

    /// <summary>Subscriptions of the change feed in the ordinal order of their ids, those after one.</summary>
    Listed<ListedSubscription> Subscriptions(SubscriptionListFilter filter, string? after, int limit);

    /// <summary>Requests by the day on which there is something to do, those after a cursor.</summary>
    Listed<ListedRequest> Requests(RequestFilter filter, string? after, int limit);

    /// <summary>How much there is to do.</summary>
    IndexCounts Counts(Instant now);

    /// <summary>Under which keys a customer's provision records lie; also an erased one's.</summary>
    ValueTask<IReadOnlyList<ProvisionKey>> ProvisionsOfAsync(CustomerId customer, CancellationToken cancel);

    /// <summary>Incidents by the clock that is due first, those after a cursor.</summary>
    Listed<ListedIncident> Incidents(IncidentFilter filter, string? after, int limit);

    /// <summary>Looks at customers and supply points, the newest first, those after a cursor.</summary>
    Listed<ListedLook> Looks(LookFilter filter, string? after, int limit);

    /// <summary>Customers whom nothing keeps any more on a day, as far as the index knows, in ordinal order of their ids.</summary>
    /// <param name="operator">Null = any.</param>
    Listed<CustomerId> Erasable(DateOnly day, string? @operator, string? after, int limit);

    /// <summary>The ids of customers of an operator after one of them, in ordinal order: candidates of a search.</summary>
    IReadOnlyList<string> CustomersOf(string @operator, string? after, int limit);
}

/// <param name="Next">The cursor after the last of them; null where there is no more. A cursor that is none throws <see cref="FormatException"/>.</param>
public sealed record Listed<T>(IReadOnlyList<T> Results, string? Next);

/// <summary>Null matches anything.</summary>
/// <param name="Policy">Enrolled under it.</param>
/// <param name="State">With a contract in this state, under <paramref name="Policy"/> where one is named.</param>
/// <param name="StopOf">With a stop that reaches this act; empty = with any stop.</param>
/// <param name="ConsentTo">With a consent that names this recipient, holds on <paramref name="Today"/> and is not withdrawn whole.</param>
/// <param name="EnrolledSince">Enrolled at or after this moment, under <paramref name="Policy"/> where one is named.</param>
public sealed record CustomerFilter(
    DateOnly Today, string? Operator = null, string? Policy = null, CustomerKind? Kind = null, ContractState? State = null,
    string? StopOf = null, string? ConsentTo = null, Instant? EnrolledSince = null);

/// <summary>Null matches anything.</summary>
/// <param name="ExpiringBefore">Not withdrawn, holding on <paramref name="Today"/>, its last day before this one.</param>
/// <param name="Outsider">Asked by the recipient: only what it could act on (docs/api/security.md).</param>
public sealed record ConsentFilter(
    DateOnly Today, string? Operator = null, string? Recipient = null, string? Purpose = null, ConsentStanding? Standing = null,
    DateOnly? ExpiringBefore = null, bool Outsider = false);

/// <summary>Null matches anything.</summary>
/// <param name="Party">Whose it is: the customer's operator, the holder of the role or key, one side of the entrustment.</param>
/// <param name="Before">Due before this moment.</param>
/// <param name="Noticed">True: only what came due and was noticed; false: only what is to come.</param>
public sealed record DueFilter(Instant Now, string? Party = null, DueKind? Kind = null, Instant? Before = null, bool? Noticed = null);

/// <summary>Null matches anything.</summary>
/// <param name="Area">1–10.</param>
/// <param name="Party">That supplies the point, or will, or is a party to its open switch.</param>
/// <param name="Retailer">Who supplies it at <paramref name="Now"/>.</param>
/// <param name="Begins">The first digits of the number.</param>
/// <param name="Switch">The newest application is at this stage.</param>
/// <param name="Open">With an open switch.</param>
/// <param name="Held">With a holder at <paramref name="Now"/>.</param>
public sealed record PointFilter(
    Instant Now, int? Area = null, string? Party = null, string? Retailer = null, string? Begins = null, PointKind? Kind = null,
    SwitchStage? Switch = null, bool? Open = null, bool? Held = null);

/// <summary>Null matches anything.</summary>
/// <param name="Open">True: something is left to do.</param>
public sealed record RequestFilter(
    string? Operator = null, string? Policy = null, RequestType? Type = null, RequestStage? Stage = null, DateOnly? DueBefore = null, bool? Open = null);

/// <param name="Due">Null: nothing is left to do.</param>
public sealed record ListedRequest(
    string Id, string Operator, string Policy, RequestType Type, RequestStage Stage, RequestOutcome? Outcome, DateOnly Arrived, DateOnly Target, DateOnly? Due, int Version);

/// <param name="Retailer">Null: nobody supplies it.</param>
public sealed record ListedPoint(
    SupplyPointNumber Number, int Version, Instant Recorded, PointKind Kind, VoltageClass? Voltage, string? Retailer, bool Held, SwitchStage? Switch);

/// <summary>Null matches anything.</summary>
public sealed record SubscriptionListFilter(string? Party = null, SubscriptionKind? Kind = null, bool? Ended = null);

/// <summary>That there is one, and whose: how it stands only its grain says.</summary>
public sealed record ListedSubscription(string Id, string Party, SubscriptionKind Kind, bool Ended);

/// <summary>Null matches anything.</summary>
public sealed record IncidentFilter(string? Operator = null, string? Policy = null, bool? Open = null);

/// <param name="Due">Target of the open clock that comes first; null where none is open.</param>
public sealed record ListedIncident(string Id, string Operator, string Policy, DateOnly Known, DateOnly? Due, DateOnly? Closed, int Customers, int Version);

/// <summary>Null matches anything.</summary>
/// <param name="Subject">At this customer, or at the point of these digits.</param>
/// <param name="By">By a credential of this id.</param>
public sealed record LookFilter(string? Subject = null, string? By = null, LookReason? Why = null, Instant? From = null, Instant? To = null);

/// <param name="Person">Who sat there, where the pages know.</param>
/// <param name="Subject">Null: he was erased since.</param>
public sealed record ListedLook(
    string Id, Instant At, string Actor, string? Credential, string? Person, LookSubject Of, string? Operator, string? Subject, LookView Shown, LookReason Why, string? Request);

public sealed record ListedCustomer(
    CustomerId Id, int Version, Instant Recorded, IReadOnlyList<ListedEnrolment> Enrolments, IReadOnlyList<ListedContract> Contracts,
    IReadOnlyList<StopScope> Stops);

public readonly record struct ListedEnrolment(string Policy, string Version, CustomerKind Kind, Instant Since);

public readonly record struct ListedContract(string Policy, ContractState State);

public sealed record ListedConsent(
    CustomerId Customer, Instant Given, string? Purpose, string? Recipient, IReadOnlyList<string>? Items, bool Secrecy, bool Valid,
    string? Country, DateOnly? Until, ConsentStanding Standing);

/// <summary>What became of a consent.</summary>
public enum ConsentStanding
{
    Given,

    /// <summary>A later withdrawal takes away part of what it covers.</summary>
    PartlyWithdrawn,

    Withdrawn,

    /// <summary>Its last day is over; told for the day of asking.</summary>
    Expired,
}

/// <param name="Party">Whose it is, see <see cref="DueFilter"/>.</param>
/// <param name="Subject">What ended: a recipient or purpose, a contract, a law, a role, an entrustment, a credential.</param>
/// <param name="Noticed">When it was noticed that it had come due; null while it is to come.</param>
public sealed record ListedDue(Instant Due, DueKind Kind, string Party, string? Other, CustomerId? Customer, string Subject, Instant? Noticed);

/// <summary>What can come due.</summary>
public enum DueKind
{
    ConsentExpired,

    /// <summary>The retention period set for a contract is over.</summary>
    RetentionReached,
    HoldEnded,
    RoleEnded,
    EntrustmentEnded,
    CredentialEnded,

    /// <summary>The last day for matching a switch is over (マッチング不成立): it lapses by itself.</summary>
    SwitchLapsed,

    /// <summary>The day by which a contractor was to be looked at again is over.</summary>
    SupervisionDue,
}
