using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Receipts;

/// <summary>The consent receipt: ISO/IEC TS 27560 fields in DPV terms, and the page.</summary>
public sealed class ReceiptTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    const string Hostile = "<script>alert(1)</script>\"'&<img src=x onerror=y>";

    static string At(string number) => $"/v1/customers/els/{number}/receipt";

    async Task ConsentAsync(string number, JsonObject consent) => await registry.Els.MustAsync($"/v1/customers/els/{number}/consents", consent);

    static JsonObject ToOcctoFor(params string[] items) => new()
    {
        ["purpose"] = "ELS-EL-2-PU3",
        ["recipient"] = "occto",
        ["items"] = new JsonArray([.. items.Select(i => JsonValue.Create(i))]),
        ["evidence"] = "FORM-7",
        ["via"] = "counter",
    };

    async Task<JsonNode> ReceiptAsync(string number) => (await registry.Els.GetAsync(At(number))).Json;

    static JsonArray Records(JsonNode receipt) => receipt["dpv:hasRecordOfActivity"]!.AsArray();

    static string Standing(JsonNode record) => record["cg:standing"]!.GetValue<string>();

    [Fact]
    public async Task It_says_what_was_agreed_when_on_which_version_by_whom_and_how()
    {
        await registry.EnrolAsync("r1");
        await ConsentAsync("r1", ToOcctoFor("ELS-EL-3/name"));
        var reply = await registry.Els.GetAsync(At("r1"));
        (reply.Status, reply.Type).ShouldBe((200, "application/ld+json"));
        var receipt = reply.Json;
        receipt["@type"]!.GetValue<string>().ShouldBe("dpv:ConsentReceipt");
        receipt["@context"]!["dpv"]!.GetValue<string>().ShouldBe("https://w3id.org/dpv#");
        receipt["dct:conformsTo"]!["@id"]!.GetValue<string>().ShouldBe("https://w3id.org/dpv/schema/dpv-27560#receipt");
        receipt["dpv:hasDataController"]!["dct:identifier"]!.GetValue<string>().ShouldBe("els");
        receipt["dpv:hasNotice"]![0]!["dct:identifier"]!.GetValue<string>().ShouldStartWith("ELS-EL@");
        var record = Records(receipt).ShouldHaveSingleItem()!;
        record["@type"]!.GetValue<string>().ShouldBe("dpv:ConsentRecord");
        Standing(record).ShouldBe("given");
        record["dpv:hasNotice"]![0]!["@id"]!.GetValue<string>().ShouldBe(receipt["dpv:hasNotice"]![0]!["@id"]!.GetValue<string>());
        record["dpv:hasProcess"]!["dpv:hasPurpose"]!["dct:description"]!.GetValue<string>().ShouldNotBeEmpty();
        record["dpv:hasProcess"]!["dpv:hasRecipient"]!["dct:identifier"]!.GetValue<string>().ShouldBe("occto");
        record["dpv:hasProcess"]!["dpv:hasPersonalData"]![0]!["dct:identifier"]!.GetValue<string>().ShouldBe("ELS-EL-3/name");
        var status = record["dpv:hasConsentStatus"]!.AsArray().ShouldHaveSingleItem()!;
        status["@type"]!.GetValue<string>().ShouldBe("dpv:ConsentGiven");
        status["dpv:isIndicatedBy"]!["@id"]!.GetValue<string>().ShouldBe("dpv:DataSubject");
        status["dpv:hasIndicationMethod"]!.GetValue<string>().ShouldBe("counter");
        status["cg:evidence"]!.GetValue<string>().ShouldBe("FORM-7");
    }

    [Fact]
    public async Task A_withdrawal_is_told_with_its_time_and_one_of_some_items_is_told_as_such()
    {
        await registry.EnrolAsync("r2");
        await ConsentAsync("r2", ToOcctoFor("ELS-EL-3/name", "ELS-EL-3/address"));
        await registry.Els.MustAsync("/v1/customers/els/r2/consents/withdraw", new JsonObject { ["items"] = new JsonArray("ELS-EL-3/name") });
        Standing(Records(await ReceiptAsync("r2"))[0]!).ShouldBe("partly-withdrawn");
        await registry.Els.MustAsync("/v1/customers/els/r2/consents/withdraw", new JsonObject { ["items"] = new JsonArray("ELS-EL-3/address") });
        var record = Records(await ReceiptAsync("r2"))[0]!;
        Standing(record).ShouldBe("withdrawn");
        record["dpv:hasConsentStatus"]!.AsArray().Count(s => s!["@type"]!.GetValue<string>() == "dpv:ConsentWithdrawn").ShouldBe(2);
    }

    [Fact]
    public async Task A_withdrawal_of_everything_ends_what_stood_before_it_and_not_what_came_after()
    {
        await registry.EnrolAsync("r3");
        await ConsentAsync("r3", ToOcctoFor("ELS-EL-3/name"));
        await registry.Els.MustAsync("/v1/customers/els/r3/consents/withdraw", new JsonObject());
        await ConsentAsync("r3", ToOcctoFor("ELS-EL-3/name"));
        Records(await ReceiptAsync("r3")).Select(r => Standing(r!)).ShouldBe(["withdrawn", "given"]);
    }

    [Fact]
    public async Task A_consent_by_the_wrong_one_is_told_as_not_valid()
    {
        await registry.Els.MustAsync("/v1/customers/els/r4/enrolments", new JsonObject { ["policy"] = "ELS-EL", ["minorUntil"] = "2030-01-01" });
        await ConsentAsync("r4", ToOcctoFor("ELS-EL-3/name"));
        Standing(Records(await ReceiptAsync("r4"))[0]!).ShouldBe("not-valid");
    }

    [Theory]
    [InlineData("?format=html", null)]
    [InlineData("", "text/html,application/xhtml+xml,*/*;q=0.8")]
    public async Task It_is_a_page_without_script_where_one_is_wanted(string query, string? accept)
    {
        await registry.EnrolAsync("r5");
        var reply = accept is null ? await registry.Els.GetAsync(At("r5") + query) : await registry.Els.GetAsync(At("r5"), ("Accept", accept));
        (reply.Status, reply.Type).ShouldBe((200, "text/html"));
        reply.Text.ShouldContain("同意内容の控え");
        reply.Text.ShouldContain("<html lang=\"ja\">");
        reply.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'; style-src 'sha256-");
        reply.Text.ShouldNotContain("<script");
    }

    [Fact]
    public async Task The_style_sheet_is_the_one_the_header_allows()
    {
        await registry.EnrolAsync("r5b");
        var reply = await registry.Els.GetAsync(At("r5b") + "?format=html");
        var style = reply.Text.Split("<style>")[1].Split("</style>")[0];
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        reply.Headers["Content-Security-Policy"].ShouldContain($"'sha256-{hash}'");
    }

    [Fact]
    public async Task Hostile_evidence_is_text_on_the_page()
    {
        await registry.EnrolAsync("r6");
        var consent = ToOcctoFor("ELS-EL-3/name");
        consent["evidence"] = Hostile;
        await ConsentAsync("r6", consent);
        var page = await registry.Els.GetAsync(At("r6") + "?format=html");
        page.Status.ShouldBe(200);
        page.Text.ShouldNotContain("<script");
        page.Text.ShouldNotContain("<img");
        page.Text.ShouldContain("&lt;script&gt;");
        (await ReceiptAsync("r6")).ToJsonString().ShouldContain("onerror");
    }

    [Fact]
    public async Task The_history_is_a_page_too_and_hostile_texts_stay_texts_on_it()
    {
        await registry.EnrolAsync("r9");
        var consent = ToOcctoFor("ELS-EL-3/name");
        (consent["evidence"], consent["desk"]) = (Hostile, Hostile);
        await ConsentAsync("r9", consent);
        var page = await registry.Els.GetAsync("/v1/customers/els/r9/history?format=html&limit=3");
        (page.Status, page.Type).ShouldBe((200, "text/html"));
        page.Text.ShouldContain("consent.given");
        page.Text.ShouldContain("counter");
        page.Text.ShouldContain("&lt;script&gt;");
        page.Text.ShouldNotContain("<script");
        page.Text.ShouldNotContain("<img");
        page.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'");
        (await registry.Els.GetAsync("/v1/customers/els/r9/history?format=html&limit=1")).Text.ShouldContain("after=");
    }

    [Fact]
    public async Task Of_an_erased_customer_nothing_is_told()
    {
        await registry.Els.MustAsync("/v1/customers/els/r7/enrolments", new JsonObject { ["policy"] = "ELS-EL" });
        await ConsentAsync("r7", ToOcctoFor("ELS-EL-3/name"));
        await registry.Els.MustAsync("/v1/customers/els/r7/erasure", new JsonObject());
        var receipt = await ReceiptAsync("r7");
        receipt["cg:erased"]!.GetValue<bool>().ShouldBeTrue();
        Records(receipt).ShouldBeEmpty();
        (await registry.Els.GetAsync(At("r7") + "?format=html")).Text.ShouldNotContain("FORM-7");
    }

    [Theory]
    [InlineData("receipt")]
    [InlineData("matrix")]
    public async Task It_is_for_the_customers_operator_and_auditors(string what)
    {
        await registry.EnrolAsync("r8");
        var path = $"/v1/customers/els/r8/{what}";
        (await registry.Emana.GetAsync(path)).Code.ShouldBe("customer-of-other-operator");
        (await registry.Partner.GetAsync(path)).Code.ShouldBe("role-missing");
        (await registry.Nobody.GetAsync(path)).Code.ShouldBe("key-missing");
        using var auditor = await registry.KeyAsync("emana", "audit");
        (await auditor.GetAsync(path)).Status.ShouldBe(200);
        (await registry.Els.GetAsync($"/v1/customers/els/nobody-knows/{what}")).Code.ShouldBe("not-found");
        (await registry.Els.GetAsync(path + "?format=pdf")).Code.ShouldBe("query-invalid");
        (await registry.Els.GetAsync(path + "?formt=html")).Code.ShouldBe("query-invalid");
        (await registry.Els.GetAsync(path, ("Accept", "image/png"))).Code.ShouldBe("not-acceptable");
    }
}
