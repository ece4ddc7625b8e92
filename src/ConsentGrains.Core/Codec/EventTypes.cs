using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Codec;

/// <summary>The names of events on disk and in the feed. They are for ever.</summary>
public static class EventTypes
{
    public const string CustomerEnrolled = "customer.enrolled.v1";
    public const string ContractRecorded = "contract.recorded.v1";
    public const string CustomerRelocated = "customer.relocated.v1";
    public const string ConsentGiven = "consent.given.v1";
    public const string ConsentWithdrawn = "consent.withdrawn.v1";
    public const string StopOrdered = "stop.ordered.v1";
    public const string StopLifted = "stop.lifted.v1";
    public const string EntrustmentObjected = "entrustment.objected.v1";
    public const string EntrustmentObjectionLifted = "entrustment.objection-lifted.v1";
    public const string HoldPlaced = "hold.placed.v1";
    public const string HoldPlacedOnItems = "hold.placed.v2";
    public const string HoldLifted = "hold.lifted.v1";
    public const string CustomerNamed = "customer.named.v1";
    public const string NoticeRecorded = "notice.recorded.v1";
    public const string CustomerErased = "customer.erased.v1";

    public const string SwitchAwayOpened = "switch-away.opened.v1";
    public const string SwitchAwayClosed = "switch-away.closed.v1";
    public const string ContractEnded = "contract.ended.v1";
    public const string ContractActivated = "contract.activated.v1";

    public const string SupplyPointRegistered = "supply-point.registered.v1";
    public const string SupplyPointMovedIn = "supply-point.moved-in.v1";
    public const string SupplyPointMovedOut = "supply-point.moved-out.v1";
    public const string SupplyPointSettled = "supply-point.settled.v1";
    public const string SwitchRequested = "switch.requested.v1";
    public const string SwitchApplied = "switch.applied.v1";
    public const string SwitchRejected = "switch.rejected.v1";
    public const string SwitchJudged = "switch.judged.v1";
    public const string SwitchMatched = "switch.matched.v1";
    public const string SwitchCancelled = "switch.cancelled.v1";
    public const string SwitchLapsed = "switch.lapsed.v1";
    public const string SwitchCompleting = "switch.completing.v1";
    public const string SwitchCompleted = "switch.completed.v1";
    public const string LookUpIssued = "look-up.issued.v1";

    public const string PartyRegistered = "party.registered.v1";
    public const string RoleGranted = "role.granted.v1";
    public const string RoleEnded = "role.ended.v1";
    public const string GroundLapsed = "ground.lapsed.v1";
    public const string PurposeRegistered = "purpose.registered.v1";
    public const string EntrustmentRecorded = "entrustment.recorded.v1";
    public const string EntrustmentEnded = "entrustment.ended.v1";
    public const string TermsNamed = "terms.named.v1";
    public const string SiteRecorded = "site.recorded.v1";
    public const string ServiceDescribed = "site.service-described.v1";
    public const string SupervisionRecorded = "supervision.recorded.v1";
    public const string DeskSet = "desk.set.v1";
    public const string PolicyPublished = "policy.published.v1";
    public const string PolicyPublishedOn = "policy.published.v2";
    public const string PolicyDrafted = "policy.drafted.v1";
    public const string DraftWithdrawn = "policy.draft-withdrawn.v1";
    public const string RetentionSet = "retention.set.v1";
    public const string CredentialIssued = "credential.issued.v1";
    public const string CredentialRotated = "credential.rotated.v1";
    public const string CredentialRevoked = "credential.revoked.v1";

    public const string SubscriptionCreated = "subscription.created.v1";
    public const string SubscriptionChanged = "subscription.changed.v1";
    public const string SubscriptionSecretRotated = "subscription.secret-rotated.v1";
    public const string SubscriptionVerified = "subscription.verified.v1";
    public const string SubscriptionAdvanced = "subscription.advanced.v1";
    public const string SubscriptionFailed = "subscription.failed.v1";
    public const string SubscriptionDisabled = "subscription.disabled.v1";
    public const string SubscriptionSuspended = "subscription.suspended.v1";
    public const string SubscriptionResumed = "subscription.resumed.v1";
    public const string SubscriptionEnded = "subscription.ended.v1";

    const string OfSubscriptions = "subscription.";

    static readonly HashSet<string> OfCustomers = new(StringComparer.Ordinal)
    {
        CustomerEnrolled, ContractRecorded, CustomerRelocated, ConsentGiven, ConsentWithdrawn, StopOrdered, StopLifted, EntrustmentObjected,
        EntrustmentObjectionLifted, HoldPlaced, HoldPlacedOnItems, HoldLifted, CustomerNamed, NoticeRecorded, CustomerErased, SwitchAwayOpened, SwitchAwayClosed, ContractEnded, ContractActivated,
    };

    static readonly HashSet<string> OfPoints = new(StringComparer.Ordinal)
    {
        SupplyPointRegistered, SupplyPointMovedIn, SupplyPointMovedOut, SupplyPointSettled, SwitchRequested, SwitchApplied, SwitchRejected, SwitchJudged,
        SwitchMatched, SwitchCancelled, SwitchLapsed, SwitchCompleting, SwitchCompleted, LookUpIssued,
    };

    /// <summary>Whether an event of this type lies in a stream of a customer.</summary>
    public static bool IsOfCustomer(string type) => OfCustomers.Contains(type);

    /// <summary>Whether an event of this type lies in a stream of a supply point.</summary>
    public static bool IsOfPoint(string type) => OfPoints.Contains(type);

    /// <summary>Whether an event of this type lies in a stream of a subscription.</summary>
    public static bool IsOfSubscription(string type) => type.StartsWith(OfSubscriptions, StringComparison.Ordinal);

    public static string Of(SubscriptionEvent happened) => happened switch
    {
        SubscriptionEvent.Created => SubscriptionCreated,
        SubscriptionEvent.Changed => SubscriptionChanged,
        SubscriptionEvent.SecretRotated => SubscriptionSecretRotated,
        SubscriptionEvent.Verified => SubscriptionVerified,
        SubscriptionEvent.Advanced => SubscriptionAdvanced,
        SubscriptionEvent.Failed => SubscriptionFailed,
        SubscriptionEvent.Disabled => SubscriptionDisabled,
        SubscriptionEvent.Suspended => SubscriptionSuspended,
        SubscriptionEvent.Resumed => SubscriptionResumed,
        SubscriptionEvent.Ended => SubscriptionEnded,
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };

    public static string Of(CustomerEvent happened) => happened switch
    {
        CustomerEvent.Enrolled => CustomerEnrolled,
        CustomerEvent.ContractRecorded => ContractRecorded,
        CustomerEvent.Relocated => CustomerRelocated,
        CustomerEvent.ConsentGiven => ConsentGiven,
        CustomerEvent.ConsentWithdrawn => ConsentWithdrawn,
        CustomerEvent.StopOrdered => StopOrdered,
        CustomerEvent.StopLifted => StopLifted,
        CustomerEvent.EntrustmentObjected => EntrustmentObjected,
        CustomerEvent.EntrustmentObjectionLifted => EntrustmentObjectionLifted,
        CustomerEvent.HoldPlaced { Items: null } => HoldPlaced,
        CustomerEvent.HoldPlaced => HoldPlacedOnItems,
        CustomerEvent.HoldLifted => HoldLifted,
        CustomerEvent.Named => CustomerNamed,
        CustomerEvent.NoticeRecorded => NoticeRecorded,
        CustomerEvent.Erased => CustomerErased,
        CustomerEvent.SwitchAwayOpened => SwitchAwayOpened,
        CustomerEvent.SwitchAwayClosed => SwitchAwayClosed,
        CustomerEvent.ContractEnded => ContractEnded,
        CustomerEvent.ContractActivated => ContractActivated,
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };

    public static string Of(SupplyPointEvent happened) => happened switch
    {
        SupplyPointEvent.Registered => SupplyPointRegistered,
        SupplyPointEvent.MovedIn => SupplyPointMovedIn,
        SupplyPointEvent.MovedOut => SupplyPointMovedOut,
        SupplyPointEvent.Settled => SupplyPointSettled,
        SupplyPointEvent.SwitchRequested => SwitchRequested,
        SupplyPointEvent.SwitchApplied => SwitchApplied,
        SupplyPointEvent.SwitchRejected => SwitchRejected,
        SupplyPointEvent.SwitchJudged => SwitchJudged,
        SupplyPointEvent.SwitchMatched => SwitchMatched,
        SupplyPointEvent.SwitchCancelled => SwitchCancelled,
        SupplyPointEvent.SwitchLapsed => SwitchLapsed,
        SupplyPointEvent.SwitchCompleting => SwitchCompleting,
        SupplyPointEvent.SwitchCompleted => SwitchCompleted,
        SupplyPointEvent.LookUpIssued => LookUpIssued,
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };

    public static string Of(DirectoryEvent happened) => happened switch
    {
        DirectoryEvent.PartyRegistered => PartyRegistered,
        DirectoryEvent.RoleGranted => RoleGranted,
        DirectoryEvent.RoleEnded => RoleEnded,
        DirectoryEvent.GroundLapsed => GroundLapsed,
        DirectoryEvent.PurposeRegistered => PurposeRegistered,
        DirectoryEvent.EntrustmentRecorded => EntrustmentRecorded,
        DirectoryEvent.EntrustmentEnded => EntrustmentEnded,
        DirectoryEvent.NamedInTerms => TermsNamed,
        DirectoryEvent.SiteRecorded => SiteRecorded,
        DirectoryEvent.ServiceDescribed => ServiceDescribed,
        DirectoryEvent.SupervisionRecorded => SupervisionRecorded,
        DirectoryEvent.DeskSet => DeskSet,
        DirectoryEvent.PolicyPublished { Dated: null } => PolicyPublished,
        DirectoryEvent.PolicyPublished => PolicyPublishedOn,
        DirectoryEvent.PolicyDrafted => PolicyDrafted,
        DirectoryEvent.DraftWithdrawn => DraftWithdrawn,
        DirectoryEvent.RetentionSet => RetentionSet,
        DirectoryEvent.CredentialIssued => CredentialIssued,
        DirectoryEvent.CredentialRotated => CredentialRotated,
        DirectoryEvent.CredentialRevoked => CredentialRevoked,
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
