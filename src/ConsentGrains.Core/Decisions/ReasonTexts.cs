using System.Collections.Frozen;

namespace ConsentGrains.Core.Decisions;

/// <summary>One sentence in two languages.</summary>
public sealed record Bilingual(string Ja, string En);

/// <summary>What each reason says to a reader. What to change is on the code's page under docs/errors.</summary>
public static class ReasonTexts
{
    static readonly FrozenDictionary<ReasonCode, Bilingual> Texts = new Dictionary<ReasonCode, Bilingual>
    {
        [ReasonCode.ActUnknown] = new("行為の種別が不明です（use・joint-use・provide・entrust・transmit のいずれかを指定してください）。", "The act is none of use, joint-use, provide, entrust, transmit."),
        [ReasonCode.PartyUnknown] = new("当事者（または提供先・委託先）が登録されていないか、指定されていません。", "The party, or the recipient, is not registered (or none was named where one is needed)."),
        [ReasonCode.CustomerUnknown] = new("該当するお客さまが登録されていません。", "No such customer is known."),
        [ReasonCode.PurposeUnknown] = new("利用目的が不明です（どの方針にもなく、登録もされていません）。", "No policy states and no operator registered this purpose (or none was named)."),
        [ReasonCode.ItemUnknown] = new("データ項目が不明です。", "No policy has this data item."),
        [ReasonCode.CircumstanceUnknown] = new("申告された事情の種別が不明です。", "The circumstance is none the law or a policy knows."),
        [ReasonCode.SupplyPointUnknown] = new("供給（受電）地点特定番号が登録されていません。", "This supply point is not registered here."),
        [ReasonCode.SiteUnknown] = new("サイトが登録されていません。", "This site is not registered under the policy of the items."),
        [ReasonCode.AtInFuture] = new("未来の時点についてはお答えできません。", "The question asks as of a moment that has not come yet."),
        [ReasonCode.CustomerErased] = new("お客さまの情報は消去済みです。", "The customer was erased; nothing is left to decide from."),
        [ReasonCode.NotEnrolled] = new("このお客さまには当該方針が明示されていません（未登録）。", "The policy of these items was never shown to this customer."),
        [ReasonCode.PurposeNotStated] = new("取得の場面に対応する方針に、この利用目的は記載されていません。", "The items' policy does not state this purpose for the context in which they were collected."),
        [ReasonCode.ExceptionNotStated] = new("方針にこの例外の定めがなく、法令による強制もありません。", "The policy does not state this exception, and the law does not compel it."),
        [ReasonCode.ConditionUnmet] = new("例外の定めはありますが、その要件を満たしていません。", "The exception is stated, but its condition is not met."),
        [ReasonCode.Stopped] = new("お客さまの利用停止・提供停止・共同利用停止の対象です。", "The customer's stop (of use, provision or joint use) covers this."),
        [ReasonCode.Objected] = new("お客さまから委託の対象としない旨の申し入れがあります。", "The customer objected to entrustment."),
        [ReasonCode.PartyNotEntitled] = new("この行為ができるのは方針の事業者（または登録された委託先）だけです。", "Only the policy's operator (or its contractor, within the register) may do this."),
        [ReasonCode.NoJointUse] = new("この方針には共同利用の定めがありません。", "This policy announces no joint use."),
        [ReasonCode.NotAParticipant] = new("当日の共同利用者（または登録小売電気事業者）の名簿に載っていません。", "The party is not on the scheme's roster (or the retailers' list) on that day."),
        [ReasonCode.NotNeeded] = new("本件において、この当事者に必要性が認められません。", "This party has no need for it in this case."),
        [ReasonCode.EntrustmentMissing] = new("有効な委託の登録がありません。", "No complete entry of the register of contractors is in force."),
        [ReasonCode.EntrustmentOutOfScope] = new("委託の範囲（業務・目的・項目）を超えています。", "The entrustment does not cover this work, purpose or item."),
        [ReasonCode.TransferMethodNotAllowed] = new("委託先への引渡し方法が方針で認められたものではありません。", "The policy allows only certain ways of handing data to a contractor."),
        [ReasonCode.ReentrustmentNotAllowed] = new("再委託が委託元に承認されていません。", "No entry approved by the operator lets the data go onward."),
        [ReasonCode.TransmissionNotStated] = new("方針に外部送信先の定めがありません。", "The policy names no service to which data may be transmitted."),
        [ReasonCode.RecipientNotNamed] = new("外部送信の公表事項にこの送信先が含まれていません。", "The policy's notice does not name this recipient."),
        [ReasonCode.NoticeIncomplete] = new("サイトの外部送信に関する公表が不十分です。", "The site's notice under 電気通信事業法27条の12 is incomplete."),
        [ReasonCode.SecretNeverShared] = new("パスワード等の秘密情報は共有できません。", "A credential is never shared in recoverable form."),
        [ReasonCode.ItemNotCovered] = new("利用目的・共同利用・例外の対象外の項目です。", "The purpose, scheme or exception does not cover this item."),
        [ReasonCode.ConsentWithdrawn] = new("同意は撤回されています。", "The consent was withdrawn."),
        [ReasonCode.ConsentNotValid] = new("同意権限のある方による同意ではありません（未成年者・成年被後見人等）。", "The consent was not given by the one who had to give it."),
        [ReasonCode.ConsentExpired] = new("同意（または照会パスワード）の有効期間が過ぎています。", "The consent (or the look-up password) has expired."),
        [ReasonCode.SecrecyConsentMissing] = new("通信の秘密に属する項目について、個別具体的かつ明確な同意がありません。", "Communications secrecy needs an individual, specific and clear consent."),
        [ReasonCode.SecrecyExcluded] = new("通信の秘密に属する項目は対象外です（令状による場合を除く）。", "Communications secrecy is excluded here; only a warrant reaches it."),
        [ReasonCode.StatisticalOnly] = new("この目的では個人を特定しない統計としてのみ利用できます。", "The purpose may put out only statistics that identify nobody."),
        [ReasonCode.ContractEnded] = new("契約はすべて終了しており、この目的での利用は継続できません。", "Every contract has ended and the purpose does not outlive it."),
        [ReasonCode.RetentionPassed] = new("保存期間を経過しています。", "The retention period has passed."),
        [ReasonCode.RetentionNotSet] = new("契約終了後の保存期限が設定されていません。", "The contract has ended and no retention date is set."),
        [ReasonCode.ConsentMissing] = new("必要な同意がありません。", "Consent is needed and was not given."),
        [ReasonCode.ForeignConsentMissing] = new("外国にある第三者への提供について、相手方と国名を示した同意がありません。", "Provision abroad needs a consent that names the recipient and its country."),
    }.ToFrozenDictionary();

    public static Bilingual Of(ReasonCode code) => Texts[code];
}
