using ConsentGrains.Policies;
using ConsentGrains.Policies.Reading;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>Every rule of the catalogue is carried by something that can be named.</summary>
public sealed class CoverageTests
{
    static readonly Coverage BuiltIn = Coverage.OfBuiltIn();

    [Fact]
    public void Every_rule_is_carried_once_and_nothing_else_is() => BuiltIn.Faults.ShouldBeEmpty();

    [Fact]
    public void All_387_rules_are_listed_in_their_order()
    {
        BuiltIn.Rows.Count.ShouldBe(387);
        BuiltIn.Rows.Select(r => r.Id).ShouldBe(Catalogue.Rules.Select(r => r.Id));
        BuiltIn.Rows.ShouldAllBe(r => r.Where.Length > 0);
    }

    [Theory]
    [InlineData("ELS-EL-5-JU2-U4", "scheme-purpose")]
    [InlineData("EMANA-3-EX6a", "limit, item")]
    [InlineData("ELS-EL-3-GTDO03", "party")]
    [InlineData("EMANA-11-BR3", "incident-duty")]
    [InlineData("ENS-6-AUD1", "reading")]
    public void A_rule_is_carried_by(string id, string by) => BuiltIn.Rows.Single(r => r.Id == id).CarriedBy.ShouldBe(by);

    [Fact]
    public void A_rule_that_nothing_carries_is_found() =>
        Faults(Mentions.Where(m => m.Clause != "ELS-EL-2-PU3"), Reasons).ShouldBe(["ELS-EL-2-PU3 is carried by nothing and has no reason."]);

    [Fact]
    public void A_reason_for_a_rule_that_is_carried_is_found() =>
        Faults(Mentions, Reasons.Append(new Uncarried("ELS-EL-2-PU3", null, "because", 7)))
            .ShouldHaveSingleItem().ShouldStartWith("ELS-EL-2-PU3 has a reason (coverage.yaml:7), but is carried at ELS-EL.yaml:");

    [Fact]
    public void A_second_reason_is_found() =>
        Faults(Mentions, Reasons.Append(new Uncarried("ENS-6-SEC1", null, "because", 7))).ShouldBe(["ENS-6-SEC1 has 2 reasons (coverage.yaml:7)."]);

    [Fact]
    public void An_unknown_rule_is_found_in_either_place() =>
        Faults(Mentions.Append(Mentions[0] with { Clause = "ELS-EL-9-X", File = "f.yaml", Line = 3 }), Reasons.Append(new Uncarried("ENS-9-X", null, "because", 7)))
            .ShouldBe(["ELS-EL-9-X (f.yaml:3) is no rule of the catalogue.", "ENS-9-X (coverage.yaml:7) is no rule of the catalogue."]);

    [Fact]
    public void The_listing_names_columns_and_sums_up()
    {
        var lines = BuiltIn.Lines();
        lines[0].ShouldMatch("^id +type +carried by +where$");
        lines.ShouldContain(l => l.StartsWith("ELS-EL-2-PU3 ") && l.Contains(" PURPOSE ") && l.Contains("purpose") && l.Contains("ELS-EL.yaml:"));
        lines[^1].ShouldBe("387 rules: 378 in the policy files, 0 by a later capability, 9 need no rule, 0 carried by nothing.");
    }

    [Fact]
    public void The_place_named_is_where_the_clause_stands()
    {
        var row = BuiltIn.Rows.Single(r => r.Id == "NTTW-6-JU-R1");
        var line = int.Parse(row.Where.Split(',')[0].Split(':')[1]);
        House.Repository.Read("src/ConsentGrains.Policies/Data/NTTW.yaml").Split('\n')[line - 1].ShouldContain("NTTW-6-JU-R1");
    }

    static IReadOnlyList<Mention> Mentions { get; } =
        [.. PolicyFiles.BuiltIn().SelectMany(f => f.Mentions), .. PolicyFiles.BuiltInPartiesFile().Mentions];

    static IReadOnlyList<Uncarried> Reasons { get; } =
        CoverageReading.Read(PolicyFiles.Resource(CoverageReading.FileName), CoverageReading.FileName);

    static IReadOnlyList<string> Faults(IEnumerable<Mention> mentions, IEnumerable<Uncarried> reasons) => Coverage.Of([.. mentions], [.. reasons]).Faults;
}
