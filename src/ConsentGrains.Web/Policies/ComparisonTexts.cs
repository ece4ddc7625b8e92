using ConsentGrains.Core.Policies.Changes;

namespace ConsentGrains.Web.Policies;

/// <summary>What pages and answers call differences and notices, Japanese first.</summary>
static class ComparisonTexts
{
    public static (string Ja, string En) Of(NoticeKind kind) => kind switch
    {
        NoticeKind.Consent => ("既に保有する情報をこのように利用する前に、本人の同意が必要です。", "Consent is needed before data already held are used so."),
        NoticeKind.PurposeChange => ("変更後の利用目的を、本人に通知するか公表します。", "The changed purpose is notified to customers or published."),
        NoticeKind.PurposeShown => ("書面等で直接取得する前に利用目的を明示し、その他の取得では通知又は公表します。", "The purposes are shown before data come directly in writing, and otherwise notified or published."),
        NoticeKind.SecrecyConsent => ("通信の秘密に当たるため、個別具体的かつ明確な同意が必要です。", "通信の秘密: individual, specific and clear consent is needed."),
        NoticeKind.ProvisionConsent => ("法令の例外に当たらない第三者提供のため、本人の同意が必要です。", "The law has no such exception: consent to the provision is needed."),
        NoticeKind.JointUseNotice => ("共同利用の事項を、あらかじめ本人に通知するか容易に知り得る状態に置きます。項目・範囲の追加は変更の通知では足りず、保有中の情報には同意が必要です。", "A notice of joint use is given, or put within easy reach, beforehand. Items and participants can not be added by a notice of change: data held so far need consent."),
        NoticeKind.JointUseChange => ("共同利用の目的又は責任者の変更を、あらかじめ通知するか容易に知り得る状態に置きます。", "The change of purpose or of the party responsible is notified, or put within easy reach, beforehand."),
        NoticeKind.JointUseParticulars => ("責任者の名称・住所・代表者の変更を、遅滞なく通知するか容易に知り得る状態に置きます。", "The change of name, address or representative is notified, or put within easy reach, without delay."),
        NoticeKind.TransmissionNotice => ("送信の前に、送信先、送信する情報の内容、利用目的を通知するか容易に知り得る状態に置きます。", "Recipient, content and purpose are notified, or put within easy reach, before anything is transmitted."),
        NoticeKind.RequestItems => ("開示等の手続と手数料を、本人の知り得る状態に置きます。", "Procedures and fees of requests are put where customers can know them."),
        _ => ("ポリシー自身の定めにより、改定を公表します。", "By its own words the policy publishes its revisions."),
    };

    public static (string Ja, string En) TitleOf(NoticeKind kind) => kind switch
    {
        NoticeKind.Consent => ("本人の同意", "Consent"),
        NoticeKind.PurposeChange => ("利用目的の変更の通知・公表", "Notice of a changed purpose"),
        NoticeKind.PurposeShown => ("利用目的の明示・通知・公表", "Purposes shown"),
        NoticeKind.SecrecyConsent => ("通信の秘密の同意", "Consent for 通信の秘密"),
        NoticeKind.ProvisionConsent => ("第三者提供の同意", "Consent to provision"),
        NoticeKind.JointUseNotice => ("共同利用の通知等", "Notice of joint use"),
        NoticeKind.JointUseChange => ("共同利用の変更の通知等", "Change of joint use"),
        NoticeKind.JointUseParticulars => ("共同利用の責任者の表示変更", "Particulars of the party responsible"),
        NoticeKind.TransmissionNotice => ("外部送信の通知等", "Notice of transmission"),
        NoticeKind.RequestItems => ("開示等の手続の公表", "Procedures of requests"),
        _ => ("改定の公表", "Publication of the revision"),
    };

    public static (string Ja, string En) Of(NoticeTime when) => when switch
    {
        NoticeTime.Before => ("事前", "before"),
        NoticeTime.AtPublication => ("公表時", "with the publication"),
        _ => ("遅滞なく", "without delay"),
    };

    public static (string Ja, string En) Of(Change change) => change switch
    {
        Change.Added => ("追加", "added"),
        Change.Removed => ("削除", "removed"),
        _ => ("変更", "changed"),
    };

    public static (string Ja, string En) Of(Reach reach) => reach switch
    {
        Reach.Wider => ("拡大", "wider"),
        Reach.Narrower => ("縮小", "narrower"),
        Reach.Both => ("拡大と縮小", "wider and narrower"),
        _ => ("範囲は同じ", "same reach"),
    };

    public static (string Ja, string En) Of(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Title => ("題名", "title"),
        DifferenceKind.Collection => ("取得の区分", "collection"),
        DifferenceKind.Item => ("項目", "item"),
        DifferenceKind.Purpose => ("利用目的", "purpose"),
        DifferenceKind.Scheme => ("共同利用", "joint use"),
        DifferenceKind.SchemePurpose => ("共同利用の目的", "purpose of joint use"),
        DifferenceKind.Exception => ("第三者提供の例外", "exception"),
        DifferenceKind.Consent => ("同意", "consent"),
        DifferenceKind.WrittenCollection => ("書面取得", "written collection"),
        DifferenceKind.LookUp => ("使用量照会", "look-up"),
        DifferenceKind.Entrustment => ("委託", "entrustment"),
        DifferenceKind.Transmission => ("外部送信", "transmission"),
        DifferenceKind.AfterContract => ("契約終了後", "after the contract"),
        DifferenceKind.Incidents => ("漏えい等", "leaks"),
        DifferenceKind.Requests => ("開示等の請求", "requests"),
        DifferenceKind.Corporate => ("法人", "companies"),
        _ => ("文言", "wording"),
    };
}
