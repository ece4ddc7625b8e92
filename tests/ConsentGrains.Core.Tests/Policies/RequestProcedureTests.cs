using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;
using ConsentGrains.Policies.Scenarios;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Policies.RequestType;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>Each rule of the catalogue about requests is where the desk reads it, as it was published.</summary>
public sealed class RequestProcedureTests
{
    static readonly string[] Kinds = ["PROCEDURE", "CHANNEL", "FORM", "IDENTITY", "AGENT", "FEE", "REPLY", "REFUSAL", "DISPOSAL", "ENTRUST-OUT", "ENTRUST-IN"];
    static readonly Dictionary<string, Policy> Policies = PolicyFiles.LoadBuiltIn().ToDictionary(p => p.Id);
    static readonly ILookup<string, Mention> Mentions = PolicyFiles.BuiltIn().SelectMany(f => f.Mentions).ToLookup(m => m.Clause);

    static readonly Lazy<HashSet<string>> Cited = new(() => [.. ScenarioReading.Load([Path.Combine(House.Repository.Root, "tests", "scenarios")]).SelectMany(s => s.Cites)]);

    static RequestProcedure Of(string policy) => Policies[policy].Requests;

    static RequestTrack TelDisclosure => Of("ELS-TEL").Track(Disclosure);

    static RequestTrack Emana => Of("EMANA").Track(Disclosure);

    static RequestTrack Ens => Of("ENS").Track(Disclosure);

    /// <summary>What each rule comes to, written down by hand from its text. A rule that stands here as a sentence is kept beside the data.</summary>
    static readonly Dictionary<string, Func<bool>> Rows = new()
    {
        ["ELS-TEL-5-PRC1"] = () => Lists("ELS-TEL", "ELS-TEL-5-PRC1", Disclosure, Correction),
        ["ELS-TEL-5-PRC2"] = () => Says("ELS-TEL-5-PRC2", "no request"),
        ["ELS-TEL-5-PRC3"] = () => TelDisclosure.Channel is { Channels: [RequestChannel.Post], Clauses: ["ELS-TEL-5-PRC3", ..] },
        ["ELS-TEL-5-PRC4"] = () => TelDisclosure.Form is { Name: "個人情報開示申請書", Clauses: ["ELS-TEL-5-PRC4", "ELS-TEL-5-PRC5"] },
        ["ELS-TEL-5-PRC5"] = () => TelDisclosure.Form!.Clauses.Contains("ELS-TEL-5-PRC5"),
        ["ELS-TEL-5-PRC6"] = () => Says("ELS-TEL-5-PRC6", "never a defect"),
        ["ELS-TEL-5-PRC7"] = () => Window("ELS-TEL", WindowPart.Address, "〒105-8430 東京都港区虎ノ門2丁目10番1号虎ノ門ツインビルディング東棟11F"),
        ["ELS-TEL-5-PRC8"] = () => Window("ELS-TEL", WindowPart.Addressee, "株式会社エネクスライフサービス「個人情報開示申請」郵送受付窓口宛"),
        ["ELS-TEL-5-ID0"] = () => Of("ELS-TEL").Identity is { List: IdentityList.Closed, Clauses: ["ELS-TEL-5-ID0"] },
        ["ELS-TEL-5-ID0a"] = () => Of("ELS-TEL").Identity.ResubmissionClause == "ELS-TEL-5-ID0a",
        ["ELS-TEL-5-ID1"] = () => Paper("ELS-TEL", "ELS-TEL-5-ID1") == new ListedPaper("ELS-TEL-5-ID1", PaperKind.Passport),
        ["ELS-TEL-5-ID2"] = () => Paper("ELS-TEL", "ELS-TEL-5-ID2") == new ListedPaper("ELS-TEL-5-ID2", PaperKind.DrivingLicence),
        ["ELS-TEL-5-ID3"] = () => Paper("ELS-TEL", "ELS-TEL-5-ID3") == new ListedPaper("ELS-TEL-5-ID3", PaperKind.JukiCard, ExtinctFrom: new(2026, 1, 1)),
        ["ELS-TEL-5-ID4"] = () => Paper("ELS-TEL", "ELS-TEL-5-ID4") == new ListedPaper("ELS-TEL-5-ID4", PaperKind.AlienRegistration, ExtinctFrom: new(2015, 7, 9)),
        ["ELS-TEL-5-ID5"] = () => Paper("ELS-TEL", "ELS-TEL-5-ID5") is { Kind: PaperKind.HealthInsurance, Mask: not null, ExtinctFrom: { Year: 2025, Month: 12, Day: 2 } },
        ["ELS-TEL-5-ID6"] = () => Paper("ELS-TEL", "ELS-TEL-5-ID6").Kind == PaperKind.MutualAidCard,
        ["ELS-TEL-5-ID7"] = () => Paper("ELS-TEL", "ELS-TEL-5-ID7") is { Kind: PaperKind.NationalPensionHandbook, Mask: "基礎年金番号", ExtinctFrom: null },
        ["ELS-TEL-5-ID8"] = () => Paper("ELS-TEL", "ELS-TEL-5-ID8") is { Kind: PaperKind.PensionHandbook, Mask: "基礎年金番号", ExtinctFrom: null },
        ["ELS-TEL-5-ID9"] = () => Paper("ELS-TEL", "ELS-TEL-5-ID9").Kind == PaperKind.PhotoCertificate,
        ["ELS-TEL-5-ID10"] = () => Paper("ELS-TEL", "ELS-TEL-5-ID10") is { Kind: PaperKind.SealCertificate, Seal: SealOn.Application },
        ["ELS-TEL-5-AGT0"] = () => Of("ELS-TEL").Agents.Clauses.SequenceEqual(["ELS-TEL-5-AGT0"]),
        ["ELS-TEL-5-AGT-L1"] = () => Agent("ELS-TEL", "ELS-TEL-5-AGT-L1") is { For: AskedBy.StatutoryAgent, Proof: AgentProof.Status, Days: 30 },
        ["ELS-TEL-5-AGT-L1a"] = () => Agent("ELS-TEL", "ELS-TEL-5-AGT-L1a").Kinds.SequenceEqual([PaperKind.FamilyRegister, PaperKind.CourtCertificate, PaperKind.RegisteredMatters, PaperKind.OtherStatusProof]),
        ["ELS-TEL-5-AGT-L2"] = () => Agent("ELS-TEL", "ELS-TEL-5-AGT-L2") is { For: AskedBy.StatutoryAgent, Identity: true, Days: null },
        ["ELS-TEL-5-AGT-D1"] = () => Agent("ELS-TEL", "ELS-TEL-5-AGT-D1") is { For: AskedBy.DelegatedAgent, Kinds: [PaperKind.CompanyDelegation], Days: null },
        ["ELS-TEL-5-AGT-D2"] = () => Agent("ELS-TEL", "ELS-TEL-5-AGT-D2") is { Kinds: [PaperKind.SealCertificate], Seal: SealOn.Delegation, Days: null },
        ["ELS-TEL-5-AGT-D3"] = () => Agent("ELS-TEL", "ELS-TEL-5-AGT-D3") is { For: AskedBy.DelegatedAgent, Identity: true },
        ["ELS-TEL-5-RPL1"] = () => TelDisclosure.Reply is { To: ReplyTo.ContractHolder, By: ReplyMethod.RegisteredPost },
        ["ELS-TEL-5-RPL2"] = () => TelDisclosure.Reply is { ReasonsOwed: true, ReasonsClause: "ELS-TEL-5-RPL2" },
        ["ELS-TEL-5-FEE1"] = () => TelDisclosure.Fee is { Unit: FeeUnit.ApplicationInStamps, Yen: 380 },
        ["ELS-TEL-5-FEE2"] = () => TelDisclosure.Fee!.Clauses.Contains("ELS-TEL-5-FEE2"),
        ["ELS-TEL-5-FEE3"] = () => TelDisclosure.Fee!.KeptClause == "ELS-TEL-5-FEE3",
        ["ELS-TEL-5-NOREQ"] = () => TelDisclosure.Fee!.NotMadeClause == "ELS-TEL-5-NOREQ",
        ["ELS-TEL-5-REF0"] = () => Says("ELS-TEL-5-REF0", "item by item"),
        ["ELS-TEL-5-REF1"] = () => Ground(TelDisclosure, 1, "ELS-TEL-5-REF1", GroundKind.IdentityUnconfirmed) && Of("ELS-TEL").Identity.ThreeAddresses,
        ["ELS-TEL-5-REF2"] = () => Ground(TelDisclosure, 0, "ELS-TEL-5-REF2", GroundKind.PapersDefective),
        ["ELS-TEL-5-REF3"] = () => Ground(TelDisclosure, 2, "ELS-TEL-5-REF3", GroundKind.NotExisting),
        ["ELS-TEL-5-REF4"] = () => Ground(TelDisclosure, 3, "ELS-TEL-5-REF4", GroundKind.Harm),
        ["ELS-TEL-5-REF5"] = () => Ground(TelDisclosure, 4, "ELS-TEL-5-REF5", GroundKind.Hindrance),
        ["ELS-TEL-5-REF6"] = () => Ground(TelDisclosure, 5, "ELS-TEL-5-REF6", GroundKind.OtherLaw),
        ["ELS-TEL-5-DSP"] = () => Of("ELS-TEL").DisposalClauses.SequenceEqual(["ELS-TEL-5-DSP"]),
        ["ELS-TEL-5-COR1"] = () => Of("ELS-TEL").Track(Correction) is { Channel: null, Form: null, Fee: null },
        ["ELS-TEL-5-COR2"] = () => Says("ELS-TEL-5-COR2", "service's desk"),
        ["EMANA-5-PRC1"] = () => Lists("EMANA", "EMANA-5-PRC1", Disclosure, PurposeNotice, Correction, Addition, Deletion, StopOfUse, Erasure, StopOfProvision),
        ["EMANA-5-PRC2"] = () => Emana.Form is { Name: "当社所定の書式" } && Emana.Channel is null,
        ["EMANA-5-PRC3"] = () => Of("EMANA").InvestigationClause == "EMANA-5-PRC3",
        ["EMANA-5-PRC4"] = () => Of("EMANA").Identity.Clauses[0] == "EMANA-5-PRC4",
        ["EMANA-5-REF0"] = () => Says("EMANA-5-REF0", "in whole or in part"),
        ["EMANA-5-REF1"] = () => Ground(Emana, 0, "EMANA-5-REF1", GroundKind.Harm),
        ["EMANA-5-REF2"] = () => Ground(Emana, 1, "EMANA-5-REF2", GroundKind.CompanyInterest) && Ground(Emana, 2, "EMANA-5-REF2", GroundKind.Hindrance),
        ["EMANA-5-REF3"] = () => Ground(Emana, 3, "EMANA-5-REF3", GroundKind.IllegalActs),
        ["EMANA-5-REF4"] = () => Ground(Emana, 4, "EMANA-5-REF4", GroundKind.NationalSecurity),
        ["EMANA-5-REF5"] = () => Ground(Emana, 5, "EMANA-5-REF5", GroundKind.PublicSafety),
        ["EMANA-5-REF6"] = () => Ground(Emana, 6, "EMANA-5-REF6", GroundKind.StateDuty),
        ["EMANA-5-REF7"] = () => Ground(Emana, 7, "EMANA-5-REF7", GroundKind.OtherLaw),
        ["EMANA-5-ID0"] = () => Of("EMANA").Identity.Clauses[1] == "EMANA-5-ID0",
        ["EMANA-5-ID1"] = () => Paper("EMANA", "EMANA-5-ID1").Kind == PaperKind.DrivingLicence,
        ["EMANA-5-ID2"] = () => Paper("EMANA", "EMANA-5-ID2") is { Kind: PaperKind.HealthInsurance, Mask: not null },
        ["EMANA-5-ID3"] = () => Paper("EMANA", "EMANA-5-ID3").Kind == PaperKind.Passport,
        ["EMANA-5-ID4"] = () => Paper("EMANA", "EMANA-5-ID4") is { PrincipalOnly: true } && Of("EMANA").Identity.List == IdentityList.Official,
        ["EMANA-5-AGT1"] = () => Of("EMANA").Agents.For(AskedBy.DelegatedAgent).Count() == 2 && Of("EMANA").Agents.Papers[1].Kinds.SequenceEqual([PaperKind.DrivingLicence, PaperKind.HealthInsurance, PaperKind.Passport]),
        ["EMANA-5-AGT2"] = () => Agent("EMANA", "EMANA-5-AGT2") is { For: AskedBy.StatutoryAgent, Proof: AgentProof.Status, Days: null },
        ["EMANA-5-RPL1"] = () => Emana.Reply is { To: ReplyTo.Customer, By: null, Clauses: ["EMANA-5-RPL1", _] },
        ["EMANA-5-RPL2"] = () => Emana.Reply is { ReasonsOwed: false, ReasonsClause: "EMANA-5-RPL2" },
        ["EMANA-6-RPL1"] = () => Says("EMANA-6-RPL1", "without delay"),
        ["ELS-EL-6-PRC1"] = () => Lists("ELS-EL", "ELS-EL-6-PRC1", Disclosure, Correction) && Of("ELS-EL").Identity.List == IdentityList.Review,
        ["ENS-5-PRC1"] = () => Lists("ENS", "ENS-5-PRC1", Disclosure, Correction, Addition, Deletion, StopOfUse, Erasure, StopOfProvision, ProvisionRecords),
        ["ENS-5-PRC2"] = () => Of("ENS").Identity.Clauses.SequenceEqual(["ENS-5-PRC2"]),
        ["ENS-5-PRC3"] = () => Ens.Channel is { Channels: [RequestChannel.Post] } && Ens.Form is not null,
        ["ENS-5-AGT1"] = () => Of("ENS").Agents is { Papers.Count: 0, Clauses: ["ENS-5-AGT1"] },
        ["ENS-5-FEE"] = () => Ens.Fee is { Unit: FeeUnit.Item, Yen: 220, NotMadeClause: null, KeptClause: null } && Of("ENS").Track(Correction).Fee is null,
        ["ENS-5-DSP1"] = () => Says("ENS-5-DSP1", "serves nothing else"),
        ["ENS-5-DSP2"] = () => Of("ENS").DisposalClauses.SequenceEqual(["ENS-5-DSP2"]),
        ["ENS-5-REF0"] = () => Ens.Reply is { ReasonsOwed: true, ReasonsClause: "ENS-5-REF0" },
        ["ENS-5-REF1"] = () => Ground(Ens, 0, "ENS-5-REF1", GroundKind.IdentityUnconfirmed),
        ["ENS-5-REF2"] = () => Ground(Ens, 1, "ENS-5-REF2", GroundKind.AgentUnconfirmed),
        ["ENS-5-REF3"] = () => Ground(Ens, 2, "ENS-5-REF3", GroundKind.ProcedureNotFollowed),
        ["ENS-5-REF4"] = () => Ground(Ens, 3, "ENS-5-REF4", GroundKind.NotDisclosable),
        ["ENS-5-REF5"] = () => Ground(Ens, 4, "ENS-5-REF5", GroundKind.Harm),
        ["ENS-5-REF6"] = () => Ground(Ens, 5, "ENS-5-REF6", GroundKind.Hindrance),
        ["ENS-5-REF7"] = () => Ground(Ens, 6, "ENS-5-REF7", GroundKind.OtherLaw),
    };

    public static TheoryData<string> Ids => [.. Catalogue.Rules.Where(r => Kinds.Contains(r.Type)).Select(r => r.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_about_requests_and_contractors_is_where_it_is_read(string id)
    {
        Mentions[id].ShouldNotBeEmpty();
        if (Rows.TryGetValue(id, out var holds)) holds().ShouldBeTrue(id);
        else Cited.Value.ShouldContain(id, "a rule about contractors is asked about in a scenario that cites it");
    }

    [Fact]
    public void Contractors_stand_on_the_article_of_the_day_whatever_number_a_policy_cites() =>
        new[] { new DateOnly(2016, 4, 1), new(2020, 4, 1), new(2026, 4, 1) }.Select(day => Law.Cite(LawTopic.Entrustment, day)).ShouldBe(["APPI 23(4)(i)", "APPI 23(5)(i)", "APPI 27(5)(i)"]);

    [Fact]
    public void Every_row_is_a_rule_of_the_catalogue() => Rows.Keys.Where(id => Catalogue.Find(id) is null).ShouldBeEmpty();

    [Fact]
    public void A_policy_without_a_procedure_goes_by_the_law_alone()
    {
        var nttw = Of("NTTW");
        nttw.Tracks.ShouldHaveSingleItem().Types.Count.ShouldBe(9);
        (nttw.Identity.List, nttw.Track(Disclosure).Fee, nttw.Listed.Count).ShouldBe((IdentityList.Review, null, 0));
    }

    static bool Lists(string policy, string clause, params RequestType[] types) => Of(policy).Listed.Single(l => l.Clause == clause).Types.SequenceEqual(types);

    static bool Says(string clause, string part) => Mentions[clause].Any(m => m.Effect?.Contains(part, StringComparison.Ordinal) == true);

    static ListedPaper Paper(string policy, string clause) => Of(policy).Identity.Papers.Single(p => p.Clause == clause);

    static AgentPaper Agent(string policy, string clause) => Of(policy).Agents.Papers.Single(p => p.Clause == clause);

    static bool Ground(RequestTrack track, int place, string clause, GroundKind kind) => track.Grounds[place] == new RefusalGround(clause, kind);

    static bool Window(string policy, WindowPart part, string text) => Of(policy).Window.Any(l => l.Part == part && l.Text == text);
}
