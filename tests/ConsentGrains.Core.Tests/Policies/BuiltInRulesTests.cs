using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>Schemes, exceptions and single rules of the five files.</summary>
public sealed class BuiltInRulesTests
{
    static readonly Dictionary<string, Policy> All = PolicyFiles.LoadBuiltIn().ToDictionary(p => p.Id);

    static JointUseScheme Scheme(string id) => All.Values.SelectMany(p => p.Schemes).Single(s => s.Id == id);

    [Theory]
    [InlineData("ELS-TEL", "legal-procedure ELS-TEL-3-EX1, warrant ELS-TEL-3-EX1, life-safety ELS-TEL-3-EX2, rights-defence ELS-TEL-3-EX3, public-health ELS-TEL-3-EX4, network-registry ELS-TEL-3-EX5, hikari-collabo ELS-TEL-3-EX6, named-partner ELS-TEL-3-EX8")]
    [InlineData("EMANA", "life-safety EMANA-3-EX2, public-health EMANA-3-EX3, public-body EMANA-3-EX4, warrant EMANA-3-EX5, statutory-inquiry EMANA-3-EX6")]
    [InlineData("ENS", "life-safety ENS-4-EX2, public-body ENS-4-EX3, contract-user ENS-4-EX5, legal-procedure ENS-4-EX6, warrant ENS-4-EX6, statutory-inquiry ENS-4-EX6, public-health ENS-4-EX6")]
    [InlineData("NTTW", "legal-procedure NTTW-5-EX1, warrant NTTW-5-EX1, statutory-inquiry NTTW-5-EX1, life-safety NTTW-5-EX1, public-health NTTW-5-EX1, public-body NTTW-5-EX1")]
    [InlineData("ELS-EL", "")]
    public void A_policy_states_these_exceptions_and_no_others(string policy, string exceptions) =>
        string.Join(", ", All[policy].Exceptions.Select(e => $"{e.Circumstance} {e.Clause}")).ShouldBe(exceptions);

    [Fact]
    public void Only_EMANA_opens_its_exceptions_for_use()
    {
        All["EMANA"].Exceptions.ShouldAllBe(e => e.AlsoUse);
        All.Values.Where(p => p.Id != "EMANA").SelectMany(p => p.Exceptions).ShouldAllBe(e => !e.AlsoUse);
    }

    [Fact]
    public void Conditions_stand_on_the_rows_that_name_them()
    {
        ExceptionRule Row(string policy, string circumstance) => All[policy].Exceptions.Single(e => e.Circumstance == circumstance);
        Row("EMANA", "public-body").RecipientRoles.ShouldBe(["public-body"]);
        Row("ENS", "public-body").RecipientRoles.ShouldBe(["public-body", "public-body-contractor"]);
        Row("NTTW", "public-body").RecipientRoles.ShouldBe(["public-body", "public-body-contractor"]);
        Row("EMANA", "statutory-inquiry").SecrecyClause.ShouldBe("EMANA-3-EX6a");
        Row("ENS", "contract-user").RecipientIsContractUser.ShouldBeTrue();
        Row("ENS", "contract-user").Items.ShouldBe(["ENS-1/usage"]);
        Row("ELS-TEL", "named-partner").RecipientInTerms.ShouldBeTrue();
        Row("ELS-TEL", "network-registry").Recipients.ShouldBe(["jpnic"]);
        Row("ELS-TEL", "network-registry").ContractFeature.ShouldBe("network-registration");
        var hikari = Row("ELS-TEL", "hikari-collabo");
        hikari.Recipients.ShouldBe(["nttw", "ntte"]);
        hikari.Purposes.ShouldBe(["ELS-TEL-1.1-PU1", "ELS-TEL-1.1-PU2"]);
        (hikari.ContractFeature, hikari.NoticeClause).ShouldBe(("hikari-collabo", "ELS-TEL-3-EX6b"));
    }

    [Fact]
    public void Four_schemes_have_these_participants()
    {
        Participants("ELS-TEL-2-JU1").ShouldBe("roster: iehl-kanto");
        Participants("ELS-EL-5-JU1").ShouldBe("supply-point: gtdo-01 gtdo-02 gtdo-03 gtdo-04 gtdo-05 gtdo-06 gtdo-07 gtdo-08 gtdo-09 gtdo-10 occto + retailer");
        Participants("ELS-EL-5-JU2").ShouldBe("roster: els + enex-group enex-partner");
        Participants("NTTW-6-JU").ShouldBe("movers: ntte");
        All.Values.Sum(p => p.Schemes.Count).ShouldBe(4);
    }

    static string Participants(string id)
    {
        var scheme = Scheme(id);
        var roles = scheme.Roles.Count > 0 ? $" + {string.Join(' ', scheme.Roles)}" : "";
        return $"{Wire.Name(scheme.Need)}: {string.Join(' ', scheme.Parties)}{roles}";
    }

    [Fact]
    public void Schemes_share_these_items()
    {
        IReadOnlyList<string> Items(string collection) => [.. All.Values.SelectMany(p => p.Collections).Single(c => c.Id == collection).Items.Select(i => i.Id)];
        Scheme("ELS-TEL-2-JU1").Items.ShouldBe(Items("ELS-TEL-1.1"));
        Scheme("ELS-EL-5-JU2").Items.ShouldBe(Items("ELS-EL-3"), ignoreOrder: true);
        Scheme("ELS-EL-5-JU1").Items.ShouldBe([.. Basic, .. Items("ELS-EL-3").Where(i => i.StartsWith("ELS-EL-3/point."))]);
        Scheme("ELS-EL-5-JU1").Items.Count.ShouldBe(20);
        Scheme("NTTW-6-JU").ExcludedAsSecrecy.ShouldBe(["NTTW-1/call-log", "NTTW-1/telegram-parties"]);
        Scheme("NTTW-6-JU").Items.Concat(Scheme("NTTW-6-JU").ExcludedAsSecrecy).ShouldBe(Items("NTTW-1"), ignoreOrder: true);
        Scheme("ELS-EL-5-JU1").Purposes.Where(p => p.Items is not null).Select(p => p.Id).ShouldBe(["ELS-EL-5-JU1-U2"]);
        Scheme("ELS-EL-5-JU1").Purposes[1].Items.ShouldBe(Basic);
    }

    static readonly string[] Basic = ["ELS-EL-3/name", "ELS-EL-3/address", "ELS-EL-3/phone", "ELS-EL-3/contract-number"];

    [Fact]
    public void Somebody_is_responsible_for_every_item_of_a_scheme()
    {
        Responsible("ELS-TEL-2-JU1", "ELS-TEL-1.1/name").ShouldBe("els");
        Responsible("ELS-EL-5-JU1", "ELS-EL-3/name").ShouldBe("holding-retailer");
        Responsible("ELS-EL-5-JU1", "ELS-EL-3/point.meter").ShouldBe("area-operator");
        Responsible("ELS-EL-5-JU2", "ELS-EL-3/usage").ShouldBe("els");
        Responsible("NTTW-6-JU", "NTTW-1/name").ShouldBe("nttw");
        foreach (var scheme in All.Values.SelectMany(p => p.Schemes))
            scheme.Items.ShouldAllBe(item => Responsible(scheme.Id, item) != "");
    }

    static string Responsible(string scheme, string item) =>
        Scheme(scheme).Responsible.FirstOrDefault(r => r.Items.Count == 0 || r.Items.Contains(item)) is { } rule ? rule.Party ?? Wire.Name(rule.Kind) : "";

    [Fact]
    public void A_purpose_of_joint_use_serves_a_purpose_of_the_policy()
    {
        Serves("ELS-TEL-2-JU1").ShouldBe("ELS-TEL-1.1-PU1 ELS-TEL-1.1-PU2 ELS-TEL-1.1-PU3 ELS-TEL-1.1-PU4 ELS-TEL-1.1-PU5");
        Serves("ELS-EL-5-JU2").ShouldBe("ELS-EL-2-PU2 ELS-EL-2-PU3 ELS-EL-2-PU6 ELS-EL-2-PU7 ELS-EL-2-PU9 ELS-EL-2-PU10 ELS-EL-2-PU11 ELS-EL-2-PU12");
    }

    static string Serves(string scheme) => string.Join(' ', Scheme(scheme).Purposes.Select(p => p.Serves.Single()));

    [Theory]
    [InlineData("ELS-TEL", "goes-on", "ELS-TEL-1-POST1", "ELS-TEL-1-LIM1 ELS-TEL-3-LIM1", "ELS-TEL-3-LIM1", "ELS-TEL-0-SCP1")]
    [InlineData("ELS-EL", "silent", "", "", "", "")]
    [InlineData("EMANA", "until-retention-date", "EMANA-13-RET1", "EMANA-2-LIM3 EMANA-3-EX1", "EMANA-3-EX1", "")]
    [InlineData("ENS", "silent", "", "ENS-4-EX1", "ENS-4-EX1", "")]
    [InlineData("NTTW", "goes-on", "NTTW-1-POST1", "", "", "")]
    public void Single_rules_are_these(string policy, string after, string afterClause, string use, string provide, string corporate)
    {
        var rules = All[policy];
        (Wire.Name(rules.PostContract.Mode), string.Join(' ', rules.PostContract.Clauses)).ShouldBe((after, afterClause));
        (string.Join(' ', rules.Consent.Use), string.Join(' ', rules.Consent.Provide)).ShouldBe((use, provide));
        string.Join(' ', rules.CorporateClauses).ShouldBe(corporate);
    }

    [Fact]
    public void Entrustment_is_as_each_policy_has_it()
    {
        All["EMANA"].Entrustment.TransferMethods.ShouldBe(["paper", "transmission", "media", "server-access"]);
        All.Values.Where(p => p.Entrustment.ObjectionClause is not null).Select(p => p.Id).ShouldBe(["EMANA"]);
        All.Values.Where(p => p.Entrustment.TransferMethods.Count > 0).Select(p => p.Id).ShouldBe(["EMANA"]);
        All["NTTW"].Entrustment.Work.Select(w => $"{w.Clause} {w.Collections.Single()}").ShouldBe(
            ["NTTW-5-ENT3 NTTW-1", "NTTW-5-ENT4 NTTW-2", "NTTW-5-ENT5 NTTW-3", "NTTW-5-ENT6 NTTW-4"]);
        All.Values.SelectMany(p => p.Collections).Where(c => c.EntrustedIn).Select(c => c.Id).ShouldBe(["ELS-TEL-E", "NTTW-4"]);
    }

    [Fact]
    public void Only_ENS_names_services_and_written_items()
    {
        All["ENS"].Transmission.Services.Select(s => $"{s.Party} {s.Clause}").ShouldBe(["google-analytics ENS-7-SVC1", "gyro-n ENS-7-SVC2", "ptengine ENS-7-SVC3"]);
        All.Values.Where(p => p.Transmission.Services.Count > 0).Select(p => p.Id).ShouldBe(["ENS"]);
        All["ENS"].WrittenCollection!.Items.ShouldBe(["ENS-1/name", "ENS-1/address", "ENS-1/phone", "ENS-1/email", "ENS-1/contract"]);
        All.Values.Where(p => p.WrittenCollection is not null).Select(p => p.Id).ShouldBe(["ENS"]);
    }

    [Fact]
    public void The_built_in_parties_are_those_the_policies_name()
    {
        var parties = PolicyFiles.BuiltInParties();
        parties.Select(p => p.Id).ShouldBe(["els", "emana", "ens", "nttw", "ntte", "iehl-kanto", "occto", "jpnic",
            .. Enumerable.Range(1, 10).Select(n => $"gtdo-{n:00}"), "google-analytics", "gyro-n", "ptengine"]);
        parties.ShouldAllBe(p => p.Country == "JP");
        parties.Single(p => p.Id == "gtdo-03").Name.ShouldBe("東京電力パワーグリッド株式会社");
        All.Values.SelectMany(p => p.Schemes.SelectMany(s => s.Parties).Concat(p.Exceptions.SelectMany(e => e.Recipients)).Concat(p.Transmission.Services.Select(s => s.Party)).Append(p.Operator))
            .ShouldAllBe(named => parties.Any(p => p.Id == named));
    }
}
