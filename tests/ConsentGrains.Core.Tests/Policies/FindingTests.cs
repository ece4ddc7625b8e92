using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>What the published policies themselves lack.</summary>
public sealed class FindingTests
{
    static readonly DateOnly Day = new(2026, 11, 22);

    [Theory]
    [InlineData("ENS", FindingKind.SignatureDiffers, "ENS-X-REP1")]
    [InlineData("ENS", FindingKind.NoticeIncomplete, "ENS-7-SVC1")]
    [InlineData("ELS-TEL", FindingKind.ParticularsMissing, "ELS-TEL-2-JU1-R1")]
    [InlineData("ELS-TEL", FindingKind.JointUseOfSecrecy, "ELS-TEL-1.1/call-log")]
    [InlineData("NTTW", FindingKind.CitationRenumbered, "NTTW-5-ENT1")]
    [InlineData("EMANA", FindingKind.ItemWithoutPurpose, "EMANA-1/birth-date")]
    [InlineData("EMANA", FindingKind.TransmissionUnnamed, "EMANA-10-CK4")]
    [InlineData("ELS-EL", FindingKind.RevisionUnstated, "ELS-EL@1")]
    [InlineData("ELS-EL", FindingKind.IncidentUnstated, "ELS-EL@1")]
    public void A_finding_names_what_it_is_about(string policy, FindingKind kind, string subject) =>
        Of(policy).Where(f => f.Kind == kind).SelectMany(f => f.Subjects).ShouldContain(subject);

    [Fact]
    public void What_a_policy_states_is_not_found_missing()
    {
        Of("EMANA").Select(f => f.Kind).ShouldNotContain(FindingKind.IncidentUnstated);
        Of("EMANA").Select(f => f.Kind).ShouldNotContain(FindingKind.RetentionUnstated);
        Of("ELS-TEL").Select(f => f.Kind).ShouldNotContain(FindingKind.RevisionUnstated);
        Of("NTTW").Select(f => f.Kind).ShouldNotContain(FindingKind.JointUseOfSecrecy);
    }

    [Fact]
    public void An_amendment_ahead_is_shown_until_its_day()
    {
        Ahead(Day).ShouldBe(["APPI 2027-01-17", "APPI 2028-07-16"]);
        Ahead(new(2027, 1, 17)).ShouldBe(["APPI 2028-07-16"]);

        static IEnumerable<string> Ahead(DateOnly day) =>
            PolicyFindings.Of(Policy("ENS"), day).Where(f => f.Kind == FindingKind.LawChanges).SelectMany(f => f.Subjects);
    }

    [Fact]
    public void A_version_that_mends_it_takes_the_finding_out()
    {
        var mended = PolicyFiles.Load(
            System.Text.RegularExpressions.Regex.Replace(PolicyFiles.BuiltIn().Single(f => f.Policy.Id == "ELS-TEL").Text, "\nfindings:(.|\n)*$", "\n", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromMinutes(1)),
            "mended").ShouldBeOfType<PolicyLoad.Loaded>().File.Policy;
        PolicyFindings.Of(mended, Day).Select(f => f.Kind).ShouldNotContain(FindingKind.ParticularsMissing);
    }

    [Fact]
    public void A_finding_that_no_file_may_state_is_refused() =>
        PolicyFiles.Load(PolicyFiles.BuiltIn().Single(f => f.Policy.Id == "ENS").Text.Replace("finding: signature-differs", "finding: law-changes", StringComparison.Ordinal), "ens")
            .ShouldBeOfType<PolicyLoad.Refused>().Problems.ShouldHaveSingleItem().Code.ShouldBe(PolicyProblemCode.BadValue);

    static IReadOnlyList<PolicyFinding> Of(string policy) => PolicyFindings.Of(Policy(policy), Day);

    static Policy Policy(string id) => PolicyFiles.LoadBuiltIn().Single(p => p.Id == id);
}
