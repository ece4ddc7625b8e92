using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Codec;

/// <summary>The fields of every command to a supply point.</summary>
static class SupplyPointCommandFields
{
    const string Register = "supply-point";

    public static IReadOnlyList<string> Names { get; } =
        [Register, "move-in", "move-out", "switch-apply", "switch-judge", "switch-match", "switch-cancel", "switch-lapse", "switch-complete", "lookup-password"];

    /// <summary>Of the registry alone.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["switch-open", "switch-reject", "supply-transfer", "point-settle"];

    /// <summary>Scenarios call the point `number` where they register it and `point` everywhere else.</summary>
    public static string PointField(string command) => command == Register ? "number" : "point";

    public static SupplyPointCommand Read(string command, FieldReader fields) => command switch
    {
        Register => new SupplyPointCommand.Register(
            fields.Word("kind", PointKind.Supply), fields.Name("retailer"), fields.MaybeCustomer("customer"), fields.Day("since"), fields.MaybeWord<VoltageClass>("voltage")),
        "move-in" => new SupplyPointCommand.MoveIn(fields.Customer("customer"), fields.Day("on")),
        "move-out" => new SupplyPointCommand.MoveOut(fields.NeedDay("on")),
        "switch-apply" => new SupplyPointCommand.ApplySwitch(
            fields.NeedName("by"), fields.Customer("customer"), fields.Customer("losingCustomer"), fields.Day("on"), fields.Flag("meterWork") ?? false),
        "switch-judge" => Judge(fields),
        "switch-match" => new SupplyPointCommand.MatchSwitch(),
        "switch-cancel" => new SupplyPointCommand.CancelSwitch(),
        "switch-lapse" => new SupplyPointCommand.LapseSwitch(),
        "switch-complete" => new SupplyPointCommand.CompleteSwitch(fields.NeedDay("on")),
        "lookup-password" => new SupplyPointCommand.IssueLookUp(
            fields.Customer("customer"), fields.NeedName("retailer"), fields.NeedNumber("days"), fields.Word("by", ConsentBy.Principal), fields.Name("hash")),
        "switch-open" => new SupplyPointCommand.OpenSwitch(fields.NeedNumber("switch")),
        "switch-reject" => new SupplyPointCommand.RejectSwitch(fields.NeedNumber("switch"), fields.NeedName("why")),
        "supply-transfer" => new SupplyPointCommand.TransferSupply(fields.NeedNumber("switch")),
        _ => new SupplyPointCommand.Settle(fields.NeedNumber("version")),
    };

    public static void Write(SupplyPointCommand command, FieldWriter fields)
    {
        switch (command)
        {
            case SupplyPointCommand.Register c: Write(c, fields); break;
            case SupplyPointCommand.MoveIn c: fields.Text("customer", c.Customer.ToString()).Day("on", c.On); break;
            case SupplyPointCommand.MoveOut c: fields.Day("on", c.On); break;
            case SupplyPointCommand.ApplySwitch c: Write(c, fields); break;
            case SupplyPointCommand.JudgeSwitch c: fields.Word("result", c.Result).Text("reason", c.Note).List("reasons", c.Reasons); break;
            case SupplyPointCommand.CompleteSwitch c: fields.Day("on", c.On); break;
            case SupplyPointCommand.IssueLookUp c: Write(c, fields); break;
            case SupplyPointCommand.OpenSwitch c: fields.Number("switch", c.Switch); break;
            case SupplyPointCommand.RejectSwitch c: fields.Number("switch", c.Switch).Text("why", c.Why); break;
            case SupplyPointCommand.TransferSupply c: fields.Number("switch", c.Switch); break;
            case SupplyPointCommand.Settle c: fields.Number("version", c.Version); break;
        }
    }

    public static string NameOf(SupplyPointCommand command) => command switch
    {
        SupplyPointCommand.Register => Register,
        SupplyPointCommand.MoveIn => "move-in",
        SupplyPointCommand.MoveOut => "move-out",
        SupplyPointCommand.ApplySwitch => "switch-apply",
        SupplyPointCommand.JudgeSwitch => "switch-judge",
        SupplyPointCommand.MatchSwitch => "switch-match",
        SupplyPointCommand.CancelSwitch => "switch-cancel",
        SupplyPointCommand.LapseSwitch => "switch-lapse",
        SupplyPointCommand.CompleteSwitch => "switch-complete",
        SupplyPointCommand.IssueLookUp => "lookup-password",
        SupplyPointCommand.OpenSwitch => "switch-open",
        SupplyPointCommand.RejectSwitch => "switch-reject",
        SupplyPointCommand.TransferSupply => "supply-transfer",
        _ => "point-settle",
    };

    /// <summary>`reason` may be one of the words, or the retailer's own.</summary>
    static SupplyPointCommand.JudgeSwitch Judge(FieldReader fields)
    {
        var (result, reasons, reason) = (fields.NeedWord<Judgement>("result"), fields.List("reasons", Words.SwitchRefusals.Count), fields.Name("reason"));
        return reason is not null && Words.SwitchRefusals.Contains(reason)
            ? new(result, [reason, .. (reasons ?? []).Where(r => r != reason)])
            : new(result, reasons, reason);
    }

    static void Write(SupplyPointCommand.Register c, FieldWriter fields) =>
        fields.Word("kind", c.Kind, PointKind.Supply).Text("retailer", c.Retailer).Text("customer", c.Customer?.ToString()).Day("since", c.Since)
            .Text("voltage", c.Voltage is { } voltage ? Wire.Name(voltage) : null);

    static void Write(SupplyPointCommand.ApplySwitch c, FieldWriter fields) =>
        fields.Text("by", c.By).Text("customer", c.Customer.ToString()).Text("losingCustomer", c.LosingCustomer.ToString()).Day("on", c.On)
            .Flag("meterWork", c.MeterWork);

    static void Write(SupplyPointCommand.IssueLookUp c, FieldWriter fields) =>
        fields.Text("customer", c.Customer.ToString()).Text("retailer", c.Retailer).Number("days", c.Days).Word("by", c.By, ConsentBy.Principal)
            .Text("hash", c.Hash);
}
