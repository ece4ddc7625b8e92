using ConsentGrains.Core.Looks;

namespace ConsentGrains.Web.Looks;

/// <summary>Words of looks in both languages.</summary>
static class LookTexts
{
    public static (string Ja, string En) Of(LookReason why) => why switch
    {
        LookReason.Enquiry => ("問合せ対応", "An enquiry of the customer"),
        LookReason.Disclosure => ("開示等の請求への対応", "A request of the data subject"),
        LookReason.Fault => ("障害調査", "A fault is looked into"),
        LookReason.Incident => ("漏えい等への対応", "A leak is handled"),
        _ => ("監査", "Audit"),
    };

    public static (string Ja, string En) Of(LookView shown) => shown switch
    {
        LookView.State => ("状態", "State"),
        LookView.Timeline => ("経過", "Timeline"),
        LookView.Receipt => ("同意内容の控え", "Receipt"),
        LookView.Matrix => ("誰が何を見られるか", "Who may see what"),
        LookView.Question => ("判断を試す", "A question"),
        LookView.Request => ("開示等の請求", "Request"),
        LookView.Letter => ("回答書面", "Letter"),
        _ => ("第三者提供記録", "Provision records"),
    };
}
