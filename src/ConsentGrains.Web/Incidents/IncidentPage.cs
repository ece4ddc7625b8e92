using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Web.Http.Pages;

namespace ConsentGrains.Web.Incidents;

/// <summary>Reports and notices as pages to print. What is said of each is what the rule behind it asks for; what is not said yet stands there as such.</summary>
static class IncidentPage
{
    const string Unsaid = "（確認中）";

    static readonly Dictionary<string, ClockKind> Documents = new(StringComparer.Ordinal)
    {
        ["report-at-once"] = ClockKind.ReportAtOnce,
        ["first-report"] = ClockKind.FirstReport,
        ["final-report"] = ClockKind.FinalReport,
        ["secrecy-first"] = ClockKind.SecrecyFirst,
        ["secrecy-detailed"] = ClockKind.SecrecyDetailed,
        ["notice"] = ClockKind.NotifyPrincipals,
        ["publication"] = ClockKind.Publish,
        ["entrustor"] = ClockKind.NotifyEntrustor,
    };

    public static IEnumerable<string> Names => Documents.Keys;

    public static ClockKind? Find(string document) => Documents.TryGetValue(document, out var kind) ? kind : null;

    public static string NameOf(ClockKind kind) => Documents.First(d => d.Value == kind).Key;

    /// <param name="customer">Of a notice: to whom; null = to everybody it concerns.</param>
    public static Markup Of(ClockKind kind, string id, IncidentState state, DirectoryState directory, string? customer, DateOnly today)
    {
        var (japanese, english) = Title(kind);
        var page = PrintPage.Begin(japanese, english);
        var party = directory.Policies.Family(state.Policy)?.Operator is { } @operator && directory.Parties.TryGetValue(@operator, out var entry) ? entry.Name : state.Policy;
        var clock = IncidentRules.ClocksOf(state, directory).FirstOrDefault(c => c.Kind == kind);
        page.Add($"<dl>\n").Fact("宛先", "To", kind == ClockKind.NotifyPrincipals ? customer ?? "ご本人各位" : clock?.Authority)
            .Fact("発信者", "From", party).Fact("日付", "Date", Day(today)).Fact("事案番号", "Number", id)
            .Fact("根拠", "Under", clock is null ? "この事案では求められていません / not asked for in this case" : string.Join("、", clock.Sources))
            .Fact("期限", "By", clock is null ? null : Day(clock.Overdue ?? clock.Target)).Add($"</dl>\n");
        Body(page, kind, state, directory);
        return page;
    }

    /// <summary>施行規則8条1項各号; a notice has those of 10条.</summary>
    static void Body(Markup page, ClockKind kind, IncidentState state, DirectoryState directory)
    {
        var (facts, report) = (state.Facts, state.Report);
        page.Add($"<dl>\n").Fact("一 概要", "Overview", $"{Kind(facts.Kind)}：{report.Overview}（知った日 {Day(state.Known)}）")
            .Fact("二 項目", "Items", Items(facts, directory));
        var toPrincipals = kind is ClockKind.NotifyPrincipals or ClockKind.Publish;
        if (!toPrincipals) page.Fact("三 本人の数", "Principals", facts.Headcount?.ToString("N0", CultureInfo.InvariantCulture) ?? Unsaid);
        page.Fact("四 原因", "Cause", report.Cause ?? Unsaid).Fact("五 二次被害又はそのおそれ", "Further harm", report.Harm ?? Unsaid);
        if (!toPrincipals)
            page.Fact("六 本人への対応", "What was done for principals", report.Response ?? Unsaid).Fact("七 公表", "Publication", report.Publication ?? Unsaid)
                .Fact("八 再発防止のための措置", "Prevention", report.Prevention ?? Unsaid)
                .Fact("該当する類型", "Cases", Cases(facts)).Fact("通信の秘密", "Communications secrecy", facts.Secrecy ? "侵害あり / touched" : "なし / not touched");
        page.Fact("九 その他", "Other", report.Other).Add($"</dl>\n");
    }

    static string Items(IncidentFacts facts, DirectoryState directory) => facts.Items.Count == 0 ? Unsaid : string.Join("、", facts.Items.Select(item => Name(item, directory)));

    static string Name(string item, DirectoryState directory)
    {
        var family = directory.Policies.Item(item)?.Family;
        var named = family?.Versions[^1].Collections.SelectMany(c => c.Items).FirstOrDefault(i => i.Id == item);
        return named is null ? item : named.Japanese;
    }

    static string Cases(IncidentFacts facts)
    {
        var cases = facts.Cases.Select(one => one switch
        {
            LeakCase.Sensitive => "要配慮個人情報",
            LeakCase.Property => "財産的被害のおそれ",
            _ => "不正の目的のおそれ",
        }).ToList();
        if (facts.Headcount > Clocks.Many) cases.Add("1,000人超");
        return cases.Count == 0 ? "なし / none" : string.Join("、", cases);
    }

    static string Kind(IncidentKind kind) => kind switch { IncidentKind.Leak => "漏えい", IncidentKind.Loss => "滅失", _ => "毀損" };

    static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    static (string Japanese, string English) Title(ClockKind kind) => kind switch
    {
        ClockKind.ReportAtOnce => ("漏えい等に関する報告", "Report at once"),
        ClockKind.FirstReport => ("漏えい等報告書（速報）", "First report"),
        ClockKind.FinalReport => ("漏えい等報告書（確報）", "Final report"),
        ClockKind.SecrecyFirst => ("通信の秘密の漏えいに関する報告（第一報）", "First report under TBA 28"),
        ClockKind.SecrecyDetailed => ("通信の秘密の漏えいに関する報告書（詳細）", "Detailed report under TBA 28"),
        ClockKind.NotifyPrincipals => ("個人情報の漏えい等に関するお知らせ", "Notice to the principal"),
        ClockKind.Publish => ("個人情報の漏えい等について（公表）", "Publication"),
        _ => ("委託元への通知", "Notice to the entrusting party"),
    };
}
