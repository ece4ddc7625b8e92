using System.Security.Claims;
using ConsentGrains.Web.Security;
using ConsentGrains.Web.Security.Oidc;
using ConsentGrains.Web.Tests.Browser;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Security;

/// <summary>Signing in to the pages with a real OpenID provider, through a real browser.</summary>
[Collection(Chromium.Name)]
public sealed class OidcSignInTests(Chromium chromium) : IAsyncLifetime
{
    static readonly (string, string)[] Roles = [("privacy-desk", "desk"), ("auditors", "audit")];
    OpenIdProvider? provider;
    TestRegistry registry = null!;

    public async Task InitializeAsync()
    {
        if (OpenIdProvider.Missing is null) provider = await OpenIdProvider.StartAsync();
        var plain = new TestRegistry().Options;
        registry = new() { Options = plain with { Oidc = Of(provider?.Issuer ?? new("https://idp.example")) } };
        await registry.InitializeAsync();
        await registry.EnrolAsync("C-1");
    }

    public async Task DisposeAsync()
    {
        await registry.DisposeAsync();
        if (provider is not null) await provider.DisposeAsync();
    }

    [ProviderFact]
    public async Task Who_the_provider_says_is_at_the_desk_works_there_and_is_named_in_what_he_looks_at()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await SignInAsync(tab, "hanako+privacy-desk+golf-club", "/admin/customers");
        new Uri(tab.Page.Url).PathAndQuery.ShouldBe("/admin/customers");
        (await tab.Page.Locator("header .who").InnerTextAsync()).ShouldBe("els hanako");
        await Admin.Looking.SearchAsync(tab, "/admin/customers", "els/C-1");
        (await tab.HeadingAsync()).ShouldBe("お客さま els/C-1");
        var look = (await registry.Admin.GetAsync("/v1/looks")).Json["results"]!.AsArray().ShouldHaveSingleItem()!;
        (look["by"]!.GetValue<string>(), look["key"]!.GetValue<string>(), look["person"]!.GetValue<string>()).ShouldBe(("els", "oidc", "hanako"));
        (await tab.GoAsync("/admin/looks")).ShouldBe(403, "the desk is no auditor");
        await tab.PressAsync("ログアウト");
        await tab.GoAsync("/admin/customers");
        tab.Page.Url.ShouldContain("/sign-in");
        tab.Complaints.ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task The_code_comes_with_a_proof_a_state_and_a_nonce()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await SignInAsync(tab, "jiro+auditors", "/admin/looks");
        (await tab.HeadingAsync()).ShouldBe("閲覧記録");
        var asked = await provider!.ToldAsync();
        foreach (var part in new[] { "response_type=code", "code_challenge_method=S256", "code_challenge=", "state=", "nonce=", "scope=openid+profile" }) asked.ShouldContain(part);
    }

    [ProviderFact]
    public async Task Whoever_has_no_role_here_is_told_so_and_is_not_signed_in()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await SignInAsync(tab, "taro+golf-club", "/desk");
        (await tab.Page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("権限がありません");
        await tab.GoAsync("/desk");
        tab.Page.Url.ShouldContain("/sign-in");
    }

    [ProviderFact]
    public async Task A_refusal_and_a_callback_nobody_asked_for_sign_nobody_in()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await tab.GoAsync("/sign-in");
        await tab.FollowAsync("組織のアカウントでログイン");
        await tab.PressAsync("Refuse");
        (await tab.Page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("ログインができませんでした");
        foreach (var made in new[] { "", "?code=x&state=y", "?error=access_denied&state=y" })
            (await tab.GoAsync("/sign-in/oidc/callback" + made)).ShouldBe(401, made);
        (await tab.Page.Context.CookiesAsync()).ShouldAllBe(cookie => cookie.Name != "__Host-consent");
    }

    [ProviderFact]
    public async Task A_session_is_over_after_an_hour()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await SignInAsync(tab, "jiro+auditors", "/admin/looks");
        registry.Time.Advance(TimeSpan.FromMinutes(61));
        await tab.GoAsync("/admin/looks");
        tab.Page.Url.ShouldContain("/sign-in");
    }

    [Fact]
    public void Roles_are_given_by_the_mapping_alone()
    {
        var someone = Of(new("https://idp.example"));
        PersonOf(someone, ("sub", "u-1"), ("roles", "privacy-desk")).ShouldBe(new Presented("els", "oidc", Web.Security.Roles.Desk, "u-1"));
        PersonOf(someone, ("sub", "u-1"), ("preferred_username", "hanako"), ("roles", "auditors"), ("roles", "privacy-desk"))!.Value.Roles.ShouldBe(Web.Security.Roles.Desk | Web.Security.Roles.Audit);
        PersonOf(someone, ("sub", "u-1"), ("roles", "admin")).ShouldBeNull("the registry's own words give nothing");
        PersonOf(someone, ("sub", "u-1"), ("groups", "auditors")).ShouldBeNull("another claim gives nothing");
        PersonOf(someone, ("sub", "u-1"), ("roles", "AUDITORS")).ShouldBeNull("values are compared as they are");
        PersonOf(someone, ("roles", "auditors")).ShouldBeNull("nobody");
        PersonOf(someone with { Roles = [] }, ("sub", "u-1"), ("roles", "auditors")).ShouldBeNull("no mapping, no role");
        PersonOf(someone with { Party = "nobody" }, ("sub", "u-1"), ("roles", "auditors")).ShouldBeNull("the party is not registered");
    }

    Presented? PersonOf(OidcOptions options, params (string Type, string Value)[] claims) =>
        OidcSignIn.PersonOf(new ClaimsPrincipal(new ClaimsIdentity(claims.Select(c => new Claim(c.Type, c.Value)), "test")), options, registry.Grains);

    static OidcOptions Of(Uri issuer) => new(issuer, "consent", "a secret of the tests", "els", "roles", Roles);

    static async Task SignInAsync(Tab tab, string person, string path)
    {
        await tab.GoAsync(path);
        await tab.FollowAsync("組織のアカウントでログイン");
        await tab.FillAsync("login", person);
        await tab.PressAsync("Sign in");
        // The registry leads on by itself, from a page of its own: either way a page of its own is there in the end.
        await tab.Page.Locator("header .who, [role=alert]").First.WaitForAsync();
    }
}
