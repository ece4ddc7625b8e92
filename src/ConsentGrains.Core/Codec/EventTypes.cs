using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;

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
    public const string NoticeRecorded = "notice.recorded.v1";
    public const string CustomerErased = "customer.erased.v1";

    public const string PartyRegistered = "party.registered.v1";
    public const string RoleGranted = "role.granted.v1";
    public const string RoleEnded = "role.ended.v1";
    public const string PurposeRegistered = "purpose.registered.v1";
    public const string EntrustmentRecorded = "entrustment.recorded.v1";
    public const string EntrustmentEnded = "entrustment.ended.v1";
    public const string TermsNamed = "terms.named.v1";
    public const string SiteRecorded = "site.recorded.v1";
    public const string PolicyPublished = "policy.published.v1";
    public const string CredentialIssued = "credential.issued.v1";
    public const string CredentialRotated = "credential.rotated.v1";
    public const string CredentialRevoked = "credential.revoked.v1";

    static readonly HashSet<string> OfCustomers = new(StringComparer.Ordinal)
    {
        CustomerEnrolled, ContractRecorded, CustomerRelocated, ConsentGiven, ConsentWithdrawn, StopOrdered, StopLifted, EntrustmentObjected,
        EntrustmentObjectionLifted, HoldPlaced, NoticeRecorded, CustomerErased,
    };

    /// <summary>Whether an event of this type lies in a stream of a customer.</summary>
    public static bool IsOfCustomer(string type) => OfCustomers.Contains(type);

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
        CustomerEvent.HoldPlaced => HoldPlaced,
        CustomerEvent.NoticeRecorded => NoticeRecorded,
        CustomerEvent.Erased => CustomerErased,
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };

    public static string Of(DirectoryEvent happened) => happened switch
    {
        DirectoryEvent.PartyRegistered => PartyRegistered,
        DirectoryEvent.RoleGranted => RoleGranted,
        DirectoryEvent.RoleEnded => RoleEnded,
        DirectoryEvent.PurposeRegistered => PurposeRegistered,
        DirectoryEvent.EntrustmentRecorded => EntrustmentRecorded,
        DirectoryEvent.EntrustmentEnded => EntrustmentEnded,
        DirectoryEvent.NamedInTerms => TermsNamed,
        DirectoryEvent.SiteRecorded => SiteRecorded,
        DirectoryEvent.PolicyPublished => PolicyPublished,
        DirectoryEvent.CredentialIssued => CredentialIssued,
        DirectoryEvent.CredentialRotated => CredentialRotated,
        DirectoryEvent.CredentialRevoked => CredentialRevoked,
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
