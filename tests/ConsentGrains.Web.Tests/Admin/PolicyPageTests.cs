using ConsentGrains.Policies;
using ConsentGrains.Web.Tests.Browser;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Admin;

/// <summary>The policies in a real browser: every rule stands beside the words it was made of.</summary>
[Collection(Chromium.Name)]
public sealed class PolicyPageTests(Chromium chromium) : IAsyncLifetime
{
    readonly TestRegistry registry = new();

    public Task InitializeAsync() => registry.InitializeAsync();

    public Task DisposeAsync() => registry.DisposeAsync();

    [BrowserFact]
    public async Task Every_rule_of_every_policy_stands_beside_its_sentence_and_leads_to_it()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await tab.SignInAsync(registry.Els.Secret!, "/admin/policies");
        (await tab.Page.Locator("tbody tr").CountAsync()).ShouldBe(5);
        foreach (var file in PolicyFiles.BuiltIn())
        {
            await tab.GoAsync("/admin/policies/" + file.Policy.Id);
            (await tab.HeadingAsync()).ShouldBe(file.Policy.Title);
            (await tab.Page.Locator(".rules > li").CountAsync()).ShouldBe(file.Mentions.Count);
            (await tab.Page.Locator("blockquote").AllTextContentsAsync()).ShouldBe(file.Mentions.Select(m => (m.SourceLine, m.Quote)).Distinct().Select(m => m.Quote), ignoreOrder: true);
            (await tab.Page.Locator(".rules li[id]").EvaluateAllAsync<string[]>("all => all.map(li => li.id)")).Order(StringComparer.Ordinal).ShouldBe(file.Mentions.Select(m => m.Clause).Distinct().Order(StringComparer.Ordinal));
            (await tab.Page.EvaluateAsync<int>("[...document.querySelectorAll('.rules a')].filter(a => !document.querySelector(a.getAttribute('href'))).length")).ShouldBe(0, "each rule leads to a sentence that is there");
        }

        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task What_there_is_not_is_said()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await tab.SignInAsync(registry.Els.Secret!, "/admin/policies");
        (await tab.GoAsync("/admin/policies/NONE")).ShouldBe(404);
        (await tab.GoAsync("/admin/policies/ENS?version=99")).ShouldBe(404);
    }

    [AxeFact]
    public async Task They_have_no_barriers_in_either_language_or_look()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.SignInAsync(registry.Admin.Secret!, "/admin/policies");
        await tab.LookedAtAsync("policies");
        await tab.GoAsync("/admin/policies/ELS-EL#ELS-EL-2-PU3");
        await tab.LookedAtAsync("policy");
        await tab.FollowAsync("English");
        (await tab.BarriersAsync()).ShouldBeEmpty();
        tab.Complaints.ShouldBeEmpty();
    }
}
