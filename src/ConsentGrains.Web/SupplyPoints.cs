namespace ConsentGrains.Web;

/// <summary>A supply point's number (供給地点特定番号) identifies a household: messages never show it whole.</summary>
static class SupplyPoints
{
    const int Shown = 2;

    /// <summary>The area's two digits stay, the rest becomes stars.</summary>
    public static string Masked(string number) =>
        number.Length <= Shown ? number : number[..Shown] + new string('*', number.Length - Shown);
}
