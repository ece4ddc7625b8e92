using System.Net;
using ConsentGrains.Web.Tests.Desk;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Policies;

/// <summary>Policies over time on their pages, without a script.</summary>
public sealed class PolicyPagesTests : IAsyncLifetime
{
    const string Policy = "/admin/policies/ELS-EL", Draft = Policy + "/drafts/2";
    readonly TestRegistry registry = new();
    Browsing pages = null!;

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        pages = new(registry.Address);
        await pages.SignInAsync(registry.Admin.Secret!);
    }

    public async Task DisposeAsync()
    {
        pages.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task A_draft_goes_from_its_text_to_a_version()
    {
        (await pages.GetAsync("/admin/drafts")).Text.ShouldContain("ELS-EL");
        var put = await PutAsync(Drafting.File("ELS-EL", "2", Drafting.WithoutPartners, dated: false).ReplaceLineEndings("\r\n"));
        (put.Status, put.Location).ShouldBe((HttpStatusCode.SeeOther, Draft));
        var page = await pages.GetAsync(Draft);
        foreach (var shown in new[] { "ELS-EL-2-PU12", "縮小", "共同利用の変更の通知等", "APPI 27(6)", "住所と代表者の氏名" }) page.Text.ShouldContain(shown);
        var published = await pages.PostAsync(Draft + "/publish", [.. page.Form(Draft + "/publish")!, ("from", "2999-01-01"), ("seen", "on")]);
        (published.Status, published.Location).ShouldBe((HttpStatusCode.SeeOther, Policy + "/versions/2"));
        (await pages.GetAsync(published.Location!)).Text.ShouldContain("2999-01-01");
        (await pages.GetAsync(Policy + "/versions")).Text.ShouldContain("施行前");
        registry.Grains.Directory.Drafts.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_named_with_its_line_and_the_text_is_still_there()
    {
        var bad = Drafting.File("ELS-EL", "2").Replace("operator: els", "operator: els\nshoe-size: 42", StringComparison.Ordinal);
        var refused = await PutAsync(bad);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldMatch("source:[0-9]+:[0-9]+: unknown-key");
        refused.Text.ShouldContain("shoe-size: 42");
        registry.Grains.Directory.Drafts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("withdraw")]
    public async Task A_form_that_is_not_of_this_session_changes_nothing(string step)
    {
        await PutAsync(Drafting.File("ELS-EL", "2"));
        (await pages.PostAsync($"{Draft}/{step}", ("token", "guessed"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        registry.Grains.Directory.Draft("ELS-EL", "2").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_draft_replaced_since_it_was_looked_at_is_not_published()
    {
        await PutAsync(Drafting.File("ELS-EL", "2"));
        var seen = (await pages.GetAsync(Draft)).Form(Draft + "/publish")!;
        await PutAsync(Drafting.File("ELS-EL", "2", "title: もう一つの題名"));
        var refused = await pages.PostAsync(Draft + "/publish", [.. seen, ("seen", "on")]);
        refused.Text.ShouldContain("draft-changed");
        refused.Text.ShouldContain("もう一つの題名");
        (await pages.PostAsync(Draft + "/withdraw", [.. refused.Form(Draft + "/withdraw")!])).Location.ShouldBe(Policy + "/versions");
        (await pages.GetAsync(Draft)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_auditor_looks_and_does_nothing()
    {
        await PutAsync(Drafting.File("ELS-EL", "2"));
        using var auditor = await registry.KeyAsync("els", "audit");
        using var other = new Browsing(registry.Address);
        await other.SignInAsync(auditor.Secret!);
        (await other.GetAsync(Policy + "/versions")).Form(Policy + "/drafts").ShouldBeNull();
        var page = await other.GetAsync(Draft);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Form(Draft + "/publish").ShouldBeNull();
        (await other.PostAsync(Draft + "/withdraw", ("token", "x"))).Text.ShouldContain("role-missing");
        (await other.GetAsync(Draft + "/impact")).Html.ShouldContain("\"total\":0");
    }

    [Theory]
    [InlineData("", "APPI 27(5)(i)")]
    [InlineData("?day=2020-01-01", "APPI 23(5)(i)")]
    public async Task The_law_is_shown_as_numbered_on_a_day(string query, string entrustment) =>
        (await pages.GetAsync("/admin/law" + query)).Text.ShouldContain($"<td lang=\"ja\">委託に伴う提供</td><td>{entrustment}</td>");

    [Theory]
    [InlineData("/admin/policies/NONE/versions")]
    [InlineData("/admin/policies/ELS-EL/versions/9")]
    [InlineData("/admin/policies/ELS-EL/drafts/9")]
    [InlineData("/admin/policies/ELS-EL/drafts/9/impact")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path)
    {
        var page = await pages.GetAsync(path);
        (page.Status, page.Text.Contains("not-found", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.NotFound, true));
    }

    async Task<Browsing.Page> PutAsync(string source)
    {
        var form = (await pages.GetAsync(Policy + "/versions")).Form(Policy + "/drafts")!;
        return await pages.PostAsync(Policy + "/drafts", [.. form, ("source", source)]);
    }
}
