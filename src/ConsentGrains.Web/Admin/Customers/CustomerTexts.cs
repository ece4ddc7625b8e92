using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Admin.Customers;

/// <summary>Words of the pages about customers in both languages.</summary>
static class CustomerTexts
{
    public static (string Ja, string En) Of(CustomerKind kind) => kind == CustomerKind.Corporate ? ("法人", "corporate") : ("個人", "individual");

    public static (string Ja, string En) Of(Provenance provenance) => provenance == Provenance.Written ? ("書面による直接取得", "directly in writing") : ("その他", "otherwise");

    public static (string Ja, string En) Of(ContractState state) => state switch
    {
        ContractState.Applied => ("申込中", "applied for"),
        ContractState.Active => ("契約中", "active"),
        ContractState.Suspended => ("停止中", "suspended"),
        ContractState.Ended => ("終了", "ended"),
        _ => ("取消", "cancelled"),
    };

    public static (string Ja, string En) Of(Grains.Matrices.Standing standing) => standing switch
    {
        Grains.Matrices.Standing.Operator => ("事業者", "operator"),
        Grains.Matrices.Standing.JointUser => ("共同利用者", "joint user"),
        Grains.Matrices.Standing.Contractor => ("委託先", "contractor"),
        _ => ("提供先", "recipient of a provision"),
    };

    public static (string Ja, string En) Of(Grains.Receipts.ConsentStanding standing) => standing switch
    {
        Grains.Receipts.ConsentStanding.Given => ("有効", "in force"),
        Grains.Receipts.ConsentStanding.NotValid => ("無効（同意権限のない方による）", "not valid: not by the one who had to give it"),
        Grains.Receipts.ConsentStanding.Expired => ("期限切れ", "expired"),
        Grains.Receipts.ConsentStanding.PartlyWithdrawn => ("一部撤回", "partly withdrawn"),
        _ => ("撤回済み", "withdrawn"),
    };

    public static (string Ja, string En) Of(Basis basis) => basis switch
    {
        Basis.StatedPurpose => ("明示した利用目的", "stated purpose"),
        Basis.JointUse => ("共同利用", "joint use"),
        Basis.Consent => ("同意", "consent"),
        Basis.Entrustment => ("委託", "entrustment"),
        Basis.Exception => ("例外の定め", "exception"),
        _ => ("法令による強制", "compulsory law"),
    };

    public static (string Ja, string En) Of(Gate gate) => gate switch
    {
        Gate.Known => ("登録の有無", "Known"),
        Gate.OnePolicy => ("方針と利用目的", "One policy"),
        Gate.Excepted => ("例外・法令", "Compulsory or excepted"),
        Gate.Stopped => ("停止の申出", "Stopped"),
        Gate.Entitled => ("行為の資格", "Entitled"),
        Gate.ItemsCovered => ("項目の範囲", "Items covered"),
        Gate.Secrecy => ("通信の秘密", "Secrecy"),
        Gate.Form => ("利用の形", "Form"),
        Gate.Contract => ("契約と保存期間", "Contract"),
        _ => ("同意", "Consent"),
    };

    public static (string Ja, string En) OfOutcome(string outcome) => outcome switch
    {
        "passed" => ("通過", "passed"),
        "failed" => ("不可", "failed"),
        "not-applicable" => ("対象外", "not applicable"),
        _ => ("判定せず", "not evaluated"),
    };

    public static (string Ja, string En) Of(CustomerEvent happened) => happened switch
    {
        CustomerEvent.Enrolled e => ($"方針 {e.Policy}（版 {e.Version}）を明示", $"Policy {e.Policy}, version {e.Version}, shown"),
        CustomerEvent.ContractRecorded e => ($"契約 {e.Id}: {Of(e.State).Ja}", $"Contract {e.Id}: {Of(e.State).En}"),
        CustomerEvent.Relocated e => ($"契約 {e.Contract} の転居{(e.OutOfArea ? "（エリア外）" : "")}", $"Contract {e.Contract} moved{(e.OutOfArea ? " out of the area" : "")}"),
        CustomerEvent.ConsentGiven e => ($"同意（目的 {e.Purpose ?? "すべて"}、相手 {e.Recipient ?? "指定なし"}）", $"Consent: purpose {e.Purpose ?? "any"}, recipient {e.Recipient ?? "none named"}"),
        CustomerEvent.ConsentWithdrawn e => ($"同意の撤回（目的 {e.Purpose ?? "すべて"}、相手 {e.Recipient ?? "すべて"}）", $"Withdrawal: purpose {e.Purpose ?? "any"}, recipient {e.Recipient ?? "any"}"),
        CustomerEvent.StopOrdered e => ($"停止の申出（{e.Scope.Act ?? "すべての行為"}）", $"Stop of {e.Scope.Act ?? "every act"}"),
        CustomerEvent.StopLifted e => ($"停止の解除（{e.Scope.Act ?? "すべての行為"}）", $"Stop of {e.Scope.Act ?? "every act"} lifted"),
        CustomerEvent.EntrustmentObjected => ("委託に対する異議", "Objection to entrustment"),
        CustomerEvent.EntrustmentObjectionLifted => ("委託に対する異議の取下げ", "Objection to entrustment lifted"),
        CustomerEvent.HoldPlaced e => ($"法令による保存（{e.Law}、{e.Until:yyyy-MM-dd}まで）", $"Hold by {e.Law} until {e.Until:yyyy-MM-dd}"),
        CustomerEvent.HoldLifted e => ($"法令による保存の終了（{e.Law}）", $"Hold by {e.Law} lifted"),
        CustomerEvent.NoticeRecorded e => ($"通知の実施（{e.Clause}）", $"Notice given ({e.Clause})"),
        CustomerEvent.SwitchAwayOpened => ("他社への切替の申込み", "A switch away was applied for"),
        CustomerEvent.SwitchAwayClosed e => ($"他社への切替の終了（{e.From}から）", $"The switch away is over from {e.From}"),
        CustomerEvent.ContractEnded e => ($"契約の終了（{e.From}から）", $"Contract ends from {e.From}"),
        CustomerEvent.ContractActivated e => ($"契約の開始（{e.From}から）", $"Contract begins from {e.From}"),
        CustomerEvent.Erased => ("消去", "Erased"),
        _ => ("供給地点による登録", "Named by a supply point"),
    };
}
