using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Receipts;
using ConsentGrains.Web.Http.Pages;

namespace ConsentGrains.Web.Receipts;

/// <summary>The receipt as a page to hand over or to print.</summary>
static class ReceiptPage
{
    public static Markup Of(ConsentReceipt receipt)
    {
        var page = PrintPage.Begin("同意内容の控え", "Consent receipt");
        page.Add($"<dl>\n").Fact("お客さま", "Customer", receipt.Customer.ToString())
            .Fact("事業者", "Controller", receipt.Controller.Name ?? receipt.Controller.Id)
            .Fact("発行日時", "Issued", receipt.Issued.ToString())
            .Fact("版", "Revision", receipt.Revision.ToString(CultureInfo.InvariantCulture)).Add($"</dl>\n");
        if (receipt.Erased) return page.Add($"<p>お客さまの情報は消去済みです。<span class=\"en\" lang=\"en\">The customer was erased; nothing is left to tell.</span></p>\n");
        Notices(page, receipt);
        Consents(page, receipt);
        Stops(page, receipt);
        return page.Add($"<p class=\"en\" lang=\"en\">Made after ISO/IEC TS 27560 in the terms of the W3C Data Privacy Vocabulary; the same content as JSON-LD: format=json.</p>\n");
    }

    static void Notices(Markup page, ConsentReceipt receipt)
    {
        page.Part("お示しした個人情報保護方針", "Policies shown");
        page.Add($"<table><thead><tr><th>方針<br><span class=\"en\" lang=\"en\">Policy</span></th><th>版 <span class=\"en\" lang=\"en\">Version</span></th><th>明示した日時 <span class=\"en\" lang=\"en\">Shown</span></th><th>方法・根拠 <span class=\"en\" lang=\"en\">Channel, evidence</span></th></tr></thead><tbody>\n");
        foreach (var notice in receipt.Notices)
            page.Add($"<tr><td>{notice.Title ?? notice.Policy}</td><td>{notice.Name}</td><td>{notice.Shown.At.ToString()}</td><td>{notice.Shown.Via} {notice.Shown.Evidence}</td></tr>\n");
        page.Add($"</tbody></table>\n");
    }

    static void Consents(Markup page, ConsentReceipt receipt)
    {
        page.Part("同意いただいた内容", "What was agreed");
        if (receipt.Consents.Count == 0) page.Add($"<p>個別の同意はありません。<span class=\"en\" lang=\"en\">No consents of their own.</span></p>\n");
        foreach (var consent in receipt.Consents) Consent(page, consent);
    }

    static void Consent(Markup page, GivenConsent consent)
    {
        var (japanese, english) = Standing(consent.Standing);
        page.Add($"<section><h3>{consent.Given.At.ToString()} — {japanese} <span class=\"en\" lang=\"en\">{english}</span></h3><dl>\n");
        page.Fact("利用目的", "Purpose", consent.Purpose is { } purpose ? $"{purpose.Text} ({purpose.Id})" : "すべて / any");
        page.Fact("提供先", "Recipient", consent.Recipient is { } recipient ? $"{recipient.Name} ({recipient.Id})" : null);
        page.Fact("国", "Country", consent.Country);
        page.Fact("項目", "Items", consent.Items is { } items ? string.Join("、", items.Select(i => i.Japanese ?? i.Id)) : "すべて / any");
        page.Fact("通信の秘密", "Communications secrecy", consent.Secrecy ? "含む / included" : null);
        page.Fact("同意した方", "Given by", consent.By == ConsentBy.StatutoryAgent ? "法定代理人 / statutory agent" : "ご本人 / principal");
        page.Fact("有効期限", "Until", consent.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "定めなし / none set");
        page.Fact("方針の版", "On the version", string.Join("、", consent.Notices));
        page.Fact("方法・根拠", "Channel, evidence", $"{consent.Given.Via} {consent.Given.Evidence}");
        page.Fact("記録した者", "Recorded by", consent.Given.Actor);
        foreach (var withdrawn in consent.Withdrawals) page.Fact("撤回", "Withdrawn", Told(withdrawn));
        page.Add($"</dl></section>\n");
    }

    static string Told(Withdrawn withdrawn) => string.Join(" ", new[]
    {
        withdrawn.Indicated.At.ToString(), withdrawn.Purpose, withdrawn.Recipient,
        withdrawn.Items is { } items ? string.Join("、", items) : null, withdrawn.Indicated.Via, withdrawn.Indicated.Evidence,
    }.Where(part => part is not null));

    static void Stops(Markup page, ConsentReceipt receipt)
    {
        if (receipt.Stops.Count == 0 && !receipt.ObjectsToEntrustment) return;
        page.Part("利用停止等のお申し出", "Stops and objections in force").Add($"<ul>\n");
        foreach (var stop in receipt.Stops) page.Add($"<li>{Scope(stop)}</li>\n");
        if (receipt.ObjectsToEntrustment) page.Add($"<li>委託の対象としない旨のお申し出 <span class=\"en\" lang=\"en\">objection to entrustment</span></li>\n");
        page.Add($"</ul>\n");
    }

    static string Scope(StopScope stop) =>
        stop == new StopScope() ? "すべて / everything" : string.Join("、", new[] { stop.Policy, stop.Act, stop.Purpose, stop.Channel, stop.Recipient }.Where(part => part is not null));

    static Bilingual Standing(ConsentStanding standing) => standing switch
    {
        ConsentStanding.Given => new("有効", "in force"),
        ConsentStanding.NotValid => new("無効（同意権限のない方による）", "not valid: not by the one who had to give it"),
        ConsentStanding.Expired => new("期限切れ", "expired"),
        ConsentStanding.PartlyWithdrawn => new("一部撤回", "partly withdrawn"),
        _ => new("撤回済み", "withdrawn"),
    };

    readonly record struct Bilingual(string Japanese, string English);
}
