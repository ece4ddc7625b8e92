using ConsentGrains.Core;
using ConsentGrains.Core.Looks;
using ConsentGrains.Web.Http;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Looks;

/// <summary>A search as its form was sent: for whom, and why.</summary>
readonly record struct SentSearch(string Subject, LookReason Why, string? Request)
{
    /// <summary>A problem where no reason of the list is given.</summary>
    public static Problem? Read(IFormCollection form, out SentSearch sent)
    {
        sent = default;
        if (Wire.Find<LookReason>(form["why"].ToString()) is not { } why)
            return Problems.Of([new FieldFault("/why", FaultCode.Required, $"choose why you look: {string.Join(", ", Enum.GetValues<LookReason>().Select(Wire.Name))}")])
                with
            { DetailJapanese = "閲覧の理由を選んでください。" };
        var request = form["request"].ToString().Trim();
        if (request.Length > Limits.LookRequestLength || request.Any(char.IsControl))
            return Problems.Of([new FieldFault("/request", FaultCode.TooLong, $"has at most {Limits.LookRequestLength} printable characters")]) with { DetailJapanese = $"受付番号は{Limits.LookRequestLength}文字までです。" };
        sent = new(form["subject"].ToString().Trim(), why, request.Length == 0 ? null : request);
        return null;
    }

    /// <summary>The link of a search before is over, or was another's.</summary>
    public static Problem Over() => Problems.Of(ProblemCode.NotFound, $"This link is over (it is good for {Limits.LookMinutes} minutes) or was made for somebody else: search again.") with
    {
        DetailJapanese = $"このリンクは期限（{Limits.LookMinutes}分）を過ぎたか、別の方のものです。もう一度検索してください。",
    };
}
