using ConsentGrains.Core.Requests;

namespace ConsentGrains.Web.Desk;

/// <summary>What happened to a request, in words.</summary>
static class Timeline
{
    public static (string Ja, string En) Of(RequestEvent happened) => happened switch
    {
        RequestEvent.Received => ("受け付けました", "Received"),
        RequestEvent.NotMade { Why: NotMadeWhy.StampsMissing } => ("切手の同封がないため、請求がなかったものとしました", "No stamps: no request was made"),
        RequestEvent.NotMade => ("法人からのお申し出のため、お問い合わせとして扱います", "A company's: handled as an enquiry"),
        RequestEvent.Examined => ("書類とご本人を確認しました", "Papers and person were looked at"),
        RequestEvent.ResubmissionAsked e => ($"再提出をお願いしました（{e.Defects.Count}件、期限 {e.Until:yyyy-MM-dd}）", $"Asked to send again: {e.Defects.Count} points, until {e.Until:yyyy-MM-dd}"),
        RequestEvent.Resubmitted => ("再提出を受け付けました", "Sent again"),
        RequestEvent.Accepted => ("受理しました", "Accepted"),
        RequestEvent.Investigating => ("調査を始めました", "Investigation begun"),
        RequestEvent.Refused => ("応じないことを決定しました", "Refused"),
        RequestEvent.Answered e => ($"回答を決定しました（{(e.Outcome == RequestOutcome.InFull ? "全部" : e.Outcome == RequestOutcome.InPart ? "一部" : "応じない")}）", "Answer decided"),
        RequestEvent.CarriedOut => ("お客さまの登録に反映しました（以後の判断に適用されます）", "In force at the customer"),
        RequestEvent.AnswerUndone e => ($"反映できなかったため、回答を取り消しました（{e.Why}）", $"Undone: {e.Why}"),
        RequestEvent.FeePaid e => ($"手数料 {e.Yen}円の入金", $"{e.Yen} yen paid"),
        RequestEvent.Replied e => ($"{e.On:yyyy-MM-dd} に回答を送付しました", $"Answer sent on {e.On:yyyy-MM-dd}"),
        RequestEvent.Withdrawn => ("請求者が取り下げました", "Taken back"),
        _ => ("提出書類を廃棄しました", "Papers destroyed"),
    };
}
