using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;

namespace ConsentGrains.Web.Desk;

/// <summary>What pages and letters call things, Japanese first.</summary>
static class DeskTexts
{
    public static (string Ja, string En) Of(RequestType type) => type switch
    {
        RequestType.Disclosure => ("保有個人データの開示", "Disclosure"),
        RequestType.PurposeNotice => ("利用目的の通知", "Notice of purpose"),
        RequestType.Correction => ("訂正", "Correction"),
        RequestType.Addition => ("追加", "Addition"),
        RequestType.Deletion => ("削除", "Deletion"),
        RequestType.StopOfUse => ("利用の停止", "Stop of use"),
        RequestType.Erasure => ("消去", "Erasure"),
        RequestType.StopOfProvision => ("第三者への提供の停止", "Stop of third-party provision"),
        _ => ("第三者提供記録の開示", "Disclosure of provision records"),
    };

    public static (string Ja, string En) Of(RequestStage stage) => stage switch
    {
        RequestStage.Received => ("受付・確認待ち", "Received"),
        RequestStage.NotMade => ("請求として扱わない", "No request"),
        RequestStage.AwaitingResubmission => ("再提出待ち", "Awaiting resubmission"),
        RequestStage.Accepted => ("受理", "Accepted"),
        RequestStage.Investigating => ("調査中", "Investigating"),
        RequestStage.Answering => ("回答内容を実施中", "Being carried out"),
        RequestStage.AnsweredInFull => ("回答決定（全部）", "Answered in full"),
        RequestStage.AnsweredInPart => ("回答決定（一部）", "Answered in part"),
        RequestStage.Refused => ("回答決定（応じない）", "Refused"),
        RequestStage.Replied => ("回答済み", "Replied"),
        _ => ("取下げ", "Withdrawn"),
    };

    public static (string Ja, string En) Of(DefectKind kind) => kind switch
    {
        DefectKind.ChannelWrong => ("受付方法が所定のものではありません。郵送でお送りください。", "It did not come by the channel prescribed: send it by post."),
        DefectKind.FormMissing => ("所定の申請書がありません。", "The prescribed form is missing."),
        DefectKind.FormOther => ("所定の申請書ではありません。", "It is not the prescribed form."),
        DefectKind.FormIncomplete => ("申請書に記入されていない事項があります。", "Fields of the form are not filled in."),
        DefectKind.StampsShort => ("切手の額が不足しています。", "The stamps are too few."),
        DefectKind.PaperMissing => ("本人確認書類がありません。", "No identity paper came."),
        DefectKind.PaperNotListed => ("お送りいただいた書類は、本人確認書類としてお受けできるものではありません。", "The paper is none of those that can be taken."),
        DefectKind.PaperOutOfDate => ("本人確認書類の有効期限が切れています。", "The identity paper is out of date."),
        DefectKind.PaperExtinct => ("お送りいただいた種類の書類は、現在は有効なものがありません。", "No paper of that kind is valid any more."),
        DefectKind.SealDiffers => ("印鑑証明書の印影が一致しません。", "The imprint on the seal certificate does not agree."),
        DefectKind.StatusMissing => ("法定代理人の資格を証明する書類がありません。", "The statutory agent's proof of status is missing."),
        DefectKind.StatusTooOld => ("法定代理人の資格を証明する書類は、請求日前30日以内に作成されたものが必要です。", "The proof of status must be made within the 30 days before the request."),
        DefectKind.DelegationMissing => ("委任状（所定のもの）がありません。", "The power of attorney (on the form prescribed) is missing."),
        DefectKind.SealCertificateMissing => ("委任状の印鑑の印鑑証明書がありません。", "The seal certificate for the power of attorney is missing."),
        DefectKind.AgentPaperMissing => ("代理人ご自身の本人確認書類がありません。", "The agent's own identity paper is missing."),
        DefectKind.AgentPaperNotListed => ("代理人ご自身の本人確認書類は、お受けできる種類のものではないか、有効ではありません。", "The agent's own identity paper is of another kind, or not valid."),
        DefectKind.AuthorityNotShown => ("代理権を確認できません。", "The agent's authority is not shown."),
        DefectKind.AddressesDiffer => ("申請書、本人確認書類、当社にご登録のご住所が一致しません。ご転居の場合は、先に登録住所の変更をお手続きください。", "The addresses on the form, on the paper and with us differ. After a move, have the registered one changed first."),
        DefectKind.AddressNotShown => ("本人確認書類でご住所を確認できません。ご住所の記載がある書類をお送りください。", "The paper shows no address: send one that does."),
        _ => ("ご本人であることを確認できません。", "The person could not be confirmed."),
    };

    public static (string Ja, string En) Of(GroundKind kind) => kind switch
    {
        GroundKind.PapersDefective => ("所定の申請書類に不備があったため", "the papers were defective"),
        GroundKind.IdentityUnconfirmed => ("ご本人であることの確認ができないため", "the person could not be confirmed"),
        GroundKind.AgentUnconfirmed => ("代理人のご本人確認または代理権の確認ができないため", "the agent or his authority could not be confirmed"),
        GroundKind.ProcedureNotFollowed => ("所定の手続きに従ったお申し出でないため", "the procedure was not followed"),
        GroundKind.NotExisting => ("対象となる情報が当社に存在しないため", "no such data are held"),
        GroundKind.NotDisclosable => ("開示対象の個人情報に該当しないため", "the data are not of the kind that is disclosed"),
        GroundKind.Harm => ("ご本人又は第三者の生命、身体、財産その他の権利利益を害するおそれがあるため", "rights or interests may be harmed"),
        GroundKind.Hindrance => ("当社の業務の適正な実施に著しい支障を及ぼすおそれがあるため", "business may be seriously hindered"),
        GroundKind.OtherLaw => ("他の法令に違反することとなるため", "another law would be violated"),
        GroundKind.CompanyInterest => ("当社の権利又は正当な利益を損なうおそれがあるため", "the company's rights or interests may be harmed"),
        GroundKind.IllegalActs or GroundKind.NationalSecurity or GroundKind.PublicSafety => ("存否をお答えすることにより公益その他の利益が害されるおそれがあるため（存否についてはお答えいたしません）", "saying whether data exist may do harm; neither is confirmed"),
        GroundKind.StateDuty => ("法令の定める事務の遂行に支障を及ぼすおそれがあるため", "statutory work may be hindered"),
        GroundKind.PurposeEvident => ("利用目的が既に公表等により明らかであるため", "the purpose is evident already"),
        GroundKind.ContentRight => ("調査の結果、内容が事実であると認められたため、又は利用目的の達成に必要な範囲を超えるため", "the content was found right, or need not be changed"),
        GroundKind.NoGround => ("法令に定める利用停止等の事由が認められないため", "none of the grounds laid down by law was found"),
        GroundKind.EntrustedData => ("他の事業者からの委託により取り扱う情報であるため（委託元の事業者へお申し出ください）", "the data belong to the operator who entrusted them: turn to it"),
        _ => ("亡くなられた方の情報は個人情報に当たらないため（承継のお手続き窓口へご案内します）", "data of the dead are not personal data: see the succession procedure"),
    };

    public static (string Ja, string En) Of(AnswerResult result) => result switch
    {
        AnswerResult.Granted => ("応じます", "granted"),
        AnswerResult.Partly => ("一部応じます", "granted in part"),
        AnswerResult.Refused => ("応じません", "refused"),
        AnswerResult.NotExisting => ("存在しません", "not existing"),
        _ => ("これに代わる措置をとります", "a measure in its place"),
    };

    public static (string Ja, string En) Of(ReplyMethod method) => method switch
    {
        ReplyMethod.RegisteredPost => ("簡易書留郵便", "registered post"),
        ReplyMethod.Post => ("郵送", "post"),
        ReplyMethod.Electronic => ("電磁的記録の提供", "electronic"),
        _ => ("閲覧", "inspection"),
    };

    public static (string Ja, string En) Of(Addressee to) => to switch
    {
        Addressee.ContractHolder => ("ご契約者本人（ご契約者住所又は請求書等送付先住所）", "the contract holder, at the contract's or the billing address"),
        Addressee.Customer => ("お客様", "the customer"),
        Addressee.Agent => ("代理人", "the agent"),
        _ => ("ご本人（ご登録のご住所）", "the principal, at the registered address"),
    };
}
