using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Feed;

/// <summary>What a field of a change's data holds.</summary>
public enum FieldShape
{
    Text,
    Number,

    /// <summary>A day in Japan: `2026-04-01`.</summary>
    Day,

    /// <summary>RFC 3339 with its offset.</summary>
    Time,
    Flag,
    Texts,
}

/// <param name="Always">Otherwise it is left out where there is nothing to say, or where only others may know.</param>
/// <param name="Words">The only values; null = any.</param>
public sealed record ChangeField(string Name, FieldShape Shape, bool Always, string Meaning, IReadOnlyList<string>? Words = null);

/// <param name="Type">Without the prefix of the feed.</param>
/// <param name="Subject">What the event's `subject` names; null = it has none.</param>
public sealed record ChangeDescription(string Type, string Meaning, string? Subject, IReadOnlyList<ChangeField> Fields);

/// <summary>Every type of the feed with the fields of its data beside `ref` and `revision`. The document that clients read is made of this, and
/// everything the tests see told is held against it. INVARIANT (format): what stands here is for ever; a field may be added, never changed or removed.</summary>
public static class ChangeFields
{
    const string Customer = "The customer, `operator/number`.";
    const string Point = "The supply point's 22 digits.";
    const string Id = "The id of the entry.";

    static readonly ChangeField Switch = Number("switch", "Counts the applications of the point.");
    static readonly ChangeField From = new("from", FieldShape.Time, true, "It holds from this moment.");
    static readonly ChangeField Area = Number("area", "1–10, the transmission operator's area.");
    static readonly ChangeField OwnPoint = Maybe("supplyPoint", "To the customer's own operator only.");
    static readonly ChangeField OwnContract = Maybe("contract", "The contract's number, to the customer's own operator only.");
    static readonly ChangeField OwnCustomer = Maybe("customer", "The customer, to his own operator only.");
    static readonly ChangeField Until = new("until", FieldShape.Day, false, "The last day.");
    static readonly ChangeField LastDay = Until with { Always = true };
    static readonly ChangeField Delete = new("delete", FieldShape.Flag, true, "true: delete what you hold under it.");

    static readonly ChangeField[] Scope =
    [
        Maybe("policy", "Of this policy."), Maybe("act", "This act: use, joint-use, provide, entrust, transmit."), Maybe("purpose", "For this purpose."),
        Maybe("channel", "By this channel."), Maybe("recipient", "To this recipient."),
    ];

    static readonly ChangeField[] Named = [Maybe("purpose", "For this purpose."), Maybe("recipient", "To this recipient."), List("items", "These items; left out: all.", always: false)];

    public static IReadOnlyList<ChangeDescription> All { get; } = [.. OfCustomers(), .. OfPoints(), .. OfSwitches(), .. OfDirectory(), .. OfEntitlements()];

    static IEnumerable<ChangeDescription> OfCustomers() =>
    [
        new(EventTypes.CustomerEnrolled, "A customer was enrolled under a policy.", Customer, [Text("policy", "The policy's id."), Text("version", "The version shown."), Word<CustomerKind>("kind")]),
        new(EventTypes.ContractRecorded, "A contract began, changed or ended.", Customer, [OwnContract, Text("policy", "The policy it is under."), Word<ContractState>("state"), OwnPoint, new("retainUntil", FieldShape.Day, false, "How long its records are kept, to the customer's own operator only.")]),
        new(EventTypes.CustomerRelocated, "The customer moved.", Customer, [OwnContract, new("outOfArea", FieldShape.Flag, false, "true: out of the area.")]),
        new(EventTypes.ConsentGiven, "A consent was given.", Customer, [.. Named, new("secrecy", FieldShape.Flag, false, "true: it covers the secrecy of communications."), Until, Maybe("country", "Also into this country.")]),
        new(EventTypes.ConsentWithdrawn, "A consent was withdrawn: stop at once.", Customer, Named),
        new(EventTypes.StopOrdered, "The customer ordered a stop: stop at once.", Customer, Scope),
        new(EventTypes.StopLifted, "A stop was lifted.", Customer, Scope),
        new(EventTypes.EntrustmentObjected, "The customer objects to contractors.", Customer, []),
        new(EventTypes.EntrustmentObjectionLifted, "The customer objects to contractors no longer.", Customer, []),
        new(EventTypes.HoldPlaced, "Records must be kept by law.", Customer, [LastDay, Maybe("law", "Which law.")]),
        new(EventTypes.HoldPlacedOnItems, "Some records must be kept by law.", Customer, [LastDay, Maybe("law", "Which law."), List("items", "These items.", always: true)]),
        new(EventTypes.HoldLifted, "That duty is over.", Customer, [Maybe("law", "Which law.")]),
        new(EventTypes.CustomerNamed, "A supply point names the customer.", Customer, []),
        new(EventTypes.NoticeRecorded, "A notice that a clause asks for was given.", Customer, [Text("clause", "The clause.")]),
        new(EventTypes.CustomerErased, "The customer was erased; nobody knows any more whose this was.", null, [Delete]),
        new(EventTypes.SwitchAwayOpened, "A switch to another retailer was applied for.", Customer, [OwnPoint, Switch]),
        new(EventTypes.SwitchAwayClosed, "That application is over.", Customer, [OwnPoint, Switch, From]),
        new(EventTypes.ContractEnded, "Contracts at a supply point ended.", Customer, [OwnPoint, From, Word<ContractEnd>("why")]),
        new(EventTypes.ContractActivated, "Contracts at a supply point became active.", Customer, [OwnPoint, From]),
    ];

    static IEnumerable<ChangeDescription> OfPoints() =>
    [
        new(EventTypes.SupplyPointRegistered, "A supply point was registered.", Point, [Area, Word<PointKind>("kind"), Maybe("retailer", "Who supplies it."), OwnCustomer, From]),
        new(EventTypes.SupplyPointMovedIn, "Somebody moved in.", Point, [Area, OwnCustomer, From]),
        new(EventTypes.SupplyPointMovedOut, "Somebody moved out.", Point, [Area, OwnCustomer, From]),
        new(EventTypes.SupplyPointSettled, "Every customer concerned was told; to auditors only.", Point, [Area]),
        new(EventTypes.LookUpIssued, "A look-up password was issued.", Point, [Area, OwnCustomer, Text("retailer", "For this retailer."), Number("days", "It holds so many days.")]),
    ];

    static IEnumerable<ChangeDescription> OfSwitches() =>
    [
        new(EventTypes.SwitchRequested, "A switch was asked for; to auditors only.", Point, [Area, Switch]),
        new(EventTypes.SwitchApplied, "A switch was applied for.", Point, [Area, Switch]),
        new(EventTypes.SwitchRejected, "The application was rejected.", Point, [Area, Switch, Text("why", "The code.")]),
        new(EventTypes.SwitchJudged, "The current retailer said yes or no.", Point, [Area, Switch, Word<Judgement>("result"), List("reasons", "Why not, by code.")]),
        new(EventTypes.SwitchMatched, "The application is matched.", Point, [Area, Switch]),
        new(EventTypes.SwitchCancelled, "The application was cancelled.", Point, [Area, Switch]),
        new(EventTypes.SwitchLapsed, "The last day for matching is over.", Point, [Area, Switch]),
        new(EventTypes.SwitchCompleting, "The switching day was fixed; to auditors only.", Point, [Area, Switch, From]),
        new(EventTypes.SwitchCompleted, "Retailer and holder changed.", Point, [Area, Switch, From]),
    ];

    static IEnumerable<ChangeDescription> OfDirectory() =>
    [
        new(EventTypes.PartyRegistered, "A party was registered.", Id, [Text("party", "Its id.")]),
        new(EventTypes.RoleGranted, "A party came on a roster.", Id, [Text("party", "Its id."), Text("role", "The roster."), Begins(), Until]),
        new(EventTypes.RoleEnded, "A party left a roster.", Id, [Text("party", "Its id."), Text("role", "The roster."), LastDay]),
        new(EventTypes.GroundLapsed, "A party is told less, by a date; to auditors only.", Id, [Text("party", "Its id."), .. Lapsed(), LastDay]),
        new(EventTypes.PurposeRegistered, "A purpose was registered.", Id, [Text("purpose", "Its id."), Text("operator", "Whose."), Text("policy", "Of which policy."), List("items", "What it needs.")]),
        new(EventTypes.EntrustmentRecorded, "A contractor was entered.", Id, [.. Entry(always: true)]),
        new(EventTypes.EntrustmentEnded, "An entry of a contractor ended.", Id, [Text("entrustment", "Its id."), LastDay]),
        new(EventTypes.SupervisionRecorded, "A contractor was looked at; to the operator alone.", Id, [Text("entrustment", "Of this entry."), new("on", FieldShape.Day, true, "The day of the look."), Text("result", "The code.") with { Words = Core.Words.SupervisionResults }, new("next", FieldShape.Day, false, "The next is due by this day.")]),
        new(EventTypes.TermsNamed, "A partner was named in terms of use.", Id, [Text("operator", "Whose terms."), Text("policy", "Under which policy."), Text("recipient", "The partner.")]),
        new(EventTypes.SiteRecorded, "A site that transmits was recorded.", Id, [Text("site", "Its id."), Text("policy", "Under which policy.")]),
        new(EventTypes.ServiceDescribed, "What the notice of a site says of a service was recorded.", "The site's id.", [Text("site", "Its id."), Text("recipient", "Who receives."), Text("purpose", "What it is sent for.")]),
        new(EventTypes.DeskSet, "The terms of the desk under a policy were set; to the operator alone.", Id, [Text("policy", "The policy's id.")]),
        new(EventTypes.RetentionSet, "How long data are kept was set.", "The policy's id.", [Text("policy", "The policy's id."), Maybe("collection", "Of this collection; left out: of all that have no period of their own."), new("months", FieldShape.Number, false, "Months after the contract; left out: taken back.")]),
        new(EventTypes.PolicyPublished, "A version of a policy was published.", Id, [Text("policy", "Its id."), Text("version", "Its version."), new("from", FieldShape.Day, false, "In force from this day.")]),
        new(EventTypes.PolicyPublishedOn, "A version of a policy was published from a day that its file does not give.", Id, [Text("policy", "Its id."), Text("version", "Its version."), new("from", FieldShape.Day, false, "In force from this day.")]),
        new(EventTypes.PolicyDrafted, "A draft of a later version was put down; to the operator alone.", Id, [Text("policy", "Its id."), Text("version", "Its version."), new("from", FieldShape.Day, false, "Would be in force from this day.")]),
        new(EventTypes.DraftWithdrawn, "A draft was withdrawn; to the operator alone.", Id, [Text("policy", "Its id."), Text("version", "Its version.")]),
        new(EventTypes.CredentialIssued, "Your party got a key.", Id, [Text("credential", "Its id."), List("roles", "What it may do."), Until]),
        new(EventTypes.CredentialRotated, "A key of your party has a new secret.", Id, [Text("credential", "Its id.")]),
        new(EventTypes.CredentialRevoked, "A key of your party was revoked.", Id, [Text("credential", "Its id.")]),
    ];

    static IEnumerable<ChangeDescription> OfEntitlements() =>
    [
        new(DirectoryTeller.Began, "You are told more from now on.", "Your party.",
            [Maybe("role", "The roster you came on."), List("schemes", "Its joint-use schemes.", always: false), .. Entry(always: false), Text("export", "Where the state of everything you may know is to be had, with a cursor.")]),
        new(DirectoryTeller.Ended, "You are told less from the day after.", "Your party.",
            [.. Lapsed(), LastDay, Delete]),
    ];

    static ChangeField[] Lapsed() =>
    [
        Maybe("role", "The roster that was left."), List("schemes", "The joint-use schemes that went with it.", always: false), Maybe("entrustment", "The entry that ended."),
        Maybe("policy", "The policy whose version in force has no such scheme any more."),
    ];

    static ChangeField[] Entry(bool always) =>
    [
        Text("entrustment", "The entry's id.") with { Always = always }, Text("operator", "Who entrusts.") with { Always = always },
        Text("recipient", "The contractor.") with { Always = always }, List("purposes", "For these purposes; left out: any.", always), Begins(), Until,
    ];

    static ChangeField Begins() => new("from", FieldShape.Day, true, "The first day.");

    static ChangeField Text(string name, string meaning) => new(name, FieldShape.Text, true, meaning);

    static ChangeField Maybe(string name, string meaning) => new(name, FieldShape.Text, false, meaning);

    static ChangeField Number(string name, string meaning) => new(name, FieldShape.Number, true, meaning);

    static ChangeField List(string name, string meaning, bool always = true) => new(name, FieldShape.Texts, always, meaning);

    static ChangeField Word<T>(string name) where T : struct, Enum => new(name, FieldShape.Text, true, "One of the words.", [.. Enum.GetValues<T>().Select(Wire.Name)]);
}
