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
