using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Index;

namespace ConsentGrains.Web.Admin;

/// <summary>Words of the dashboard in both languages.</summary>
static class AdminTexts
{
    static readonly (string Ja, string En)[] Areas =
    [
        ("北海道", "Hokkaido"), ("東北", "Tohoku"), ("東京", "Tokyo"), ("中部", "Chubu"), ("北陸", "Hokuriku"), ("関西", "Kansai"), ("中国", "Chugoku"), ("四国", "Shikoku"), ("九州", "Kyushu"), ("沖縄", "Okinawa"),
    ];

    public static (string Ja, string En) AreaOf(int area) => Areas[area - 1];

    public static (string Ja, string En) Of(string kind) => kind switch
    {
        "customer" => ("顧客", "customers"),
        "supply-point" => ("供給地点", "supply points"),
        "subscription" => ("購読", "subscriptions"),
        "request" => ("請求", "requests"),
        "incident" => ("漏えい等", "incidents"),
        "visitor" => ("サイト訪問者", "visitors of sites"),
        "provision" => ("第三者提供記録", "provision records"),
        "directory" => ("名簿", "directory"),
        _ => (kind, kind),
    };

    public static (string Ja, string En) ActOf(string act) => act switch
    {
        "use" => ("利用", "use"),
        "joint-use" => ("共同利用", "joint use"),
        "provide" => ("第三者提供", "provide"),
        "entrust" => ("委託", "entrust"),
        "transmit" => ("外部送信", "transmit"),
        _ => ("不明", "unknown"),
    };

    public static (string Ja, string En) Of(SubscriptionStatus status) => status switch
    {
        SubscriptionStatus.Active => ("配信中", "active"),
        SubscriptionStatus.Waiting => ("承諾待ち", "waiting"),
        SubscriptionStatus.Failing => ("再送中", "failing"),
        SubscriptionStatus.Disabled => ("受信拒否", "disabled"),
        SubscriptionStatus.Suspended => ("停止中", "suspended"),
        _ => ("終了", "ended"),
    };

    public static (string Ja, string En) Of(SwitchStage stage) => stage switch
    {
        SwitchStage.Requested => ("受付", "requested"),
        SwitchStage.Applied => ("廃止取次中", "applied"),
        SwitchStage.JudgedOk => ("判定 可", "judged ok"),
        SwitchStage.JudgedNg => ("判定 否", "judged ng"),
        SwitchStage.Matched => ("マッチング済", "matched"),
        SwitchStage.Completing => ("切替処理中", "completing"),
        _ => (stage.ToString(), stage.ToString()),
    };

    public static (string Ja, string En) Of(DueKind kind) => kind switch
    {
        DueKind.ConsentExpired => ("同意の満了", "consents that expire"),
        DueKind.RetentionReached => ("保存期間の満了", "retention that ends"),
        DueKind.HoldEnded => ("保全の終了", "holds that end"),
        DueKind.RoleEnded => ("名簿の終了", "roles that end"),
        DueKind.EntrustmentEnded => ("委託の終了", "entrustments that end"),
        DueKind.SupervisionDue => ("委託先の監督", "supervision due"),
        DueKind.CredentialEnded => ("鍵の期限", "keys that end"),
        DueKind.SwitchLapsed => ("スイッチングの失効", "switches that lapse"),
        _ => (kind.ToString(), kind.ToString()),
    };
}
