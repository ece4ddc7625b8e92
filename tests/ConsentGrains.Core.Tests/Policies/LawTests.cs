using ConsentGrains.Core.Policies;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>Articles are cited as they were numbered on the day.</summary>
public sealed class LawTests
{
    [Theory]
    [InlineData(LawTopic.Entrustment, "APPI 23(4)(i)", "APPI 23(5)(i)", "APPI 27(5)(i)")]
    [InlineData(LawTopic.JointUse, "APPI 23(4)(iii)", "APPI 23(5)(iii)", "APPI 27(5)(iii)")]
    [InlineData(LawTopic.JointUseChange, "APPI 23(5)", "APPI 23(6)", "APPI 27(6)")]
    [InlineData(LawTopic.PurposeLimit, "APPI 16(1)", "APPI 16(1)", "APPI 18(1)")]
    [InlineData(LawTopic.Abroad, null, "APPI 24", "APPI 28")]
    [InlineData(LawTopic.RelatedInformation, null, null, "APPI 31")]
    [InlineData(LawTopic.PublicItems, "APPI 24(1)", "APPI 27(1)", "APPI 32(1)")]
    [InlineData(LawTopic.CommunicationsSecrecy, "TBA 4", "TBA 4", "TBA 4")]
    public void A_number_changes_on_the_day_of_the_renumbering(LawTopic topic, string? first, string? second, string? third)
    {
        Law.Cite(topic, new(2017, 5, 29)).ShouldBe(first);
        Law.Cite(topic, new(2017, 5, 30)).ShouldBe(second);
        Law.Cite(topic, new(2022, 3, 31)).ShouldBe(second);
        Law.Cite(topic, new(2022, 4, 1)).ShouldBe(third);
    }

    [Fact]
    public void What_is_cited_together_keeps_the_order_and_leaves_out_what_was_not_yet_law()
    {
        var topics = Law.Bit(LawTopic.ExternalTransmission) | Law.Bit(LawTopic.ProvisionConsent) | Law.Bit(LawTopic.RelatedInformation);
        Law.Cite(topics, new(2023, 6, 15)).ShouldBe(["APPI 27(1)", "APPI 31"]);
        Law.Cite(topics, new(2023, 6, 16)).ShouldBe(["APPI 27(1)", "APPI 31", "TBA 27-12"]);
        Law.Cite(topics, new(2016, 1, 1)).ShouldBe(["APPI 23(1)"]);
    }

    [Fact]
    public void Every_topic_has_its_numbers_in_order_and_a_source()
    {
        Law.Table.Rules.Select(r => r.Topic).ShouldBe(Enum.GetValues<LawTopic>(), ignoreOrder: true);
        foreach (var rule in Law.Table.Rules)
        {
            rule.Source.ShouldNotBeNullOrWhiteSpace();
            rule.Numbers.Select(n => n.From ?? DateOnly.MinValue).ShouldBeInOrder();
            rule.Numbers.Select(n => n.Citation).ShouldBeUnique();
            if (rule.Law is { } law) Law.Table.Laws.Select(l => l.Id).ShouldContain(law);
        }
    }

    [Fact]
    public void The_amendment_of_2026_is_announced_and_nothing_is_cited_by_it()
    {
        var ahead = Law.Table.Amendments.Where(a => !a.Settled).ToList();
        ahead.Select(a => a.From).ShouldBe([new(2026, 7, 17), new(2027, 1, 17), new(2028, 7, 16)]);
        ahead.ShouldAllBe(a => a.By == "令和8年法律第56号");
        foreach (var topic in Enum.GetValues<LawTopic>()) Law.Cite(topic, new(2030, 1, 1)).ShouldBe(Law.Cite(topic, new(2026, 7, 16)));
    }
}
