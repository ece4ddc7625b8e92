using System.Net;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Desk;
using ConsentGrains.Web.Tests.Harness;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Looks;

/// <summary>Nobody is shown on a page before it is on record who looks and why; and his number stands in no address and in no log.</summary>
public sealed class LookTests : IAsyncLifetime
{
    const string Number = "C-271828";
    static readonly string[] Pages = ["", "/timeline", "/receipt", "/matrix", "/question"];
    readonly Lines lines = new();
    readonly TestRegistry registry;
    readonly Unlooked unlooked = new();

    public LookTests() => registry = new() { Logs = lines, Before = unlooked.Put };

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        await registry.EnrolAsync(Number);
    }

    public Task DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public async Task Every_page_of_a_customer_is_a_look_with_who_when_and_why()
    {
        using var browser = await SignedInAsync("desk");
        var path = await SearchAsync(browser, $"els/{Number}", "enquiry", "T-7");
        foreach (var page in Pages)
        {
            registry.Time.Advance(TimeSpan.FromSeconds(1));
            (await browser.GetAsync(path + page)).Status.ShouldBe(HttpStatusCode.OK, page);
        }

        var looks = (await registry.Admin.GetAsync($"/v1/looks?customer=els%2F{Number}")).Json["results"]!.AsArray();
        looks.Select(l => l!["shown"]!.GetValue<string>()).ShouldBe(["question", "matrix", "receipt", "timeline", "state"]);
        looks.ShouldAllBe(l => l!["why"]!.GetValue<string>() == "enquiry" && l["request"]!.GetValue<string>() == "T-7" && l["by"]!.GetValue<string>() == "els" && l["customer"]!.GetValue<string>() == $"els/{Number}");
        (await registry.Admin.GetAsync("/v1/looks?why=audit")).Json["results"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_can_not_be_put_down_is_not_shown()
    {
        using var browser = await SignedInAsync("desk");
        var path = await SearchAsync(browser, $"els/{Number}", "audit");
        unlooked.Refuses = true;
        foreach (var page in Pages)
        {
            var refused = await browser.GetAsync(path + page);
            refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, page);
            refused.Text.ShouldNotContain(Number);
        }
    }

    [Fact]
    public async Task A_reason_is_asked_for_and_unknown_and_foreign_customers_are_not_shown()
    {
        using var browser = await SignedInAsync("desk");
        foreach (var (subject, why, status) in new[]
        {
            ($"els/{Number}", "", HttpStatusCode.BadRequest), ($"els/{Number}", "curiosity", HttpStatusCode.BadRequest), ("els/nobody", "audit", HttpStatusCode.NotFound),
            ("emana/C-1", "audit", HttpStatusCode.Forbidden), ("no customer", "audit", HttpStatusCode.BadRequest),
        })
            (await PostAsync(browser, subject, why, "")).Status.ShouldBe(status, $"{subject} {why}");
        (await PostAsync(browser, $"els/{Number}", "audit", new string('1', 65))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await registry.Admin.GetAsync("/v1/looks")).Json["results"]!.AsArray().ShouldBeEmpty("nobody was shown");
    }

    [Fact]
    public async Task A_link_is_good_for_half_an_hour_and_for_who_searched_alone()
    {
        using var browser = await SignedInAsync("desk");
        using var another = await SignedInAsync("desk");
        var path = await SearchAsync(browser, $"els/{Number}", "fault");
        (await another.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync(path[..^2] + "AA")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync("/admin/customers/" + new string('x', 5_000))).Status.ShouldBe(HttpStatusCode.NotFound);
        registry.Time.Advance(TimeSpan.FromMinutes(29));
        (await browser.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
        registry.Time.Advance(TimeSpan.FromMinutes(2));
        (await browser.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task No_number_of_a_customer_stands_in_an_address_or_in_a_log()
    {
        // The API names customers in its paths; pages do not.
        await lines.ForgetAsync();
        using var browser = await SignedInAsync("audit");
        var path = await SearchAsync(browser, $"els/{Number}", "audit");
        foreach (var page in Pages)
        {
            var html = (await browser.GetAsync(path + page)).Html;
            foreach (var address in html.Split("href=\"").Concat(html.Split("action=\"")).Skip(1)) address[..address.IndexOf('"', StringComparison.Ordinal)].ShouldNotContain(Number);
        }

        path.ShouldNotContain(Number);
        (await SearchAsync(browser, $"els/{Number}", "audit")).ShouldNotBe(path, "two links to the same customer do not tell that he is the same");
        lines.Told.ShouldNotBeEmpty();
        lines.Told.ShouldAllBe(line => !line.Contains(Number, StringComparison.Ordinal));
        lines.Told.ShouldContain(line => line.StartsWith("3001 Look: ", StringComparison.Ordinal) && line.Contains("els/…28", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_desks_own_pages_are_looks_because_of_the_request()
    {
        using var key = await registry.KeyAsync("els", "desk", "register");
        await key.MustAsync("/v1/commands", new JsonObject { ["enrol"] = new JsonObject { ["customer"] = "els/B-1", ["policy"] = "ELS-TEL" } });
        var id = (await key.MustAsync("/v1/requests", new JsonObject { ["policy"] = "ELS-TEL", ["type"] = "disclosure", ["customer"] = "els/B-1", ["channel"] = "post", ["items"] = new JsonArray("ELS-TEL-1.1/name") })).Json["id"]!.GetValue<string>();
        using var browser = new Browsing(registry.Address);
        await browser.SignInAsync(key.Secret!);
        (await browser.GetAsync($"/desk/requests/{id}")).Status.ShouldBe(HttpStatusCode.OK);
        var look = (await registry.Admin.GetAsync("/v1/looks")).Json["results"]!.AsArray().ShouldHaveSingleItem()!;
        (look["shown"]!.GetValue<string>(), look["why"]!.GetValue<string>(), look["request"]!.GetValue<string>()).ShouldBe(("request", "disclosure", id));
        unlooked.Refuses = true;
        (await browser.GetAsync($"/desk/requests/{id}")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Only_auditors_and_administrators_read_the_list_and_partners_are_told_nothing()
    {
        using var desk = await registry.KeyAsync("els", "desk", "register", "subscribe");
        (await desk.GetAsync("/v1/looks")).Status.ShouldBe(403);
        using var auditor = await registry.KeyAsync("els", "audit");
        (await auditor.GetAsync("/v1/looks")).Status.ShouldBe(200);
        using var browser = await SignedInAsync("desk");
        (await browser.GetAsync("/admin/looks")).Status.ShouldBe(HttpStatusCode.Forbidden);
        await browser.GetAsync(await SearchAsync(browser, $"els/{Number}", "enquiry"));
        (await desk.GetAsync("/v1/changes")).Text.ShouldNotContain("look");
        foreach (var wrong in new[] { "why=none", "customer=x", "supplyPoint=1", "from=today", "customer=els%2FC-1&supplyPoint=0300000000000000000019", "what=x", "after=%21" })
            (await auditor.GetAsync("/v1/looks?" + wrong)).Code.ShouldBe("query-invalid", wrong);
    }

    async Task<Browsing> SignedInAsync(string role)
    {
        using var key = await registry.KeyAsync("els", role);
        var browser = new Browsing(registry.Address);
        await browser.SignInAsync(key.Secret!);
        return browser;
    }

    static async Task<string> SearchAsync(Browsing browser, string subject, string why, string request = "")
    {
        var sent = await PostAsync(browser, subject, why, request);
        sent.Status.ShouldBe(HttpStatusCode.SeeOther);
        return sent.Location.ShouldNotBeNull();
    }

    static async Task<Browsing.Page> PostAsync(Browsing browser, string subject, string why, string request)
    {
        var hidden = (await browser.GetAsync("/admin/customers")).Form("/admin/customers").ShouldNotBeNull();
        return await browser.PostAsync("/admin/customers", [.. hidden, ("subject", subject), ("why", why), ("request", request)]);
    }

    /// <summary>Keeps every line that is logged. That a request is finished is logged after its answer is on its way.</summary>
    sealed class Lines : ILoggerProvider, ILogger
    {
        readonly Lock gate = new();
        readonly List<string> told = [];
        TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int begun, running;

        public IReadOnlyCollection<string> Told
        {
            get
            {
                lock (gate) return [.. told];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{eventId.Id} {eventId.Name}: {formatter(state, exception)}";
            lock (gate)
            {
                told.Add(line);
                if (line.StartsWith("1 : Request starting", StringComparison.Ordinal)) (begun, running) = (begun + 1, running + 1);
                if (line.StartsWith("2 : Request finished", StringComparison.Ordinal) && --running == 0) answered.TrySetResult();
            }
        }

        /// <summary>What was logged of the requests until now, all of whom were answered.</summary>
        public async Task ForgetAsync()
        {
            lock (gate)
            {
                begun.ShouldBeGreaterThan(0);
                answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
                if (running == 0) answered.SetResult();
            }

            await answered.Task.WaitAsync(TimeSpan.FromMinutes(1));
            lock (gate) told.Clear();
        }

        public void Dispose()
        {
        }
    }
}
