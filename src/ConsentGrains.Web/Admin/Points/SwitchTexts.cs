using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Web.Admin.Points;

/// <summary>Words of a switch, and where it stands on its way.</summary>
static class SwitchTexts
{
    /// <summary>The way of a switch that comes to its end.</summary>
    public static IReadOnlyList<(string Ja, string En)> Way { get; } =
        [("受付", "requested"), ("廃止取次", "applied"), ("判定", "judged"), ("マッチング", "matched"), ("切替処理", "completing"), ("完了", "completed")];

    /// <summary>How far it came on that way, from 0.</summary>
    public static int Reached(SwitchStage stage) => stage switch
    {
        SwitchStage.Requested or SwitchStage.Rejected => 0,
        SwitchStage.Applied or SwitchStage.Cancelled => 1,
        SwitchStage.JudgedOk or SwitchStage.JudgedNg or SwitchStage.Lapsed => 2,
        SwitchStage.Matched => 3,
        SwitchStage.Completing => 4,
        _ => 5,
    };

    /// <summary>It came to nothing.</summary>
    public static bool IsBrokenOff(SwitchStage stage) => stage is SwitchStage.Rejected or SwitchStage.JudgedNg or SwitchStage.Cancelled or SwitchStage.Lapsed;

    public static (string Ja, string En) Of(SwitchStage stage) => stage switch
    {
        SwitchStage.Rejected => ("不受理", "rejected"),
        SwitchStage.Cancelled => ("取下げ", "cancelled"),
        SwitchStage.Lapsed => ("マッチング不成立", "lapsed"),
        SwitchStage.Completed => ("完了", "completed"),
        _ => AdminTexts.Of(stage),
    };
}
