using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.SupplyPoints;

/// <summary>A command to one supply point. A transition that has happened already is accepted and recorded no second time.
/// The last family is not for people: <see cref="SupplyPointSaga"/> sends those, in the name of the registry.</summary>
public abstract record SupplyPointCommand
{
    SupplyPointCommand() { }

    /// <summary>Registers the point, with whom it has at that time.</summary>
    /// <param name="Retailer">Who supplies it; left out: the operator of <paramref name="Customer"/>.</param>
    /// <param name="Since">First day of the holder; left out: the day of recording, since nobody knows better.</param>
    public sealed record Register(
        PointKind Kind = PointKind.Supply, string? Retailer = null, CustomerId? Customer = null, DateOnly? Since = null,
        VoltageClass? Voltage = null) : SupplyPointCommand;

    /// <summary>The customer holds the free point from 00:00 of a day; its operator supplies it.</summary>
    /// <param name="On">Left out: the day of recording.</param>
    public sealed record MoveIn(CustomerId Customer, DateOnly? On = null) : SupplyPointCommand;

    /// <summary>The holder leaves: nothing is his or his retailer's from 00:00 of that day. His contracts that name the point end.</summary>
    public sealed record MoveOut(DateOnly On) : SupplyPointCommand;

    /// <summary>スイッチング: the new retailer's application (廃止取次 registered), on the customer's own application to it.</summary>
    /// <param name="By">The new retailer.</param>
    /// <param name="Customer">The customer there.</param>
    /// <param name="LosingCustomer">The same customer with the current retailer.</param>
    /// <param name="On">The switching day (SW日) wished for; with it there is a last day for matching.</param>
    /// <param name="MeterWork">Whether the meter must be exchanged.</param>
    public sealed record ApplySwitch(
        string By, CustomerId Customer, CustomerId LosingCustomer, DateOnly? On = null, bool MeterWork = false) : SupplyPointCommand;

    /// <summary>The current retailer compared contract number, name and address; only yes or no is kept.</summary>
    /// <param name="Reasons">Of a no: words of <see cref="Words.SwitchRefusals"/>; several may hold.</param>
    /// <param name="Note">A reason in the retailer's own words.</param>
    public sealed record JudgeSwitch(Judgement Result, IReadOnlyList<string>? Reasons = null, string? Note = null) : SupplyPointCommand;

    /// <summary>マッチング: both applications are at the transmission operator and locked.</summary>
    public sealed record MatchSwitch : SupplyPointCommand;

    /// <summary>Taken back before matching, by the new retailer on the customer's word.</summary>
    public sealed record CancelSwitch : SupplyPointCommand;

    /// <summary>マッチング不成立: the last day for matching is past.</summary>
    public sealed record LapseSwitch : SupplyPointCommand;

    /// <summary>The switching day is fixed: everything changes at 00:00 of it.</summary>
    public sealed record CompleteSwitch(DateOnly On) : SupplyPointCommand;

    /// <summary>使用量照会パスワード: lets one retailer see the usage of one holder.</summary>
    /// <param name="Days">1, 7 or 31 times 24 hours from recording.</param>
    /// <param name="Hash">SHA-256 of the password in lower-case hex. The same password shown to another retailer holds no longer than before.</param>
    public sealed record IssueLookUp(
        CustomerId Customer, string Retailer, int Days, ConsentBy By = ConsentBy.Principal, string? Hash = null) : SupplyPointCommand;

    /// <summary>The losing customer is marked: the application is open from here.</summary>
    public sealed record OpenSwitch(int Switch) : SupplyPointCommand;

    /// <summary>The losing customer could not be marked: there was no application.</summary>
    /// <param name="Why">The code of that refusal.</param>
    public sealed record RejectSwitch(int Switch, string Why) : SupplyPointCommand;

    /// <summary>The losing contract ends on the switching day: retailer and holder change on it.</summary>
    public sealed record TransferSupply(int Switch) : SupplyPointCommand;

    /// <summary>Every customer concerned has been told.</summary>
    public sealed record Settle(int Version) : SupplyPointCommand;

    /// <summary>Sent by the registry alone.</summary>
    public bool IsStep => this is OpenSwitch or RejectSwitch or TransferSupply or Settle;
}

/// <summary>An attribute of the point; one house has different numbers for both.</summary>
public enum PointKind
{
    /// <summary>供給地点.</summary>
    Supply,

    /// <summary>受電地点.</summary>
    Receiving,
}

/// <summary>As the standard switching periods tell them apart.</summary>
public enum VoltageClass
{
    /// <summary>低圧.</summary>
    Low,

    /// <summary>高圧, below 500 kW.</summary>
    HighSmall,

    /// <summary>高圧 from 500 kW, and 特別高圧.</summary>
    HighLarge,
}

public enum Judgement
{
    Ok,
    Ng,
}
