using System.Net;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Desk;

/// <summary>Who may see and do what on the pages, and what a browser can be made to send.</summary>
public sealed class DeskPagesTests : IAsyncLifetime
{
    readonly TestRegistry registry = new();
    Client key = null!;
    Browsing pages = null!;
    string id = "";

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        key = await registry.KeyAsync("els", "desk");
        pages = new(registry.Address);
        (await pages.SignInAsync(key.Secret!)).Status.ShouldBe(HttpStatusCode.OK);
        id = (await key.MustAsync("/v1/requests", Electric())).Json["id"]!.GetValue<string>();
    }

    public async Task DisposeAsync()
    {
        key.Dispose();
        pages.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_sees_a_page_without_signing_in()
    {
        using var stranger = new Browsing(registry.Address);
        foreach (var path in new[] { "/desk", $"/desk/requests/{id}", $"/desk/requests/{id}/letter", "/desk/contractors" })
            (await stranger.GetAsync(path)).Location.ShouldBe("/sign-in?to=" + Uri.EscapeDataString(path));
        (await stranger.SignInAsync("cg_nobody")).Text.ShouldContain("key-unknown");
        (await stranger.SignInAsync((await registry.KeyAsync("els", "decide")).Secret!)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Another_operator_does_not_learn_that_a_request_exists()
    {
        using var other = new Browsing(registry.Address);
        await other.SignInAsync((await registry.KeyAsync("emana", "desk")).Secret!);
        var (there, not) = (await other.GetAsync($"/desk/requests/{id}"), await other.GetAsync("/desk/requests/r-0"));
        (there.Status, there.Text.Replace(id, "r-0", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.NotFound, not.Text));
        (await other.GetAsync("/desk")).Text.ShouldNotContain(id);
    }

    [Fact]
    public async Task An_auditor_sees_everything_and_can_do_nothing()
    {
        using var auditor = new Browsing(registry.Address);
        await auditor.SignInAsync((await registry.KeyAsync("els", "audit")).Secret!);
        var page = await auditor.GetAsync($"/desk/requests/{id}");
        page.Text.ShouldContain("経過");
        page.Form($"/desk/requests/{id}/examine").ShouldBeNull();
        (await auditor.PostAsync($"/desk/requests/{id}/withdraw")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_did_not_come_from_a_form_of_this_session_changes_nothing()
    {
        (await pages.PostAsync($"/desk/requests/{id}/withdraw")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await pages.PostAsync($"/desk/requests/{id}/withdraw", ("token", "guessed"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await key.GetAsync($"/v1/requests/{id}")).Json["stage"]!.GetValue<string>().ShouldBe("received");
    }

    [Fact]
    public async Task A_form_sent_twice_is_one_command_and_one_from_before_a_change_is_refused()
    {
        var old = (await pages.GetAsync($"/desk/requests/{id}")).Form($"/desk/requests/{id}/examine")!.ToArray();
        (await pages.PostAsync($"/desk/requests/{id}/examine", old)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await pages.PostAsync($"/desk/requests/{id}/examine", old)).Status.ShouldBe(HttpStatusCode.SeeOther, "the first answer again");
        (await key.GetAsync($"/v1/requests/{id}/history")).Json["results"]!.AsArray().Count.ShouldBe(3);
        (await pages.PostAsync($"/desk/requests/{id}/examine", [.. old.Select(f => f.Name == "key" ? (f.Name, "other") : f)])).Text.ShouldContain("revision-conflict");
    }

    [Fact]
    public async Task Pages_take_nothing_from_elsewhere_and_run_no_script()
    {
        var page = await pages.GetAsync("/desk");
        page.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'; style-src 'self'");
        page.Html.ShouldNotContain("<script");
        page.Html.ShouldNotContain("https://");
        (await pages.GetAsync("/assets/site.css")).Headers["Content-Type"].ShouldStartWith("text/css");
    }

    [Fact]
    public async Task Every_page_has_the_same_walls()
    {
        foreach (var path in new[] { "/sign-in", "/desk", "/desk/new", $"/desk/requests/{id}", "/desk/contractors", "/desk/requests/r-0", "/desk?after=rubbish" })
        {
            var headers = (await pages.GetAsync(path)).Headers;
            foreach (var part in new[] { "default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'" }) headers["Content-Security-Policy"].ShouldContain(part, customMessage: path);
            (headers["X-Content-Type-Options"], headers["Cache-Control"], headers["Referrer-Policy"]).ShouldBe(("nosniff", "no-store", "same-origin"), path);
        }
    }

    [Fact]
    public async Task A_session_is_a_cookie_for_this_host_that_no_script_and_no_other_site_gets_and_it_holds_no_key()
    {
        using var stranger = new Browsing(registry.Address);
        var set = (await stranger.PostAsync("/sign-in", ("key", key.Secret!), ("to", "/desk"))).Headers["Set-Cookie"].ToLowerInvariant();
        foreach (var part in new[] { "__host-consent=", "httponly", "secure", "samesite=strict", "path=/" }) set.ShouldContain(part);
        set.ShouldNotContain("domain=");
        set.ShouldNotContain(key.Secret!.ToLowerInvariant());
    }

    [Fact]
    public async Task A_form_of_one_session_is_nothing_in_another()
    {
        using var other = new Browsing(registry.Address);
        await other.SignInAsync((await registry.KeyAsync("els", "desk")).Secret!);
        var mine = (await pages.GetAsync($"/desk/requests/{id}")).Form($"/desk/requests/{id}/withdraw")!.ToArray();
        (await other.PostAsync($"/desk/requests/{id}/withdraw", mine)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await pages.PostAsync($"/desk/requests/{id}/withdraw", mine)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Every_look_at_a_customer_is_on_record_with_who_and_when_also_a_letter_and_an_annex()
    {
        await registry.Els.MustAsync("/v1/commands", new JsonObject { ["enrol"] = new JsonObject { ["customer"] = "els/L-1", ["policy"] = "ELS-EL" } });
        var seen = (await key.MustAsync("/v1/requests", new JsonObject { ["policy"] = "ELS-EL", ["type"] = "provision-records", ["customer"] = "els/L-1", ["channel"] = "web" })).Json["id"]!.GetValue<string>();
        await pages.StepAsync(seen, "examine", []);
        await pages.StepAsync(seen, "investigate", []);
        await pages.StepAsync(seen, "answer", new JsonObject { ["answers"] = new JsonArray(new JsonObject { ["result"] = "granted" }) });
        foreach (var path in new[] { "/letter", "/records", "/records?format=csv" }) (await pages.GetAsync($"/desk/requests/{seen}{path}")).Status.ShouldBe(HttpStatusCode.OK, path);
        using var auditor = new Browsing(registry.Address);
        await auditor.SignInAsync((await registry.KeyAsync("ens", "audit")).Secret!);
        await auditor.GetAsync($"/desk/requests/{seen}");
        var looks = (await registry.Admin.GetAsync("/v1/customers/els/L-1/decisions?kind=read")).Text;
        foreach (var part in new[] { "\"request\"", "\"letter\"", "\"provisions\"", "\"ens\"" }) looks.ShouldContain(part);
    }

    [Fact]
    public async Task A_page_speaks_Japanese_until_English_is_chosen()
    {
        (await pages.GetAsync("/desk")).Text.ShouldContain("受付箱");
        (await pages.GetAsync("/language/en?to=//evil.example")).Location.ShouldBe("/desk");
        (await pages.GetAsync("/desk")).Text.ShouldContain("Inbox");
    }

    [Fact]
    public async Task A_session_ends_with_its_key_and_after_its_hours()
    {
        var lasting = await registry.KeyAsync("els", "desk");
        using var other = new Browsing(registry.Address);
        await other.SignInAsync(lasting.Secret!);
        registry.Time.Advance(TimeSpan.FromHours(9));
        (await other.GetAsync("/desk")).Location.ShouldStartWith("/sign-in");
        await other.SignInAsync(lasting.Secret!);
        foreach (var credential in registry.Grains.Directory.Credentials.Values.Where(c => c.Hash == Security(lasting)))
            await registry.Admin.MustAsync($"/v1/keys/{credential.Id}/revoke", new JsonObject());
        (await other.GetAsync("/desk")).Location.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_customers_words_never_become_markup()
    {
        var evil = (await key.PostAsync("/v1/requests", new JsonObject { ["policy"] = "ELS-EL", ["type"] = "stop-of-use", ["marketingChannel"] = "email", ["desk"] = "<b>x</b>" })).Json["id"]!.GetValue<string>();
        (await pages.GetAsync($"/desk/requests/{evil}")).Html.ShouldNotContain("<b>x</b>");
    }

    static string Security(Client client) => Web.Security.ApiKey.HashOf(client.Secret);

    static JsonObject Electric() => new() { ["policy"] = "ELS-EL", ["type"] = "disclosure", ["items"] = new JsonArray("ELS-EL-3/name"), ["channel"] = "web" };
}
