namespace ConsentGrains.Core;

/// <summary>Identifiers of persons as messages and logs may show them.</summary>
public static class Mask
{
    const int Shown = 2;
    const int Enough = 6;

    /// <summary>`els/…23`; nothing of a number too short to hide behind two characters.</summary>
    public static string Customer(Customers.CustomerId customer) => $"{customer.Operator}/{Id(customer.Number)}";

    public static string Id(string id) => id.Length < Enough ? "…" : "…" + id[^Shown..];

    /// <summary>`03-****-…-0001`; of what is no number the first and last two characters.</summary>
    public static string SupplyPoint(string number) =>
        SupplyPoints.SupplyPointNumber.Parse(number) is { } known ? known.Masked
        : number.Length < Enough ? "…"
        : $"{number[..Shown]}…{number[^Shown..]}";
}
