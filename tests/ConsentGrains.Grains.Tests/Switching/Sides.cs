using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Switching;
using ConsentGrains.Grains.Switching.Files;

namespace ConsentGrains.Grains.Tests.Switching;

/// <summary>A switching support system of a kind, and two retailers at it: denki, who gains, and els, who loses.</summary>
sealed class Sides : IDisposable
{
    public const string Gaining = "denki";
    public const string Losing = "els";
    public static readonly MatchingKeys Keys = new("E-1", "山田 太郎", "東京都千代田区千代田1-1");
    readonly string folder = global::System.IO.Directory.CreateTempSubdirectory("exchange-").FullName;

    Sides(string kind, TestTime time, SimulatorOptions? options) =>
        System = kind == "folder" ? new FileExchange(folder) : new SwitchingSimulator(time, options);

    public static TheoryData<string> Kinds => ["folder", "simulator"];

    public ISwitchingSupportSystem System { get; }

    public string Folder => folder;

    public static Sides Of(string kind, TestTime? time = null, SimulatorOptions? options = null) => new(kind, time ?? new(), options);

    public static SwitchRef Ref(int point, int number = 2) => new(new($"03{point:D20}"), number);

    public static Registration Registration(SwitchRef of, MatchingKeys? keys = null) => new(of, Gaining, Losing, keys ?? Keys, new(2026, 12, 15), false);

    public static JudgedRegistration Ok(SwitchRef of) => new(of, Judgement.Ok, []);

    public static JudgedRegistration Ng(SwitchRef of, params string[] reasons) => new(of, Judgement.Ng, reasons);

    public async Task<RefusalCode?> RegisterAsync(Registration registration, string by = Gaining) =>
        (await System.RegisterAsync(by, [registration], default)).ShouldHaveSingleItem().Refused;

    public async Task<RefusalCode?> JudgeAsync(JudgedRegistration judged, string by = Losing) =>
        (await System.JudgeAsync(by, [judged], default)).ShouldHaveSingleItem().Refused;

    public async Task<RefusalCode?> StartAsync(SwitchRef of, string by = Gaining, DateOnly? on = null) =>
        (await System.StartAsync(by, [new(of, on)], default)).ShouldHaveSingleItem().Refused;

    public async Task<RefusalCode?> StopAsync(SwitchRef of, string by = Losing) =>
        (await System.StopAsync(by, [new(of, null)], default)).ShouldHaveSingleItem().Refused;

    public async Task<IReadOnlyList<Registration>> AskedAsync(string retailer = Losing) =>
        (await System.InquireAsync(retailer, 0, Grains.Limits.SwitchesPerExchange, default)).Entries;

    public async Task<IReadOnlyList<SwitchResult>> ResultsAsync(string retailer = Gaining) =>
        (await System.ResultsAsync(retailer, 0, Grains.Limits.SwitchesPerExchange, default)).Entries;

    public void Dispose()
    {
        (System as IDisposable)?.Dispose();
        global::System.IO.Directory.Delete(folder, recursive: true);
    }
}
