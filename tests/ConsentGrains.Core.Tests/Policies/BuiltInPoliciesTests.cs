using System.Text.RegularExpressions;
using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>What the five files say, counted and named.</summary>
public sealed class BuiltInPoliciesTests
{
    static readonly IReadOnlyList<Policy> All = PolicyFiles.LoadBuiltIn();

    static IEnumerable<Purpose> Purposes => All.SelectMany(p => p.Purposes.Concat(p.Schemes.SelectMany(s => s.Purposes)));

    [Fact]
    public void There_are_five() =>
        All.Select(p => $"{p.Name} {p.Operator} {p.From:yyyy-MM-dd}".TrimEnd()).ShouldBe(
            ["ELS-TEL@2016-11-01 els 2016-11-01", "ELS-EL@1 els", "EMANA@1 emana", "ENS@2024-06-10 ens 2024-06-10", "NTTW@1 nttw"]);

    [Theory]
    [InlineData("ELS-TEL-1.1", 22)]
    [InlineData("ELS-TEL-1.2", 5)]
    [InlineData("ELS-TEL-1.3", 9)]
    [InlineData("ELS-TEL-E", 1)]
    [InlineData("EMANA-1", 12)]
    [InlineData("ELS-EL-3", 31)]
    [InlineData("ENS-1", 8)]
    [InlineData("NTTW-1", 22)]
    [InlineData("NTTW-2", 5)]
    [InlineData("NTTW-3", 6)]
    [InlineData("NTTW-4", 1)]
    public void A_collection_has_its_items(string collection, int items) =>
        All.SelectMany(p => p.Collections).Single(c => c.Id == collection).Items.Count.ShouldBe(items);

    public static TheoryData<string, string[]> Flags => new()
    {
        { "starred", ["ELS-EL-2-PU7", "ELS-EL-2-PU10", "ELS-EL-5-JU2-U4", "ELS-EL-5-JU2-U6", "EMANA-2-PU6", "EMANA-10-CK5", "ENS-3-PU8"] },
        { "win-back", ["ELS-EL-2-PU7", "ELS-EL-2-PU9", "ELS-EL-5-JU2-U4", "ELS-EL-5-JU2-U5"] },
        { "secrecy-exempt", ["ELS-TEL-1.1-PU1", "ELS-TEL-1.1-PU2", "NTTW-1-PUA", "NTTW-3-PU1"] },
        { "outlives-contract", ["ELS-EL-2-PU1", "ELS-EL-2-PU3", "ELS-EL-2-PU6", "ENS-3-PU1"] },
        { "transmission", ["EMANA-10-CK4", "EMANA-10-CK5", "EMANA-10-CK6", "ENS-7-CK1"] },
        { "secret-use", ["ELS-EL-2-PU1", "ELS-EL-2-PU2"] },
        { "marketing", ["ELS-TEL-1.1-PU3", "ELS-TEL-1.1-PU5", "ELS-TEL-1.3-PU3", "ELS-TEL-1.3-PU5", "ELS-TEL-2-JU1-U3", "ELS-TEL-2-JU1-U5", "ELS-EL-2-PU7", "ELS-EL-2-PU9", "ELS-EL-5-JU2-U4", "ELS-EL-5-JU2-U5", "EMANA-2-PU2", "ENS-3-PU3", "ENS-3-PU5", "NTTW-1-PUB"] },
    };

    [Theory]
    [MemberData(nameof(Flags))]
    public void A_flag_is_on_these_purposes_and_no_others(string flag, string[] purposes) =>
        Purposes.Where(Has(flag)).Select(p => p.Id).ShouldBe(purposes);

    [Fact]
    public void Tags_and_masks_are_on_these_items_and_no_others()
    {
        Items(i => i.Tag == ItemTag.Secrecy).ShouldBe(["ELS-TEL-1.1/call-log", "EMANA-1/call-log", "NTTW-1/call-log", "NTTW-1/telegram-parties", "NTTW-3/call-log"]);
        Items(i => i.Tag == ItemTag.Secret).ShouldBe(["ELS-EL-3/portal-password"]);
        Items(i => i.MaskInJointUse).ShouldBe(["ELS-TEL-1.1/other", "NTTW-1/fault-history", "NTTW-1/charges", "NTTW-1/other"]);
    }

    static IEnumerable<string> Items(Func<Item, bool> which) => All.SelectMany(p => p.Collections).SelectMany(c => c.Items).Where(which).Select(i => i.Id);

    [Theory]
    [InlineData("EMANA-2-PU1a", "name address phone house-drawings")]
    [InlineData("EMANA-2-PU1b", "bank-account service-content")]
    [InlineData("EMANA-2-PU2", "name address phone email service-content")]
    [InlineData("EMANA-2-PU3", "name address phone email service-content")]
    [InlineData("EMANA-2-PU4", "name address phone email service-content")]
    [InlineData("EMANA-2-PU5", "name address phone email service-content")]
    [InlineData("EMANA-2-PU6", "service-content")]
    [InlineData("EMANA-10-CK4", "web-log")]
    [InlineData("EMANA-10-CK5", "web-log")]
    [InlineData("EMANA-10-CK6", "web-log")]
    [InlineData("ENS-7-CK1", "web-log")]
    [InlineData("ELS-EL-2-PU8", "hems")]
    [InlineData("ELS-EL-5-JU1-U2", "name address phone contract-number")]
    public void A_purpose_that_lists_items_lists_these(string purpose, string items) =>
        string.Join(' ', Purposes.Single(p => p.Id == purpose).Items!.Select(i => i.Split('/')[1])).ShouldBe(items);

    [Fact]
    public void No_other_purpose_lists_items() => Purposes.Count(p => p.Items is not null).ShouldBe(13);

    [Fact]
    public void Every_purpose_of_the_catalogue_is_there()
    {
        string[] beside = ["ELS-TEL-1-ENT1", "ENS-7-CK1", "EMANA-10-CK4", "EMANA-10-CK5", "EMANA-10-CK6", "NTTW-4-LIM1"];
        var expected = Catalogue.Rules.Where(r => r.Type.TrimEnd('*') is "PURPOSE" or "JU-PURPOSE").Select(r => r.Id).Concat(beside);
        Purposes.SelectMany(p => p.Aliases.Prepend(p.Id)).ShouldBe(expected, ignoreOrder: true);
        Purposes.Single(p => p.Aliases.Count > 0).Id.ShouldBe("EMANA-2-PU2");
    }

    [Fact]
    public void Items_belong_to_rules_of_the_catalogue()
    {
        Items(i => i.Clause == "EMANA-3-EX6a").ShouldBe(["EMANA-1/call-log"]);
        Items(i => i.Clause == "ELS-EL-3-DI8").ShouldBe(["ELS-EL-3/hems", "ELS-EL-3/other"]);
        Items(i => i.Clause == "ELS-EL-3-DI5.16").ShouldBe(["ELS-EL-3/point.disconnection-method"]);
        Items(i => Catalogue.Find(i.Clause) is null).ShouldBeEmpty();
    }

    [Fact]
    public void Every_quote_is_verbatim_and_its_line_is_the_published_one() =>
        PolicyFiles.BuiltIn().SelectMany(f => f.Mentions).Concat(PolicyFiles.BuiltInPartiesFile().Mentions)
            .Where(m => Catalogue.Find(m.Clause) is not { } rule || !rule.Quote.Contains(m.Quote, StringComparison.Ordinal) || rule.Line != m.SourceLine)
            .Select(m => $"{m.File}:{m.Line} {m.Clause}").ShouldBeEmpty();

    [Fact]
    public void Every_interpretation_names_its_source() =>
        PolicyFiles.BuiltIn().SelectMany(f => f.Interpretations)
            .Where(i => !Regex.IsMatch(i.Text, @"EDGE-\d\d|ABS-[A-Z]|decision rules|settled desk rules|own words", RegexOptions.None, TimeSpan.FromMinutes(1)))
            .Select(i => $"{i.File}:{i.Line} {i.Subject} {i.Key}").ShouldBeEmpty();

    static Func<Purpose, bool> Has(string flag) => flag switch
    {
        "starred" => p => p.StatisticsOnly is not null,
        "win-back" => p => p.WinBack,
        "secrecy-exempt" => p => p.SecrecyExempt,
        "outlives-contract" => p => p.OutlivesContract,
        "transmission" => p => p.Transmission,
        "secret-use" => p => p.SecretUse,
        _ => p => p.Marketing,
    };
}
