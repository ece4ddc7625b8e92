using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Switching.Files;

/// <summary>What one row of an imported file tells a supply point.</summary>
/// <param name="Number">Which application it is about; null: it is a new one.</param>
/// <param name="Keys">Of a new one: for the current retailer, never for the registry.</param>
sealed record SwitchOrder(SupplyPointNumber Point, int? Number, SupplyPointCommand Command, MatchingKeys? Keys = null);

public static class SwitchRows
{
    public const string Matched = "マッチング成立";
    public const string Completed = "切替日確定";
    public const string Cancelled = "取消";
    public const string Lapsed = "マッチング不成立";

    /// <summary>What became of a switch, in the words of 結果; the judgement in those of 判定.</summary>
    public static string WordOf(SwitchStage stage) => stage switch
    {
        SwitchStage.JudgedOk => Columns.Ok,
        SwitchStage.JudgedNg => Columns.Ng,
        SwitchStage.Matched => Matched,
        SwitchStage.Completing or SwitchStage.Completed => Completed,
        SwitchStage.Cancelled => Cancelled,
        SwitchStage.Lapsed => Lapsed,
        _ => "",
    };

    /// <summary>Means nothing where the reader has a problem.</summary>
    internal static SwitchOrder Read(Columns.Kind kind, RowReader row) =>
        kind == Columns.Applications ? Application(row) : kind == Columns.Judgements ? Judgement(row) : Result(row);

    /// <summary>The column in which a field of a command stands; empty where none does.</summary>
    internal static string ColumnOf(Columns.Kind kind, string field) => field switch
    {
        "point" => Columns.Point,
        "by" => Columns.By,
        "customer" => Columns.Customer,
        "losingCustomer" => Columns.LosingCustomer,
        "on" => kind == Columns.Results ? Columns.Day : Columns.On,
        "reasons" => Columns.Reasons,
        _ => "",
    };

    static SwitchOrder Application(RowReader row)
    {
        var by = row.Party(Columns.By);
        var apply = new SupplyPointCommand.ApplySwitch(
            by, new(by, row.Id(Columns.Customer)), new(row.Party(Columns.Losing), row.Id(Columns.LosingCustomer)), row.Day(Columns.On), ExchangeRows.MeterWork(row));
        return new(row.Point(), null, apply, ExchangeRows.Keys(row));
    }

    static SwitchOrder Judgement(RowReader row)
    {
        var of = row.Ref();
        return new(of.Point, of.Number, new SupplyPointCommand.JudgeSwitch(ExchangeRows.JudgementOf(row), row.Words(Columns.Reasons, Words.SwitchRefusals)));
    }

    static SwitchOrder Result(RowReader row)
    {
        var of = row.Ref();
        var command = row.Word(Columns.Result, mayBeEmpty: false, Matched, Completed, Cancelled, Lapsed) switch
        {
            Matched => new SupplyPointCommand.MatchSwitch(),
            Completed => new SupplyPointCommand.CompleteSwitch(row.NeedDay(Columns.Day)),
            Cancelled => new SupplyPointCommand.CancelSwitch(),
            _ => (SupplyPointCommand)new SupplyPointCommand.LapseSwitch(),
        };
        return new(of.Point, of.Number, command);
    }
}
