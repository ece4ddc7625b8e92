using ConsentGrains.Web.Desk;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Desk;

public sealed class LetterTests
{
    [Theory]
    [InlineData("APPI 33(2)(i)", "個人情報保護法33条2項1号")]
    [InlineData("APPI 2(1)", "個人情報保護法2条1項")]
    [InlineData("APPI 32(2)(ii), 21(4)(iii)", "個人情報保護法32条2項2号、21条4項3号")]
    [InlineData("APPI 16(4), 施行令 5(iv)", "個人情報保護法16条4項、同法施行令5条4号")]
    public void An_article_is_cited_as_a_Japanese_reader_writes_it(string law, string cited) => Letter.Article(law).ShouldBe(cited);
}
