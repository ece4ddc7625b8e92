using ConsentGrains.Core.Directory;

namespace ConsentGrains.Server.Demo;

/// <summary>The directory around the town: parties, rosters, registered purposes, contractors, partners, sites. All made up（すべて架空）.</summary>
static class Surroundings
{
    public const string BirthdayGreetings = "emana-birthday-2026";
    public const string ElectricVehicles = "els-ev-charging-2026";

    /// <summary>Parties a customer of els may consent to.</summary>
    public static IReadOnlyList<string> Recipients { get; } = ["midori-hoken", "tokiwa-shop", "shirakaba-card"];

    public static IReadOnlyList<DirectoryCommand> All { get; } = [.. Parties(), .. Rosters(), .. Purposes(), .. Contractors(), .. TermsAndSites()];

    static IEnumerable<DirectoryCommand> Parties() =>
    [
        new DirectoryCommand.RegisterParty("aoba-denki", "あおば電力（架空）"),
        new DirectoryCommand.RegisterParty("minato-power", "みなとパワー（架空）"),
        new DirectoryCommand.RegisterParty("kazehaya-mobility", "風早モビリティ（架空）"),
        new DirectoryCommand.RegisterParty("sakura-gas", "さくらガス（架空）"),
        new DirectoryCommand.RegisterParty("midori-hoken", "みどり保険（架空）"),
        new DirectoryCommand.RegisterParty("tokiwa-shop", "ときわ商会（架空）"),
        new DirectoryCommand.RegisterParty("shirakaba-card", "しらかばカード（架空）"),
        new DirectoryCommand.RegisterParty("kusunoki-kanri", "くすのき管理（架空）"),
        new DirectoryCommand.RegisterParty("asanagi-call", "あさなぎコールセンター（架空）"),
        new DirectoryCommand.RegisterParty("hoshi-print", "ほし印刷（架空）"),
        new DirectoryCommand.RegisterParty("yama-data", "やまデータ（架空）"),
        new DirectoryCommand.RegisterParty("pacific-analytics", "Pacific Analytics (fictitious)", "US"),
        new DirectoryCommand.RegisterParty("musashino-ku", "むさし野区（架空）"),
        new DirectoryCommand.RegisterParty("musashino-chosa", "むさし野調査（架空）"),
        new DirectoryCommand.RegisterParty("kita-keisatsu", "北警察署（架空）"),
    ];

    static IEnumerable<DirectoryCommand> Rosters() =>
    [
        new DirectoryCommand.GrantRole("els", "retailer", Days.Start),
        new DirectoryCommand.GrantRole("ens", "retailer", Days.Start),
        new DirectoryCommand.GrantRole("aoba-denki", "retailer", Days.Start),
        new DirectoryCommand.GrantRole("minato-power", "retailer", Days.Start, Days.Passed),
        new DirectoryCommand.GrantRole("kazehaya-mobility", "enex-group", Days.Start),
        new DirectoryCommand.GrantRole("sakura-gas", "enex-group", Days.Start, Days.Passed),
        new DirectoryCommand.GrantRole("midori-hoken", "enex-partner", Days.Start, Purposes: ["ELS-EL-5-JU2-U5"], Items: ["ELS-EL-3/name", "ELS-EL-3/address"]),
        new DirectoryCommand.GrantRole("tokiwa-shop", "enex-partner", Days.Start, Days.Far),
        new DirectoryCommand.GrantRole("musashino-ku", "public-body", Days.Start),
        new DirectoryCommand.GrantRole("musashino-chosa", "public-body-contractor", Days.Start),
    ];

    static IEnumerable<DirectoryCommand> Purposes() =>
    [
        new DirectoryCommand.RegisterPurpose(
            BirthdayGreetings, "emana", "EMANA", "お誕生月にお祝いのご案内をお送りするため、氏名、住所、生年月日を株式会社エネマネが利用します。",
            ["EMANA-1/name", "EMANA-1/address", "EMANA-1/birth-date"]),
        new DirectoryCommand.RegisterPurpose(
            ElectricVehicles, "els", "ELS-EL", "電気自動車の充電に適した料金メニューを個別に試算するため、電力の使用量を利用します。", ["ELS-EL-3/usage"], Marketing: false),
    ];

    static IEnumerable<DirectoryCommand> Contractors() =>
    [
        Entry("els-call", "els", "asanagi-call", ["ELS-EL-4-ENT1"], ["ELS-EL-2-PU2", "ELS-EL-2-PU6"], ["ELS-EL-3/name", "ELS-EL-3/phone", "ELS-EL-3/contract-number"]),
        Entry("els-print", "els", "hoshi-print", ["ELS-EL-4-ENT1"], ["ELS-EL-2-PU3"], ["ELS-EL-3/name", "ELS-EL-3/billing-name", "ELS-EL-3/billing-address", "ELS-EL-3/payment"]),
        Entry("els-print-data", "hoshi-print", "yama-data", ["ELS-EL-4-ENT1"], ["ELS-EL-2-PU3"], ["ELS-EL-3/billing-name", "ELS-EL-3/billing-address"], under: "els-print"),
        Entry("tel-call", "els", "asanagi-call", ["販売・受付業務"], ["ELS-TEL-1.1-PU1"], ["ELS-TEL-1.1/name", "ELS-TEL-1.1/phone"]),
        Entry("emana-mail", "emana", "hoshi-print", ["EMANA-2-ENT1"], ["EMANA-2-PU2", "EMANA-2-PU3"], ["EMANA-1/name", "EMANA-1/address"]),
        Entry("ens-data", "ens", "yama-data", ["ENS-3-ENT1"], ["ENS-3-PU2"], ["ENS-1/usage", "ENS-1/charges"]),
        Entry("nttw-call", "nttw", "asanagi-call", ["電気通信サービス等の提供"], ["NTTW-1-PUA"], ["NTTW-1/name", "NTTW-1/phone", "NTTW-1/contact"]),
    ];

    static IEnumerable<DirectoryCommand> TermsAndSites() =>
    [
        new DirectoryCommand.NameInTerms("els", "ELS-TEL", "shirakaba-card"),
        new DirectoryCommand.RecordSite("ens-mypage", "ens", "ENS", UnderArticle27_12: true, NoticeComplete: true),
        new DirectoryCommand.RecordSite("ens-campaign", "ens", "ENS", UnderArticle27_12: true, NoticeComplete: false),
    ];

    static DirectoryCommand.RecordEntrustment Entry(
        string id, string @operator, string recipient, string[] work, string[] purposes, string[] items, string? under = null) =>
        new(id, @operator, recipient, work, purposes, items, Days.Start, null, under, Safety: true, Confidentiality: true, Reentrustment: true, Supervision: true, Finding: true);
}
