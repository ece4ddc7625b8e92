namespace ConsentGrains.Core.Requests;

/// <summary>What the operator sets for its desk. Days of its own, shown as such: no policy and no law gives them (EDGE-50).</summary>
/// <param name="TargetDays">From arrival to the answer.</param>
/// <param name="CureDays">For sending again what was wrong.</param>
/// <param name="DisposalDays">From the answer to the end of the papers.</param>
/// <param name="FeeOnRefusedItems">Whether a fee per item is billed for refused items too.</param>
public sealed record DeskSettings(int TargetDays = Limits.TargetDays, int CureDays = Limits.CureDays, int DisposalDays = 0, bool FeeOnRefusedItems = false);
