using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Tests.Customers;

namespace ConsentGrains.Core.Tests.Codec;

/// <summary>Every event once bare and once with everything it can carry; fixtures/NAME.json pins the bytes of each.</summary>
static class Events
{
    public static readonly Envelope Bare = new("els");
    public static readonly Envelope Full = new("els", "key-1", "申込書-77", "counter", "窓口 花子", "req-9");

    public static IReadOnlyDictionary<string, (CustomerEvent Event, Envelope Envelope)> OfCustomers { get; } = new Dictionary<string, (CustomerEvent, Envelope)>
    {
        ["customer.enrolled.v1"] = (new CustomerEvent.Enrolled("ELS-EL", "1", CustomerKind.Individual, Provenance.Other, [], null, null), Bare),
        ["customer.enrolled.v1-full"] = (new CustomerEvent.Enrolled(
            "ENS", "2024-06-10", CustomerKind.Corporate, Provenance.Written, ["ENS-3-PU1", "ENS-3-PU2"], new(2027, 1, 1), false), Full),
        ["contract.recorded.v1"] = (new CustomerEvent.ContractRecorded("K1", "ELS-EL", ContractState.Applied, null, null, null, null), Bare),
        ["contract.recorded.v1-full"] = (new CustomerEvent.ContractRecorded(
            "K1", "ELS-EL", ContractState.Suspended, "0300000000000000000001", ["hikari-collabo"], "partner-a", new(2030, 3, 31)), Full),
        ["contract.recorded.v1-cleared"] = (new CustomerEvent.ContractRecorded("K1", "ELS-EL", ContractState.Ended, null, [], null, null), Bare),
        ["contract.recorded.v1-moves"] = (new CustomerEvent.ContractRecorded(
            "K1", "ELS-EL", ContractState.Active, "0300000000000000000001", null, null, null, MovesIn: true), Bare),
        ["customer.relocated.v1"] = (new CustomerEvent.Relocated("K1", true), Bare),
        ["customer.relocated.v1-back"] = (new CustomerEvent.Relocated("K1", false), Bare),
        ["consent.given.v1"] = (new CustomerEvent.ConsentGiven("ELS-EL-NEW", null, null, false, null, null, ConsentBy.Principal), Bare),
        ["consent.given.v1-full"] = (new CustomerEvent.ConsentGiven(
            "ELS-TEL-2-JU1-U3", "iehl-kanto", ["ELS-TEL-1.1/call-log"], true, new(2026, 12, 31), "US", ConsentBy.StatutoryAgent), Full),
        ["consent.given.v1-first"] = (
            new CustomerEvent.ConsentGiven("ELS-EL-NEW", null, null, false, null, null, ConsentBy.Principal), Bare with { First = new(1_743_433_200_000_001) }),
        ["consent.withdrawn.v1"] = (new CustomerEvent.ConsentWithdrawn(null, null, null), Bare),
        ["consent.withdrawn.v1-full"] = (new CustomerEvent.ConsentWithdrawn("ELS-EL-NEW", "partner-a", ["ELS-EL-3/name"]), Full),
        ["stop.ordered.v1"] = (new CustomerEvent.StopOrdered(new StopScope()), Bare),
        ["stop.ordered.v1-full"] = (new CustomerEvent.StopOrdered(new StopScope("ELS-EL", "use", "ELS-EL-2-PU9", "phone", "partner-a")), Full),
        ["stop.lifted.v1"] = (new CustomerEvent.StopLifted(new StopScope(Act: "use")), Bare),
        ["entrustment.objected.v1"] = (new CustomerEvent.EntrustmentObjected(), Full),
        ["entrustment.objection-lifted.v1"] = (new CustomerEvent.EntrustmentObjectionLifted(), Bare),
        ["hold.placed.v1"] = (new CustomerEvent.HoldPlaced(new(2033, 3, 31), "法人税法"), Bare),
        ["hold.placed.v2"] = (new CustomerEvent.HoldPlaced(new(2033, 3, 31), "法人税法", ["ELS-EL-3/name"]), Bare),
        ["hold.lifted.v1"] = (new CustomerEvent.HoldLifted("法人税法"), Full),
        ["customer.named.v1"] = (new CustomerEvent.Named(), Bare),
        ["notice.recorded.v1"] = (new CustomerEvent.NoticeRecorded("ELS-TEL-3-EX6b"), Bare),
        ["customer.erased.v1"] = (new CustomerEvent.Erased(), Full),
        ["switch-away.opened.v1"] = (new CustomerEvent.SwitchAwayOpened("0300000000000000000001", 2), Bare),
        ["switch-away.closed.v1"] = (new CustomerEvent.SwitchAwayClosed("0300000000000000000001", 2, Sample.Now), Bare),
        ["contract.ended.v1"] = (new CustomerEvent.ContractEnded("0300000000000000000001", Sample.Now, ContractEnd.Switched), Bare),
        ["contract.ended.v1-full"] = (new CustomerEvent.ContractEnded("0300000000000000000001", Sample.Now, ContractEnd.MovedOut), Full),
        ["contract.activated.v1"] = (new CustomerEvent.ContractActivated("0300000000000000000001", Sample.Now), Bare),
    };

    public static IReadOnlyDictionary<string, (DirectoryEvent Event, Envelope Envelope)> OfDirectory { get; } = new Dictionary<string, (DirectoryEvent, Envelope)>
    {
        ["party.registered.v1"] = (new DirectoryEvent.PartyRegistered(new PartyEntry("partner-a", "提携先A", "JP")), Bare),
        ["party.registered.v1-full"] = (new DirectoryEvent.PartyRegistered(new PartyEntry("partner-us", "Partner \"US\"", "US")), Full),
        ["role.granted.v1"] = (new DirectoryEvent.RoleGranted("partner-a", new RoleEntry("retailer", new(2016, 4, 1), null, null, null)), Bare),
        ["role.granted.v1-full"] = (new DirectoryEvent.RoleGranted(
            "partner-a", new RoleEntry("enex-partner", new(2026, 1, 1), new(2026, 6, 30), ["ELS-EL-5-JU2-U5"], ["ELS-EL-3/name"])), Full),
        ["role.ended.v1"] = (new DirectoryEvent.RoleEnded("partner-a", "enex-partner", new(2026, 6, 30)), Bare),
        ["ground.lapsed.v1"] = (new DirectoryEvent.GroundLapsed("partner-a", "enex-partner", null, null, ["ELS-EL-5-JU2"], new(2026, 6, 30)), Bare),
        ["ground.lapsed.v1-entry"] = (new DirectoryEvent.GroundLapsed("partner-a", null, "ent-1", null, [], new(2026, 6, 30)), Bare),
        ["ground.lapsed.v1-full"] = (new DirectoryEvent.GroundLapsed("partner-a", null, null, "ELS-EL", ["ELS-EL-5-JU1", "ELS-EL-5-JU2"], new(2026, 6, 30)), Full),
        ["purpose.registered.v1"] = (new DirectoryEvent.PurposeRegistered("ELS-EL-NEW", "els", "ELS-EL", "新しい目的", ["ELS-EL-3/name"], true), Bare),
        ["purpose.registered.v1-full"] = (new DirectoryEvent.PurposeRegistered("ELS-EL-NEW", "els", "ELS-EL", "新しい目的", ["ELS-EL-3/name"], false), Full),
        ["entrustment.recorded.v1"] = (new DirectoryEvent.EntrustmentRecorded(new Entrustment(
            "els-partner-a-1", "els", "partner-a", ["検針"], ["ELS-EL-2-PU1"], ["ELS-EL-3/usage"], new(2026, 1, 1), null, null, false, false, false, false)), Bare),
        ["entrustment.recorded.v1-full"] = (new DirectoryEvent.EntrustmentRecorded(new Entrustment(
            "ent-2", "partner-a", "partner-b", ["検針"], ["ELS-EL-2-PU1"], ["ELS-EL-3/usage"], new(2026, 1, 1), new(2026, 12, 31), "els-partner-a-1",
            true, true, true, true)), Full),
        ["entrustment.ended.v1"] = (new DirectoryEvent.EntrustmentEnded("ent-2", new(2026, 6, 30)), Bare),
        ["terms.named.v1"] = (new DirectoryEvent.NamedInTerms(new TermsEntry("els", "ELS-TEL", "partner-a")), Bare),
        ["entrustment.recorded.v1-found"] = (new DirectoryEvent.EntrustmentRecorded(new Entrustment(
            "ent-1", "els", "partner-a", [], [], [], new(2026, 1, 1), null, null, true, true, true, true, false, ["paper", "media"])), Bare),
        ["supervision.recorded.v1"] = (new DirectoryEvent.SupervisionRecorded("ent-1", new(new(2026, 4, 1), "audit", "in-order", null, null)), Bare),
        ["supervision.recorded.v1-full"] = (new DirectoryEvent.SupervisionRecorded("ent-1", new(new(2026, 4, 1), "customer-request", "instructed", new(2027, 4, 1), "窓口 花子より")), Full),
        ["desk.set.v1"] = (new DirectoryEvent.DeskSet("ENS", new(14, 30, 0)), Bare),
        ["desk.set.v1-full"] = (new DirectoryEvent.DeskSet("ENS", new(10, 20, 30, true)), Full),
        ["site.recorded.v1"] = (new DirectoryEvent.SiteRecorded(new Site("site-1", "ens", "ENS", false, false)), Bare),
        ["site.recorded.v1-full"] = (new DirectoryEvent.SiteRecorded(new Site("site-1", "ens", "ENS", true, true)), Full),
        ["site.recorded.v1-origins"] = (new DirectoryEvent.SiteRecorded(new Site("site-1", "ens", "ENS", true, false) { Origins = ["https://www.example.jp"] }), Full),
        ["site.service-described.v1"] = (new DirectoryEvent.ServiceDescribed("site-1", new("gyro-n", "ENS-7-CK1", "閲覧したページ", "検索の改善")), Full),
        ["policy.published.v1"] = (new DirectoryEvent.PolicyPublished(
            Sample.Policies.Family("ELS-EL")!.Versions[0] with { Version = "2", From = new(2026, 10, 1) }, "policy: ELS-EL\nversion: \"2\"\n"), Full),
        ["policy.published.v2"] = (new DirectoryEvent.PolicyPublished(
            Sample.Policies.Family("ELS-EL")!.Versions[0] with { Version = "2", From = new(2026, 12, 1) }, "policy: ELS-EL\nversion: \"2\"\n", new(2026, 12, 1)), Full),
        ["policy.drafted.v1"] = (new DirectoryEvent.PolicyDrafted(
            Sample.Policies.Family("ELS-EL")!.Versions[0] with { Version = "2", From = new(2026, 10, 1) }, "policy: ELS-EL\nversion: \"2\"\n"), Full),
        ["policy.draft-withdrawn.v1"] = (new DirectoryEvent.DraftWithdrawn("ELS-EL", "2"), Bare),
        ["retention.set.v1"] = (new DirectoryEvent.RetentionSet("els", "ELS-EL", null, null, "規程の廃止"), Bare),
        ["retention.set.v1-full"] = (new DirectoryEvent.RetentionSet("els", "ELS-EL", "ELS-EL-3", 84, "文書保存規程7条"), Full),
        ["credential.issued.v1"] = (new DirectoryEvent.CredentialIssued("key-1", "els", ["decide", "register"], Sample.Hash('1'), "基幹系", null), Bare),
        ["credential.issued.v1-full"] = (new DirectoryEvent.CredentialIssued("key-1", "els", ["admin"], Sample.Hash('1'), "基幹系", new(2027, 3, 31)), Full),
        ["credential.rotated.v1"] = (new DirectoryEvent.CredentialRotated("key-1", Sample.Hash('2'), null), Bare),
        ["credential.rotated.v1-full"] = (new DirectoryEvent.CredentialRotated("key-1", Sample.Hash('2'), Sample.Now), Full),
        ["credential.revoked.v1"] = (new DirectoryEvent.CredentialRevoked("key-1"), Bare),
    };
}
