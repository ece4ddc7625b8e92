using ConsentGrains.Core.Audits;

namespace ConsentGrains.Web.Audits;

/// <summary>The parts of an audit report for people: title, what its columns hold, what it says when it is empty.</summary>
static class AuditTexts
{
    public static (string Ja, string En) Title(AuditPart part) => part switch
    {
        AuditPart.Permitted => ("許可した判断", "Decisions that permitted"),
        AuditPart.Denied => ("拒否した判断（主な理由別）", "Decisions that denied, by primary reason"),
        AuditPart.Read => ("お客さまの情報の読取り", "Reads of customers"),
        AuditPart.Looked => ("画面での閲覧（理由別）", "Pages shown, by reason"),
        AuditPart.Changed => ("記録された変更", "What was recorded"),
        AuditPart.RequestRefused => ("拒否した開示等の請求（根拠別）", "Requests refused, by ground"),
        AuditPart.RequestOverdue => ("期日を過ぎた開示等の請求", "Requests past their day"),
        AuditPart.SupervisionOverdue => ("期日を過ぎた委託先の監督", "Supervision of contractors past its day"),
        AuditPart.ClockMissed => ("漏えい等の期限の徒過", "Clocks of incidents missed"),
        AuditPart.Finding => ("方針の不備（指摘事項）", "Findings about the policies"),
        AuditPart.Lost => ("失われた判断記録", "Lost entries of the decision log"),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "no such part"),
    };

    /// <summary>Counted by who; the others are cases.</summary>
    public static bool IsCounted(AuditPart part) => part <= AuditPart.Changed;

    public static (string Ja, string En) What(AuditPart part) => part switch
    {
        AuditPart.Permitted or AuditPart.Denied => ("行為", "Act"),
        AuditPart.Read => ("読んだもの", "What"),
        AuditPart.Looked => ("画面", "Page"),
        AuditPart.Changed => ("出来事", "Event"),
        AuditPart.ClockMissed => ("期限", "Clock"),
        AuditPart.SupervisionOverdue => ("委託先", "Contractor"),
        AuditPart.Finding => ("指摘", "Finding"),
        _ => ("種類", "Type"),
    };
}
