using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Freshness;

/// <summary>The judge of histories finds what is stale, and nothing else.</summary>
public sealed class RecordedHistoryTests
{
    [Theory]
    [InlineData(1, 2, 3, 4, 5, 6, true)]
    [InlineData(1, 2, 3, 4, 4, 5, true)]
    [InlineData(1, 2, 3, 5, 4, 6, false)]
    [InlineData(1, 4, 3, 5, 6, 7, false)]
    [InlineData(5, 6, 1, 2, 3, 7, false)]
    [InlineData(8, 9, 1, 2, 3, 7, true)]
    public void A_permit_after_an_acknowledged_withdrawal_is_stale(int consent, int given, int withdrawal, int withdrawn, int asked, int answered, bool stale)
    {
        var history = new RecordedHistory();
        history.Add(new Told("c", true, consent, given));
        history.Add(new Told("c", false, withdrawal, withdrawn));
        history.Add(new Told("other", true, 0, 1));
        history.Add(new Asked("c", "one", asked, answered, 3, 1));
        history.Judge().Tries.ShouldBe(stale ? 3 : 0);
        history.Judge().Stale.Count.ShouldBe(stale ? 1 : 0);
    }

    [Fact]
    public void A_later_consent_makes_it_right_again()
    {
        var history = new RecordedHistory();
        history.Add(new Told("c", true, 1, 2));
        history.Add(new Told("c", false, 3, 4));
        history.Add(new Told("c", true, 5, 6));
        history.Add(new Asked("c", "one", 5, 7, 1, 1));
        history.Add(new Asked("c", "one", 4, 5, 1, 0));
        history.Judge().ShouldSatisfyAllConditions(j => j.Tries.ShouldBe(1), j => j.Stale.ShouldBeEmpty());
    }
}
