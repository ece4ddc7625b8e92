using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Access;

/// <summary>What each reason says to people, in Japanese and English.</summary>
static class ReasonTexts
{
    public static (string Japanese, string English) Of(ReasonCode code) => code switch
    {
        ReasonCode.ActUnknown => ("行為の種別が登録簿にありません。", "The act is not one of use, joint-use, provide, entrust, transmit."),
        ReasonCode.PartyUnknown => ("当事者が登録されていません。", "A party is not registered."),
        ReasonCode.CustomerUnknown => ("お客さまが登録されていません。", "The customer is not registered."),
        ReasonCode.PurposeUnknown => ("利用目的がどの方針にも登録にもありません。", "The purpose is in no policy and not registered."),
        ReasonCode.ItemUnknown => ("情報の項目がどの方針にもありません。", "An item is in no policy."),
        ReasonCode.CircumstanceUnknown => ("事情の種別が登録簿にありません。", "The circumstance is not one of the list."),
        ReasonCode.SupplyPointUnknown => ("供給地点が登録されていません。", "The supply point is not registered."),
        ReasonCode.SiteUnknown => ("サイトが登録されていません。", "The site is not registered."),
        ReasonCode.AtInFuture => ("将来の時点については判断できません。", "A decision can not be taken for a moment in the future."),
        ReasonCode.CustomerErased => ("お客さまの情報は消去されています。", "The customer was erased."),
        ReasonCode.NotEnrolled => ("その時点でお客さまにこの方針が示されていません。", "The policy had not been shown to the customer at that moment."),
        ReasonCode.PurposeNotStated => ("この項目について方針はその利用目的を示していません。", "The policy does not state this purpose for these items."),
        ReasonCode.ExceptionNotStated => ("方針はその例外を示していません。", "The policy does not state this exception."),
        ReasonCode.ConditionUnmet => ("例外の条件が満たされていません。", "A condition of the exception is not met."),
        ReasonCode.Stopped => ("利用停止・提供停止等の申出を受けています。", "A stop or opt-out of the customer is in force."),
        ReasonCode.Objected => ("お客さまが委託に異議を申し出ています。", "The customer objects to entrustment."),
        ReasonCode.PartyNotEntitled => ("この行為ができるのは方針の事業者（またはその委託先）だけです。", "Only the policy's operator (or its contractor) may do this."),
        ReasonCode.NoJointUse => ("この方針は共同利用を定めていません。", "The policy has no joint use."),
        ReasonCode.NotAParticipant => ("その日の共同利用者・登録事業者の名簿にありません。", "The party is not on the roster of that day."),
        ReasonCode.NotNeeded => ("この件で必要とされていません。", "There is no need for it in this case."),
        ReasonCode.EntrustmentMissing => ("有効な委託の登録がありません。", "No entrustment in force is registered."),
        ReasonCode.EntrustmentOutOfScope => ("委託の業務・利用目的・項目の範囲を超えています。", "This is outside the entrustment's work, purposes or items."),
        ReasonCode.TransferMethodNotAllowed => ("受渡しの方法が方針に定められたものではありません。", "The method of transfer is not one the policy allows."),
        ReasonCode.ReentrustmentNotAllowed => ("再委託に委託元の承認がありません。", "The operator has not approved this re-entrustment."),
        ReasonCode.TransmissionNotStated => ("方針は送信先のサービスを示していません。", "The policy names no service for this transmission."),
        ReasonCode.RecipientNotNamed => ("送信先が方針に示されていません。", "The recipient is not named by the policy."),
        ReasonCode.NoticeIncomplete => ("電気通信事業法27条の12の通知・公表が整っていません。", "The site's notice under Telecommunications Business Act 27-12 is incomplete."),
        ReasonCode.SecretNeverShared => ("認証情報は誰にも渡せません。", "A credential is never shared."),
        ReasonCode.ItemNotCovered => ("項目が利用目的または共同利用の範囲にありません。", "An item is outside the purpose or the scheme."),
        ReasonCode.ConsentWithdrawn => ("同意が撤回されています。", "The consent was withdrawn."),
        ReasonCode.ConsentNotValid => ("同意すべき方の同意ではありません。", "The consent was not given by the one who had to give it."),
        ReasonCode.ConsentExpired => ("同意の期限が過ぎています。", "The consent has expired."),
        ReasonCode.SecrecyConsentMissing => ("通信の秘密について個別の同意がありません。", "The individual consent that secrecy of communications needs is missing."),
        ReasonCode.SecrecyExcluded => ("通信の秘密に当たる項目は除かれます。", "Items under secrecy of communications are excluded."),
        ReasonCode.StatisticalOnly => ("統計情報としてのみ利用できます。", "Only statistics that identify nobody are allowed."),
        ReasonCode.ContractEnded => ("契約が終了しています。", "The contract has ended."),
        ReasonCode.RetentionPassed => ("保存期間が過ぎています。", "The retention period has passed."),
        ReasonCode.RetentionNotSet => ("契約終了後の保存期間が定められていません。", "No retention period is set after the end of the contract."),
        ReasonCode.ConsentMissing => ("同意がありません。", "A consent is needed and there is none."),
        ReasonCode.ForeignConsentMissing => ("外国にある第三者について国名を示した同意がありません。", "A consent that names the recipient abroad and its country is missing (APPI 28)."),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
