using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Feed;

/// <summary>What one party is told of, computed from one version of the directory. Closed: what no rule names is told to nobody but who sees all.
/// <list type="bullet">
/// <item>An operator: everything of its customers.</item>
/// <item>A recipient: consents and stops that name it, and the end of a customer whose consent names it.</item>
/// <item>A joint user: enrolments, contracts, stops and erasures of the scheme's policy, consents for the scheme's purposes; where the scheme reaches
/// only customers who move away, their move and their erasure.</item>
/// <item>A contractor: the same of the policies its entry works for, objections to entrustment, consents for its purposes.</item>
/// <item>A transmission operator (一般送配電事業者): the points of its area. A retailer: the points it supplies and its own switches. OCCTO: switches.</item>
/// <item>Everybody: parties, rosters and policies, which are published; the rest of the directory, whom it names.</item>
/// </list>
/// A ground counts for an event when it was in force on the event's day and is today: who loses it is told nothing more, not even of before; who gains
/// it begins with what lies in its scope, not with its past.</summary>
public sealed class Entitlement
{
    readonly DirectoryState directory;
    readonly bool whole;
    readonly string own;
    readonly DateOnly today;
    readonly Grant[] inForce;

    /// <param name="party">Whose; must be known to the directory to be told anything.</param>
    /// <param name="whole">Sees all (an auditor).</param>
    public Entitlement(string party, bool whole, DirectoryState directory, DateOnly today)
    {
        (Party, this.whole, this.directory, this.today) = (party, whole, directory, today);
        own = Audience.Party(party);
        Grounds = [.. Grants.Of(party, directory)];
        inForce = [.. Grounds.Where(ground => ground.InForce(today))];
    }

    public string Party { get; }

    /// <summary>Every ground there was, is or will be.</summary>
    public IReadOnlyList<Grant> Grounds { get; }

    /// <summary>Whether it was made of this directory and for this day: otherwise a new one is due.</summary>
    public bool IsOf(DirectoryState now, DateOnly day) => ReferenceEquals(directory, now) && today == day;

    /// <summary>False: nothing behind these tags is for this party. Asked before an event is opened.</summary>
    public bool MayConcern(IReadOnlyList<string> tags)
    {
        if (whole) return true;
        foreach (var tag in tags)
        {
            if (tag == own || tag == DirectoryAudience.All) return true;
            foreach (var ground in inForce)
                if (ground.Tag == tag) return true;
        }

        return false;
    }

    /// <summary>The loop guard: what the party sent itself because of a change it was told of is not told to it again.</summary>
    public bool IsEcho(Change change) => change.Envelope.Actor == Party && change.Envelope.Cause is { } cause && ChangeId.IsOne(cause);

    /// <summary>Whether the party may be told of a change; an echo it need not be.</summary>
    public bool MaySee(Change change)
    {
        if (IsInternal(change)) return whole;
        if (whole || change.Tags.Contains(own)) return true;
        if (change is Change.OfDirectory) return change.Tags.Contains(DirectoryAudience.All);
        if (change is not Change.OfCustomer of) return false;
        var day = change.Time.Day;
        foreach (var ground in inForce)
            if (change.Tags.Contains(ground.Tag) && ground.InForce(day) && Reaches(ground, of.Event)) return true;
        return false;
    }

    /// <summary>Whether what the change is about lies in the party's scope today, whenever it happened: an export begins with it.</summary>
    public bool Holds(Change change)
    {
        if (change is Change.OfDirectory || (IsInternal(change) && !whole)) return false;
        if (whole || change.Tags.Contains(own)) return true;
        if (change is not Change.OfCustomer of) return false;
        foreach (var ground in inForce)
            if (ground.Kind != GrantKind.Movers && change.Tags.Contains(ground.Tag) && Reaches(ground, of.Event)) return true;
        return false;
    }

    /// <summary>Whether the party is told of enrolments and contracts under a policy today, without being the operator.</summary>
    public bool SeesPolicy(string policy) => inForce.Any(ground => ground.Kind != GrantKind.Movers && ground.Policy == policy);

    /// <summary>Likewise of a consent.</summary>
    public bool SeesConsent(string? purpose, string? recipient) => recipient == Party
        || (purpose is not null && IsOpenTo(recipient) && inForce.Any(ground => ground.Kind != GrantKind.Movers && Names(ground, purpose)));

    /// <summary>Likewise of a stop.</summary>
    /// <param name="named">A consent of the customer names the party.</param>
    public bool SeesStop(StopScope scope, bool named) => scope.Recipient == Party || (named && scope.Recipient is null)
        || inForce.Any(ground => ground.Kind != GrantKind.Movers && (scope.Policy is null || scope.Policy == ground.Policy) && Reaches(ground, scope));

    /// <summary>Likewise that the customer objects to contractors.</summary>
    public bool SeesObjection => inForce.Any(ground => ground.Kind == GrantKind.Entrusted);

    /// <summary>Whether the party is the customer's own operator: it is told what others are not.</summary>
    public bool IsOperatorOf(Change.OfCustomer change) => whole || change.Customer?.Operator == Party;

    /// <inheritdoc cref="IsOperatorOf"/>
    public bool SeesAll => whole;

    /// <summary>Schemes that the roster of a role takes part in, in any version of any policy.</summary>
    internal IReadOnlyList<string> SchemesOf(string role) =>
        [.. directory.Policies.Families.SelectMany(f => f.Versions).SelectMany(v => v.Schemes).Where(s => s.Roles.Contains(role)).Select(s => s.Id).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether an entry of the register is the party's own, or one of its own stands under it.</summary>
    internal bool IsUnder(string entrustment) =>
        directory.EntrustmentsTo.TryGetValue(Party, out var own) && own.Any(entry => StandsUnder(entry, entrustment));

    bool StandsUnder(Entrustment entry, string id)
    {
        for (var depth = 0; depth < Limits.EntrustmentDepth; depth++)
        {
            if (entry.Id == id) return true;
            if (entry.Under is not { } under || !directory.Entrustments.TryGetValue(under, out var above)) return false;
            entry = above;
        }

        return false;
    }

    /// <summary>A step of the registry's own, that is nobody's business yet or any more.</summary>
    static bool IsInternal(Change change) => change is Change.OfPoint { Event: SupplyPointEvent.SwitchRequested or SupplyPointEvent.SwitchCompleting or SupplyPointEvent.Settled };

    bool Reaches(Grant ground, CustomerEvent e) => ground.Kind == GrantKind.Movers
        ? e is CustomerEvent.Relocated { OutOfArea: true } or CustomerEvent.Erased
        : e switch
        {
            CustomerEvent.Enrolled or CustomerEvent.ContractRecorded or CustomerEvent.ContractEnded or CustomerEvent.ContractActivated
                or CustomerEvent.Relocated or CustomerEvent.Erased => true,
            CustomerEvent.EntrustmentObjected or CustomerEvent.EntrustmentObjectionLifted => ground.Kind == GrantKind.Entrusted,
            CustomerEvent.StopOrdered x => Reaches(ground, x.Scope),
            CustomerEvent.StopLifted x => Reaches(ground, x.Scope),
            CustomerEvent.ConsentGiven x => x.Purpose is { } purpose && Names(ground, purpose) && IsOpenTo(x.Recipient),
            CustomerEvent.ConsentWithdrawn x => (x.Purpose is null || Names(ground, x.Purpose)) && IsOpenTo(x.Recipient),
            _ => false,
        };

    bool Reaches(Grant ground, StopScope scope) => (scope.Purpose is null || Names(ground, scope.Purpose)) && IsOpenTo(scope.Recipient);

    bool IsOpenTo(string? recipient) => recipient is null || recipient == Party;

    /// <summary>A scheme's own purposes, or those of the contractor's entry; only those the roster's entry leaves.</summary>
    bool Names(Grant ground, string purpose)
    {
        var known = directory.Policies.Purpose(purpose);
        if (ground.Kind == GrantKind.Scheme && known?.Scheme != ground.Name) return false;
        return ground.Purposes is null || ground.Purposes.Any(p => p == purpose || (known is not null && directory.Policies.Purpose(p)?.Id == known.Id));
    }
}
