using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using static ConsentGrains.Core.Customers.CustomerCommand;
using static ConsentGrains.Core.Directory.DirectoryCommand;

namespace ConsentGrains.Core.Tests.Customers;

/// <summary>One way at least to each refusal, in the order of the codes.</summary>
static class RefusalRows
{
    static readonly DateOnly Day = Sample.Today;
    static readonly Policy ElsEl = Sample.Policies.Family("ELS-EL")!.Versions[0];

    public static IReadOnlyList<(RefusalCode Code, string Field, CustomerCommand Command, CustomerState? State)> Customers { get; } =
    [
        (RefusalCode.CustomerUnknown, "customer", new GiveConsent("ELS-EL-2-PU1"), CustomerState.Unknown),
        (RefusalCode.CustomerErased, "customer", new Enrol("ELS-EL"), Sample.After(Sample.Customer, Sample.Els, new Erase())),
        (RefusalCode.CustomerErased, "customer", new WithdrawConsent("nonsense"), Sample.After(Sample.Customer, Sample.Els, new Erase())),
        (RefusalCode.CustomerErased, "customer", new Erase(), new CustomerState { Erased = true }),
        (RefusalCode.IdMalformed, "id", new RecordContract("K 1", "ELS-EL", ContractState.Active), null),
        (RefusalCode.IdMalformed, "id", new RecordContract(new string('K', 65), "ELS-EL", ContractState.Active), null),
        (RefusalCode.TextMissing, "law", new PlaceHold(Day, " "), null),
        (RefusalCode.TextTooLong, "law", new PlaceHold(Day, new string('法', 201)), null),
        (RefusalCode.TextMalformed, "law", new PlaceHold(Day, "法\u0000"), null),
        (RefusalCode.ListEmpty, "items", new WithdrawConsent(Items: []), null),
        (RefusalCode.ListTooLong, "items", new GiveConsent(Items: [.. Enumerable.Repeat("ELS-EL-3/name", 257)]), null),
        (RefusalCode.CountryMalformed, "country", new GiveConsent("ELS-EL-2-PU1", Country: "usa"), null),
        (RefusalCode.GasNumber, "supplyPoint", new RecordContract("K2", "ELS-EL", ContractState.Active, "1234-5678-9012-3456-7"), null),
        (RefusalCode.SupplyPointMalformed, "supplyPoint", new RecordContract("K2", "ELS-EL", ContractState.Active, "1100000000000000000001"), null),
        (RefusalCode.ConsentEmpty, "purpose", new GiveConsent(Secrecy: true), null),
        (RefusalCode.ObjectionUnknown, "to", new CustomerCommand.Object("joint-use"), null),
        (RefusalCode.PartyUnknown, "recipient", new GiveConsent(Recipient: "nobody"), null),
        (RefusalCode.PartyUnknown, "user", new RecordContract("K2", "ELS-EL", ContractState.Active, User: "nobody"), null),
        (RefusalCode.PartyUnknown, "recipient", new OrderStop(new StopScope(Recipient: "nobody")), null),
        (RefusalCode.PolicyUnknown, "policy", new Enrol("ELS-GAS"), null),
        (RefusalCode.PolicyUnknown, "policy", new OrderStop(new StopScope("ELS-GAS")), null),
        (RefusalCode.PolicyNotOfOperator, "policy", new Enrol("EMANA"), null),
        (RefusalCode.PolicyNotOfOperator, "policy", new RecordContract("K2", "EMANA", ContractState.Active), null),
        (RefusalCode.PolicyNotOfOperator, "policy", new OrderStop(new StopScope("EMANA")), null),
        (RefusalCode.VersionUnknown, "version", new Enrol("ELS-EL", Version: "7"), null),
        (RefusalCode.PurposeUnknown, "purpose", new GiveConsent("ELS-EL-2-PU99"), null),
        (RefusalCode.PurposeUnknown, "purpose", new WithdrawConsent("ELS-EL-2-PU99"), null),
        (RefusalCode.PurposeUnknown, "purpose", new LiftStop(new StopScope(Purpose: "ELS-EL-2-PU99")), null),
        (RefusalCode.PurposeUnknown, "purposes", new Enrol("ELS-EL", Purposes: ["ELS-EL-2-PU99"]), null),
        (RefusalCode.PurposeNotOfPolicy, "purposes", new Enrol("ELS-EL", Purposes: ["ELS-TEL-1.1-PU1"]), null),
        (RefusalCode.PurposeNotOfPolicy, "purposes", new Enrol("ELS-TEL", Purposes: ["ELS-EL-NEW"]), null),
        (RefusalCode.ItemUnknown, "items", new GiveConsent(Items: ["ELS-EL-3/shoe-size"]), null),
        (RefusalCode.ActUnknown, "act", new OrderStop(new StopScope(Act: "sell")), null),
        (RefusalCode.ChannelUnknown, "channel", new OrderStop(new StopScope(Channel: "fax")), null),
        (RefusalCode.FeatureUnknown, "features", new RecordContract("K2", "ELS-EL", ContractState.Active, Features: ["gold"]), null),
        (RefusalCode.ClauseUnknown, "clause", new RecordNotice("ELS-TEL-3-EX1"), null),
        (RefusalCode.ContractUnknown, "contract", new Relocate("K9", true), null),
        (RefusalCode.ContractOfOtherPolicy, "policy", new RecordContract("K1", "ELS-TEL", ContractState.Active), null),
        (RefusalCode.ContractAlreadyEnded, "state", new RecordContract("K1", "ELS-EL", ContractState.Applied),
            Sample.After(Sample.Customer, Sample.Els, new RecordContract("K1", "ELS-EL", ContractState.Cancelled))),
        (RefusalCode.NoSuchStop, "customer", new LiftStop(new StopScope(Act: "use")),
            Sample.After(Sample.Customer, Sample.Els, new OrderStop(new StopScope(Act: "use", Channel: "phone")))),
        (RefusalCode.HoldUnknown, "law", new LiftHold("法人税法"), null),
        (RefusalCode.TooManyEntries, "customer", new GiveConsent("ELS-EL-2-PU1"),
            Sample.Customer with { Consents = new ConsentEntry[Limits.EntriesPerCustomer] }),
        (RefusalCode.TooManyEntries, "id", new RecordContract("K2", "ELS-EL", ContractState.Active),
            Sample.Customer with { Contracts = [.. Enumerable.Repeat(Sample.Customer.Contracts[0], Limits.EntriesPerCustomer)] }),
        (RefusalCode.TooManyEntries, "customer", new PlaceHold(Day, "法人税法"), Sample.Customer with { Holds = new Hold[Limits.EntriesPerCustomer] }),
        (RefusalCode.LegalHold, "customer", new Erase(), Sample.After(Sample.Customer, Sample.Els, new PlaceHold(Day, "法人税法"))),
    ];

    public static IReadOnlyList<(RefusalCode Code, string Field, DirectoryCommand Command)> Directory { get; } =
    [
        (RefusalCode.IdMalformed, "id", new RegisterParty("Partner", "提携先")),
        (RefusalCode.IdMalformed, "id", new RegisterPurpose("a b", "els", "ELS-EL", "文面", ["ELS-EL-3/name"])),
        (RefusalCode.IdMalformed, "secretHash", new IssueCredential("key-3", "els", ["decide"], "ABC", "鍵")),
        (RefusalCode.TextMissing, "name", new RegisterParty("partner-d", "")),
        (RefusalCode.TextMissing, "work", Entrust(work: [""])),
        (RefusalCode.TextTooLong, "text", new RegisterPurpose("P1", "els", "ELS-EL", new string('文', 4_001), ["ELS-EL-3/name"])),
        (RefusalCode.TextMalformed, "name", new RegisterParty("partner-d", "a\ud800")),
        (RefusalCode.ListEmpty, "purposes", new GrantRole("partner-a", "retailer", Day, Purposes: [])),
        (RefusalCode.ListEmpty, "items", new RegisterPurpose("P1", "els", "ELS-EL", "文面", [])),
        (RefusalCode.ListEmpty, "roles", new IssueCredential("key-3", "els", [], Sample.Hash('3'), "鍵")),
        (RefusalCode.ListTooLong, "work", Entrust(work: [.. Enumerable.Range(0, 65).Select(n => $"業務{n}")])),
        (RefusalCode.ListTooLong, "collections", Publish(ElsEl with
        {
            Collections = [new Collection("ELS-EL-9", null, [.. Enumerable.Range(0, 128).Select(n => new Item($"ELS-EL-9/{n}", "", ""))])],
        })),
        (RefusalCode.DatesReversed, "until", new GrantRole("partner-a", "retailer", Day, Day.AddDays(-1))),
        (RefusalCode.DatesReversed, "until", Entrust(until: new(2025, 12, 31))),
        (RefusalCode.DatesReversed, "until", new IssueCredential("key-3", "els", ["decide"], Sample.Hash('3'), "鍵", Day.AddDays(-1))),
        (RefusalCode.CountryMalformed, "country", new RegisterParty("partner-d", "提携先", "jp")),
        (RefusalCode.OriginMalformed, "origins", new RecordSite("site-1", "ens", "ENS", true, true, ["https://www.example.jp/"])),
        (RefusalCode.MonthsOutOfRange, "months", new SetRetention("els", "ELS-EL", null, 1_201, "規程")),
        (RefusalCode.DaysOutOfRange, "cureDays", new SetDesk("ENS", new(14, 3_651, 0))),
        (RefusalCode.OperatorUnknown, "operator", new NameInTerms("nobody", "ELS-EL", "partner-a")),
        (RefusalCode.OperatorUnknown, "operator", Entrust(@operator: "nobody")),
        (RefusalCode.PartyUnknown, "party", new GrantRole("nobody", "retailer", Day)),
        (RefusalCode.PartyUnknown, "recipient", Entrust(recipient: "nobody")),
        (RefusalCode.PartyUnknown, "party", new IssueCredential("key-3", "nobody", ["decide"], Sample.Hash('3'), "鍵")),
        (RefusalCode.PolicyUnknown, "policy", new RecordSite("site-2", "els", "ELS-GAS", false, false)),
        (RefusalCode.PolicyNotOfOperator, "policy", new NameInTerms("els", "ENS", "partner-a")),
        (RefusalCode.PolicyNotOfOperator, "policy", Publish(ElsEl with { Operator = "emana" })),
        (RefusalCode.DraftUnknown, "version", new WithdrawDraft("ELS-EL", "2")),
        (RefusalCode.DraftUnknown, "version", new PublishDraft("ELS-EL", "2", Day)),
        (RefusalCode.PurposeUnknown, "purposes", new GrantRole("partner-a", "retailer", Day, Purposes: ["X"])),
        (RefusalCode.PurposeUnknown, "purposes", Entrust(purposes: ["X"])),
        (RefusalCode.PurposeNotOfPolicy, "purpose", Describe(purpose: "ENS-3-PU1")),
        (RefusalCode.SiteUnknown, "site", Describe(site: "site-9")),
        (RefusalCode.RecipientNotNamed, "recipient", Describe(recipient: "partner-a")),
        (RefusalCode.CollectionUnknown, "collection", new SetRetention("els", "ELS-EL", "ELS-EL-9", 12, "規程")),
        (RefusalCode.ItemUnknown, "items", Entrust(items: ["X/y"])),
        (RefusalCode.ItemUnknown, "items", Publish(ElsEl with { Schemes = [ElsEl.Schemes[0] with { Items = ["X/y"] }] })),
        (RefusalCode.ItemNotOfPolicy, "items", new RegisterPurpose("P1", "els", "ELS-EL", "文面", ["EMANA-1/name"])),
        (RefusalCode.ItemNotOfPolicy, "collections", Publish(ElsEl with
        {
            Collections = [.. ElsEl.Collections, new Collection("EMANA-1", null, [new Item("EMANA-1/name", "", "")])],
        })),
        (RefusalCode.RoleUnknown, "role", new GrantRole("partner-a", "friend", Day)),
        (RefusalCode.RoleUnknown, "role", new EndRole("partner-a", "friend", Day)),
        (RefusalCode.CredentialRoleUnknown, "roles", new IssueCredential("key-3", "els", ["god"], Sample.Hash('3'), "鍵")),
        (RefusalCode.PartyExists, "id", new RegisterParty("partner-a", "別の名")),
        (RefusalCode.RoleNotHeld, "role", new EndRole("partner-a", "retailer", Day)),
        (RefusalCode.PurposeExists, "id", new RegisterPurpose("ELS-EL-NEW", "els", "ELS-EL", "別の文面", ["ELS-EL-3/name"])),
        (RefusalCode.PurposeExists, "id", new RegisterPurpose("EMANA-2-PU2a", "els", "ELS-EL", "文面", ["ELS-EL-3/name"])),
        (RefusalCode.PurposeExists, "purposes", Publish(ElsEl with
        {
            Purposes = [new Purpose { Id = "ELS-EL-NEW", Quote = "", Collections = ["ELS-EL-3"] }],
        })),
        (RefusalCode.EntrustmentExists, "id", Entrust(id: "ent-1", under: null)),
        (RefusalCode.EntrustmentUnknown, "under", Entrust(under: "ent-9")),
        (RefusalCode.EntrustmentUnknown, "id", new EndEntrustment("ent-9", Day)),
        (RefusalCode.EntrustmentUnknown, "id", new RecordSupervision("ent-9", new(new(2026, 1, 1), "audit", "in-order", null, null))),
        (RefusalCode.EntrustmentAlreadyEnded, "until", new EndEntrustment("ent-1", new(2027, 1, 1))),
        (RefusalCode.EntrustmentOfOther, "under", Entrust(@operator: "partner-c")),
        (RefusalCode.EntrustmentWider, "purposes", Entrust(purposes: ["ELS-EL-2-PU3"])),
        (RefusalCode.EntrustmentWider, "items", Entrust(items: ["ELS-EL-3/address"])),
        (RefusalCode.EntrustmentWider, "from", Entrust(from: new(2025, 12, 31))),
        (RefusalCode.EntrustmentWider, "until", Entrust(until: new(2027, 1, 1))),
        (RefusalCode.EntrustmentWider, "until", Entrust(open: true)),
        (RefusalCode.EntrustmentCircular, "recipient", Entrust(recipient: "els")),
        (RefusalCode.EntrustmentCircular, "recipient", Entrust(recipient: "partner-a")),
        (RefusalCode.SiteOfOtherOperator, "id", new RecordSite("site-1", "els", "ELS-EL", false, false)),
        (RefusalCode.VersionExists, "version", new PublishPolicy(ElsEl with { From = Day }, "…")),
        (RefusalCode.VersionExists, "version", new DraftPolicy(ElsEl, "…")),
        (RefusalCode.VersionNotLater, "from", Publish(ElsEl, null)),
        (RefusalCode.VersionNotLater, "from", Publish(Sample.Policies.Family("ENS")!.Versions[0], new(2024, 6, 10))),
        (RefusalCode.CredentialExists, "id", new IssueCredential("key-1", "els", ["decide"], Sample.Hash('3'), "鍵")),
        (RefusalCode.CredentialExists, "secretHash", new IssueCredential("key-3", "els", ["decide"], Sample.Hash('1'), "鍵")),
        (RefusalCode.CredentialUnknown, "id", new RevokeCredential("key-9")),
        (RefusalCode.CredentialRevoked, "id", new RotateCredential("key-2", Sample.Hash('3'), null)),
    ];

    /// <summary>An entry that would be accepted under `ent-1`, but for what is given.</summary>
    public static RecordEntrustment Entrust(
        string? id = null, string @operator = "partner-a", string recipient = "partner-b", string[]? work = null, string[]? purposes = null,
        string[]? items = null, DateOnly? from = null, DateOnly? until = null, string? under = "ent-1", bool open = false) => new(
        id, @operator, recipient, work ?? ["検針"], purposes ?? ["ELS-EL-2-PU1"], items ?? ["ELS-EL-3/usage"], from ?? new(2026, 1, 1),
        open ? null : until ?? new(2026, 12, 31), under, true, true, true, true, true);

    static DescribeService Describe(string site = "site-1", string recipient = "gyro-n", string purpose = "ENS-7-CK1") => new(site, new(recipient, purpose, "閲覧したページ", "検索の改善"));

    static PublishPolicy Publish(Policy policy, DateOnly? from) => new(policy with { Version = "next", From = from }, "…");

    static PublishPolicy Publish(Policy policy) => Publish(policy, new DateOnly(2026, 10, 1));
}
