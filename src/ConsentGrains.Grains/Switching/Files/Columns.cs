namespace ConsentGrains.Grains.Switching.Files;

/// <summary>The columns of every CSV of switching, by the names that stand in the header (docs/switching.md). They may come in any order; new ones may be
/// added at the end of a kind, none is ever renamed.</summary>
public static class Columns
{
    public const string Number = "受付番号";
    public const string Point = "供給地点特定番号";
    public const string By = "新小売電気事業者";
    public const string Customer = "新お客さま番号";
    public const string Losing = "現小売電気事業者";
    public const string LosingCustomer = "現お客さま番号";
    public const string Contract = "現契約番号";
    public const string Name = "契約名義";
    public const string Address = "需要場所住所";
    public const string On = "切替希望日";
    public const string MeterWork = "計器工事";
    public const string Judgement = "判定";
    public const string Reasons = "NG理由";
    public const string Result = "結果";
    public const string Application = "申込";
    public const string Applicant = "申込者";
    public const string Start = "開始";
    public const string Stop = "廃止";
    public const string Day = "切替日";

    /// <summary>可 (OK) or 否 (NG).</summary>
    public const string Ok = "可";

    public const string Ng = "否";

    public const string MeterWorkNeeded = "有";
    public const string NoMeterWork = "無";

    /// <summary>Between several reasons in one field.</summary>
    public const char Between = ';';

    /// <summary>廃止取次 in bulk, as the new retailer has it: `consent switch import`.</summary>
    public static Kind Applications { get; } = new("applications", [Point, By, Customer, Losing, LosingCustomer, Contract, Name, Address, On, MeterWork], [On, MeterWork]);

    /// <summary>可否判定 by the current retailer.</summary>
    public static Kind Judgements { get; } = new("judgements", [Number, Point, By, LosingCustomer, On, Judgement, Reasons], [By, LosingCustomer, On, Reasons]);

    /// <summary>What became of switches: matched, completed, cancelled, lapsed.</summary>
    public static Kind Results { get; } = new("results", [Number, Point, Result, Day, Reasons], [Day, Reasons]);

    /// <summary>廃止取次 登録 in the exchange folder; the sender is the new retailer.</summary>
    public static Kind Registrations { get; } = new("register", [Number, Point, By, Losing, Contract, Name, Address, On, MeterWork], []);

    /// <summary>可否判定 there; the sender is the current retailer.</summary>
    public static Kind Judged { get; } = new("judged", [Number, Point, Losing, Judgement, Reasons], []);

    /// <summary>開始申込 and 廃止申込 there.</summary>
    public static Kind Applied { get; } = new("applied", [Number, Point, Application, Applicant, On], []);

    /// <summary>A current retailer's own contracts, to compare with.</summary>
    public static Kind Known { get; } = new("keys", [Point, Contract, Name, Address], []);

    /// <param name="Optional">May be left out of the header.</param>
    public sealed record Kind(string Name, IReadOnlyList<string> All, IReadOnlyList<string> Optional)
    {
        public string Header => CsvRow.Write(All);
    }
}
