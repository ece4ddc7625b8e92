using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Browser;
using ConsentGrains.Web.Tests.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Desk;

/// <summary>The desk in a real browser: the main path without a script, what is printed, and whether everybody can use it.</summary>
[Collection(Chromium.Name)]
public sealed class DeskBrowserTests(Chromium chromium) : IAsyncLifetime
{
    readonly TestRegistry registry = new();
    Client key = null!;

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        key = await registry.KeyAsync("els", "desk", "register");
        await key.MustAsync("/v1/commands", new JsonObject { ["enrol"] = new JsonObject { ["customer"] = "els/B-1", ["policy"] = "ELS-TEL" } });
    }

    public async Task DisposeAsync()
    {
        key.Dispose();
        await registry.DisposeAsync();
    }

    [BrowserFact]
    public async Task A_request_goes_from_receipt_to_its_reply_without_a_script()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await tab.SignInAsync(key.Secret!);
        await ReceiveAsync(tab);
        await tab.ChooseAsync("addresses", "agree");
        await tab.PressAsync("確認結果を記録する");
        await tab.PressAsync("調査を始める");
        await tab.ChooseAsync("answers.0.result", "granted");
        await tab.ChooseAsync("answers.1.result", "refused");
        await tab.ChooseAsync("answers.1.grounds#each", "harm");
        await tab.PressAsync("回答を決定する");
        (await tab.HeadingAsync()).ShouldContain("回答決定（一部）");
        await tab.FollowAsync("お客さまへの書面を表示・印刷する");
        await LetterAsync(tab);
        await tab.FollowAsync("請求へ戻る");
        await tab.PressAsync("回答を送付した");
        await tab.PressAsync("提出書類を廃棄した");
        (await tab.HeadingAsync()).ShouldContain("回答済み");
        await tab.FollowAsync("受付箱");
        (await tab.Page.Locator(".empty").CountAsync()).ShouldBe(1, "nothing is left to do");
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task What_is_refused_is_shown_where_it_was_sent_from_and_nothing_is_lost()
    {
        await using var tab = await chromium.OpenAsync(registry.Address);
        await tab.SignInAsync(key.Secret!);
        await ReceiveAsync(tab);
        await tab.PressAsync("確認結果を記録する");
        (await tab.Page.Locator(".problem").InnerTextAsync()).ShouldContain("addresses");
        await tab.ChooseAsync("addresses", "agree");
        await tab.PressAsync("確認結果を記録する");
        (await tab.HeadingAsync()).ShouldContain("受理");
        tab.Complaints.ShouldBeEmpty();
    }

    [AxeFact]
    public async Task The_pages_have_no_barriers()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        await tab.GoAsync("/sign-in");
        (await tab.BarriersAsync()).ShouldBeEmpty();
        await tab.SignInAsync(key.Secret!);
        (await tab.BarriersAsync()).ShouldBeEmpty();
        await tab.FollowAsync("新規受付");
        (await tab.BarriersAsync()).ShouldBeEmpty();
        await ReceiveAsync(tab);
        (await tab.BarriersAsync()).ShouldBeEmpty();
        await tab.FollowAsync("受付箱");
        (await tab.BarriersAsync()).ShouldBeEmpty();
        await tab.FollowAsync("委託先");
        (await tab.BarriersAsync()).ShouldBeEmpty();
    }

    [AxeFact]
    public async Task Letters_and_their_annex_print_whole_and_have_no_barriers()
    {
        await using var tab = await chromium.OpenAsync(registry.Address, scripts: true);
        foreach (var provider in new[] { "nttw", "jpnic" })
            await key.MustAsync("/v1/provisions/received", new JsonObject { ["customer"] = "els/B-1", ["provider"] = provider, ["items"] = new JsonArray("ELS-TEL-1.1/name", "ELS-TEL-1.1/phone"), ["acquired"] = "本人から書面で取得" });
        var path = await AskedAsync(new JsonObject { ["policy"] = "ELS-TEL", ["type"] = "provision-records", ["customer"] = "els/B-1", ["papers"] = new JsonArray(new JsonObject { ["kind"] = "driving-licence" }) });
        await key.MustAsync($"/v1{path}/examine", new JsonObject());
        await key.MustAsync($"/v1{path}/investigate", new JsonObject());
        await key.MustAsync($"/v1{path}/answer", new JsonObject { ["answers"] = new JsonArray(new JsonObject { ["result"] = "granted" }) });
        await tab.SignInAsync(key.Secret!, $"/desk{path}");
        (await tab.BarriersAsync()).ShouldBeEmpty();
        await tab.FollowAsync("別紙（第三者提供記録）を表示・印刷する");
        (await tab.BarriersAsync()).ShouldBeEmpty();
        (await tab.Page.Locator(".letter tbody tr").CountAsync()).ShouldBe(2);
        await SaveAsync("annex", await tab.PrintAsync());
        var lacking = await AskedAsync(new JsonObject { ["policy"] = "ELS-TEL", ["type"] = "disclosure", ["items"] = new JsonArray("ELS-TEL-1.1/name"), ["form"] = "incomplete", ["stamps"] = 100 });
        await key.MustAsync($"/v1{lacking}/examine", new JsonObject { ["addresses"] = "differ" });
        await tab.GoAsync($"/desk{lacking}/letter");
        (await tab.BarriersAsync()).ShouldBeEmpty();
        (await tab.Page.Locator(".letter tbody tr").CountAsync()).ShouldBe(4, "form, stamps, paper and address, all in one letter");
        await SaveAsync("defects", await tab.PrintAsync());
        tab.Complaints.ShouldBeEmpty();
    }

    async Task<string> AskedAsync(JsonObject body) => "/requests/" + (await key.MustAsync("/v1/requests", body)).Json["id"]!.GetValue<string>();

    /// <summary>To be looked at: LETTERS=folder.</summary>
    static async Task SaveAsync(string name, byte[] pdf)
    {
        pdf.AsSpan(0, 5).ToArray().ShouldBe("%PDF-"u8.ToArray());
        if (Environment.GetEnvironmentVariable("LETTERS") is { } folder) await File.WriteAllBytesAsync(Path.Combine(folder, name + ".pdf"), pdf);
    }

    static async Task ReceiveAsync(Tab tab)
    {
        await tab.FollowAsync("新規受付");
        await tab.ChooseAsync("policy", "ELS-TEL");
        await tab.FillAsync("customer", "els/B-1");
        await tab.ChooseAsync("form", "complete");
        await tab.FillAsync("stamps#number", "500");
        await tab.ChooseAsync("papers.0.kind", "driving-licence");
        await tab.FillAsync("items#list", "ELS-TEL-1.1/name ELS-TEL-1.1/other");
        await tab.PressAsync("受け付ける");
        (await tab.HeadingAsync()).ShouldContain("受付・確認待ち");
        (await tab.Page.Locator(".check .ok").CountAsync()).ShouldBe(4, "stamps, channel, form and paper are in order");
    }

    static async Task LetterAsync(Tab tab)
    {
        var letter = await tab.Page.Locator(".letter").InnerTextAsync();
        foreach (var words in new[] { "ご請求に対する回答", "ご契約者 様", "380円", "120円分は返送", "ELS-TEL-5-REF4", "株式会社エネクスライフサービス" }) letter.ShouldContain(words);
        letter.ShouldNotContain("B-1", customMessage: "a letter names no customer number");
        var pdf = await tab.PrintAsync();
        (await tab.Page.Locator(".bar").IsVisibleAsync()).ShouldBeFalse("the frame is not printed");
        await SaveAsync("letter", pdf);
        await tab.Page.EmulateMediaAsync(new() { Media = Media.Screen });
    }
}
