using System.Globalization;
using System.Text;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Importing;
using ConsentGrains.Grains.Switching;
using ConsentGrains.Grains.Switching.Files;

namespace ConsentGrains.Grains.Tests.Switching;

/// <summary>A day's applications from one CSV: each once, whatever breaks off, and none by halves. SWITCH_ROWS says how many (20,000 is a day of all of Japan).</summary>
public sealed class SwitchImportTests
{
    static readonly int Rows = int.TryParse(Environment.GetEnvironmentVariable("SWITCH_ROWS"), out var rows) ? rows : 2_000;
    static readonly SwitchSender Sender = new(new Envelope("denki", Via: "import"), new Issuer("denki"), "import-1");
    readonly TestTime time = new();
    readonly List<CsvProblem> refused = [];

    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_broken_off_import_goes_on_and_every_application_is_recorded_once(string kind)
    {
        using var sides = Sides.Of("folder");
        await using var rig = await OpenAsync(kind, Rows);
        var import = Import(Applications(Rows));
        // It ends after a window has been told and before anybody wrote down how far it was.
        await Should.ThrowAsync<IOException>(() => RunAsync(import, rig, ImportProgress.Start, sides.System, _ => throw new IOException("gone")));
        await rig.RestartAsync();
        var done = await RunAsync(import, rig, ImportProgress.Start, sides.System, _ => ValueTask.CompletedTask);
        done.ShouldBe(new ImportProgress(Rows, 0, Rows - Grains.Limits.SwitchWindowRows, Grains.Limits.SwitchWindowRows, 0));
        (await RunAsync(import, rig, ImportProgress.Start, sides.System, _ => ValueTask.CompletedTask)).ShouldBe(done with { Accepted = 0, Repeated = Rows });
        for (var i = 1; i <= Rows; i++) await IsOpenOnceAsync(rig, i);
        (await sides.AskedAsync()).Select(each => each.Of).Distinct().Count().ShouldBe(Rows);
        (await sides.AskedAsync()).Count.ShouldBe(Rows);
    }

    [Fact]
    public async Task It_goes_on_behind_the_rows_that_are_decided()
    {
        await using var rig = await OpenAsync("memory", 3);
        var done = await RunAsync(Import(Applications(3)), rig, new(2, 0, 2, 0, 0), null, _ => ValueTask.CompletedTask);
        done.ShouldBe(new ImportProgress(3, 0, 3, 0, 0));
        (await rig.Grains.ReadPointAsync(Sides.Ref(1).Point, null, default)).State.Switch.ShouldBeNull();
        await IsOpenOnceAsync(rig, 3);
    }

    [Theory]
    [InlineData("03-0000-0000-0000-0000-0001,denki,D-1,els,C-1,E,N,A,,", "")]
    [InlineData("０３－0000－0000−0000‐0000 0001,denki,D-1,els,C-1,E,N,A,,無", "")]
    [InlineData("030000000000000000001,denki,D-1,els,C-1,E,N,A,,", "供給地点特定番号 supply-point-malformed")]
    [InlineData("03000000000000001,denki,D-1,els,C-1,E,N,A,,", "供給地点特定番号 gas-number")]
    [InlineData(",denki,D-1,els,C-1,E,N,A,,", "供給地点特定番号 field-empty")]
    [InlineData("0300000000000000000001,Denki,D-1,els,C-1,E,N,A,,", "新小売電気事業者 id-malformed")]
    [InlineData("0300000000000000000001,denki,D 1,els,C-1,E,N,A,,", "新お客さま番号 id-malformed")]
    [InlineData("0300000000000000000001,denki,D-1,els,C-1,,N,A,,", "現契約番号 field-empty")]
    [InlineData("0300000000000000000001,denki,D-1,els,C-1,E,\"N\nN\",A,,", "契約名義 field-characters")]
    [InlineData("0300000000000000000001,denki,D-1,els,C-1,E,N,A,12/1,", "切替希望日 date-malformed")]
    [InlineData("0300000000000000000001,denki,D-1,els,C-1,E,N,A,2026-11-23,", "切替希望日 switching-day-too-soon")]
    [InlineData("0300000000000000000001,denki,D-1,els,C-1,E,N,A,,要", "計器工事 word-unknown")]
    [InlineData("0300000000000000000001,denki,D-1,els,C-1,E,N,A", " line-malformed")]
    [InlineData("0300000000000000000001,third,D-1,els,C-1,E,N,A,,", "供給地点特定番号 issuer-not-entitled")]
    [InlineData("0300000000000000000001,denki,D-1,els,C-9,E,N,A,,", "現お客さま番号 customer-not-holder")]
    [InlineData("0300000000000000000009,denki,D-1,els,C-1,E,N,A,,", "供給地点特定番号 supply-point-unknown")]
    public async Task A_row_is_carried_out_or_refused_by_column_and_code_and_the_others_go_in(string row, string problem)
    {
        await using var rig = await OpenAsync("memory", 2);
        await RunAsync(Import($"{Columns.Applications.Header}{row}\r\n{Application(2)}"), rig);
        if (problem.Length == 0) refused.ShouldBeEmpty();
        else (refused.ShouldHaveSingleItem().Line, $"{refused[0].Column} {refused[0].Code}").ShouldBe((2, problem));
        await IsOpenOnceAsync(rig, 2);
    }

    [Fact]
    public async Task What_is_personal_stands_neither_in_a_refusal_nor_in_the_journal()
    {
        await using var rig = await OpenAsync("memory", 1);
        await RunAsync(Import($"{Columns.Applications.Header}{Application(1)}{Application(1).Replace("C-1,", "C-1234567,", StringComparison.Ordinal)}"), rig);
        var texts = refused.ShouldHaveSingleItem().ToString();
        foreach (var personal in new[] { "見本", "架空町", "EK-1", "C-1234567", "0300000000000000000001" }) texts.ShouldNotContain(personal);
        await foreach (var e in rig.Journal.ReadPartitionAsync(ConsentGrains.Journal.PartitionId.OfArea(3), 0, default))
        {
            var stored = Encoding.UTF8.GetString(e.Clear.Span) + Encoding.UTF8.GetString(e.Secret!.Value.Span);
            foreach (var personal in new[] { "見本", "架空町", "EK-1" }) stored.ShouldNotContain(personal);
        }
    }

    [Theory]
    [InlineData("判定,供給地点特定番号,受付番号,NG理由\n否,0300000000000000000001,2,name-mismatch;address-mismatch\n", SwitchStage.JudgedNg)]
    [InlineData("受付番号,供給地点特定番号,判定\n2,0300000000000000000001,可\n", SwitchStage.JudgedOk)]
    public async Task A_judgement_is_recorded_with_its_reasons(string csv, SwitchStage stage)
    {
        await using var rig = await OpenAsync("memory", 1);
        await RunAsync(Import(Applications(1)), rig);
        await RunAsync(Import(csv), rig, "els");
        refused.ShouldBeEmpty();
        var newest = (await rig.Grains.ReadPointAsync(Sides.Ref(1).Point, null, default)).State.Switch!;
        newest.Stage.ShouldBe(stage);
        newest.Reasons.ShouldBe(stage == SwitchStage.JudgedNg ? ["name-mismatch", "address-mismatch"] : []);
    }

    [Theory]
    [InlineData("1,0300000000000000000001,可,", "受付番号 switch-not-open")]
    [InlineData("2,0300000000000000000001,,", "判定 field-empty")]
    [InlineData("2,0300000000000000000001,多分,", "判定 word-unknown")]
    [InlineData("2,0300000000000000000001,否,気に入らない", "NG理由 word-unknown")]
    [InlineData("2,0300000000000000000001,可,name-mismatch", "NG理由 judgement-contradictory")]
    [InlineData("二,0300000000000000000001,可,", "受付番号 field-type")]
    public async Task A_judgement_of_another_application_or_without_sense_is_refused(string row, string problem)
    {
        await using var rig = await OpenAsync("memory", 1);
        await RunAsync(Import(Applications(1)), rig);
        await RunAsync(Import($"受付番号,供給地点特定番号,判定,NG理由\n{row}\n"), rig, "els");
        $"{refused.ShouldHaveSingleItem().Column} {refused[0].Code}".ShouldBe(problem);
        (await rig.Grains.ReadPointAsync(Sides.Ref(1).Point, null, default)).State.Switch!.Stage.ShouldBe(SwitchStage.Applied);
    }

    [Theory]
    [InlineData("", "line-malformed")]
    [InlineData("供給地点特定番号,判定\n", "field-missing")]
    [InlineData("供給地点特定番号,供給地点特定番号\n", "field-duplicate")]
    [InlineData("受付番号,供給地点特定番号,判定,メモ\n", "field-unknown")]
    [InlineData("受付番号,供給地点特定番号,判定\n2,\"0300000000000000000001,可\n", "line-malformed")]
    public void A_file_that_can_not_be_read_to_its_end_is_no_import(string csv, string code) =>
        SwitchImport.Read(Encoding.UTF8.GetBytes(csv)).Problem!.Code.ShouldBe(code);

    Task<ImportProgress> RunAsync(SwitchImport import, Rig rig, string party = "denki") =>
        import.RunAsync(rig.Grains, new(new Envelope(party), new Issuer(party), $"import-{party}"), null, ImportProgress.Start, Refused, _ => ValueTask.CompletedTask, default);

    Task<ImportProgress> RunAsync(SwitchImport import, Rig rig, ImportProgress from, ISwitchingSupportSystem? to, Func<ImportProgress, ValueTask> decided) =>
        import.RunAsync(rig.Grains, Sender, to, from, Refused, decided, default);

    void Refused(CsvProblem problem)
    {
        lock (refused) refused.Add(problem);
    }

    static async Task IsOpenOnceAsync(Rig rig, int i)
    {
        var (point, now) = await rig.Grains.ReadPointAsync(Sides.Ref(i).Point, null, default);
        // Registered, requested, applied: nothing was told twice.
        (point.Version, point.Switch?.Stage).ShouldBe((3, SwitchStage.Applied));
        (await rig.Grains.ReadAsync($"C-{i}")).OpenSwitchesAway(now).ShouldBe(1);
    }

    static SwitchImport Import(string csv) => SwitchImport.Read(Encoding.UTF8.GetBytes(csv)).Import.ShouldNotBeNull();

    static string Applications(int count) => Columns.Applications.Header + string.Concat(Enumerable.Range(1, count).Select(Application));

    static string Application(int i) => string.Create(
        CultureInfo.InvariantCulture, $"{Sides.Ref(i).Point.Shown},denki,D-{i},els,C-{i},EK-{i},見本 一郎,東京都架空町{i}-1,,無\r\n");

    async Task<Rig> OpenAsync(string kind, int points)
    {
        var rig = await Rig.OpenAsync(kind, time);
        await rig.Grains.AcceptedAsync(Say.Party("denki"));
        await rig.Grains.AcceptedAsync(Say.Party("third"));
        await Parallel.ForEachAsync(Enumerable.Range(1, points), new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (i, _) =>
        {
            await rig.Grains.AcceptedAsync(Say.Enrol($"C-{i}"));
            await rig.Grains.AcceptedAsync(new Command.ToPoint(
                Sides.Ref(i).Point, new SupplyPointCommand.Register(Customer: Say.Id($"C-{i}"), Since: new(2024, 4, 1), Voltage: VoltageClass.Low), new Issuer("test", Unrestricted: true)));
        });
        return rig;
    }
}
