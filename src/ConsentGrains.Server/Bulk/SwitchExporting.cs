using System.Globalization;
using System.Text;
using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Switching.Files;

namespace ConsentGrains.Server.Bulk;

/// <summary>Writes what is due for one side of switches. The index says where to look; every row is read from the point itself, so that none
/// is behind what was acknowledged.</summary>
sealed class SwitchExporting(IGrains grains, IIndex index, string party, Instant now)
{
    static readonly SwitchStage[] Told =
        [SwitchStage.JudgedOk, SwitchStage.JudgedNg, SwitchStage.Matched, SwitchStage.Completing, SwitchStage.Completed, SwitchStage.Cancelled, SwitchStage.Lapsed];

    public int Rows { get; private set; }

    /// <summary>照会: what the party is to judge as the current retailer. 判定 and NG理由 are left for it to fill in.</summary>
    public Task JudgementsAsync(Stream to, CancellationToken cancel) =>
        WriteAsync(to, Columns.Judgements, [SwitchStage.Applied], null, (point, open) => open.Losing == party ? Asked(point, open) : null, cancel);

    /// <summary>結果: what became of the party's switches, gaining or losing.</summary>
    /// <param name="since">Points at which nothing happened since are left out.</param>
    public Task ResultsAsync(Stream to, DateOnly? since, CancellationToken cancel) =>
        WriteAsync(to, Columns.Results, Told, since, (point, newest) => newest.By == party || newest.Losing == party ? Result(point, newest) : null, cancel);

    async Task WriteAsync(
        Stream to, Columns.Kind kind, IReadOnlyList<SwitchStage> stages, DateOnly? since, Func<SupplyPointNumber, Switch, IEnumerable<string>?> row, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(kind.Header);
        foreach (var stage in stages)
            foreach (var listed in Listed(stage, since))
            {
                var newest = (await grains.ReadPointAsync(listed.Number, null, cancel)).State.Switch;
                if (newest is null || !stages.Contains(newest.Stage) || row(listed.Number, newest) is not { } fields) continue;
                await writer.WriteAsync(CsvRow.Write(fields));
                Rows++;
            }
    }

    IEnumerable<ListedPoint> Listed(SwitchStage stage, DateOnly? since)
    {
        var begin = since is { } day ? Instant.StartOf(day) : default;
        string? after = null;
        do
        {
            var page = index.Points(new PointFilter(now, Switch: stage), after, Limits.PointsPerRead);
            foreach (var point in page.Results)
                if (point.Recorded >= begin) yield return point;
            after = page.Next;
        }
        while (after is not null);
    }

    static IEnumerable<string> Asked(SupplyPointNumber point, Switch open) =>
        [Number(open), point.Digits, open.By, open.LosingCustomer?.Number ?? "", Day(open.On), "", ""];

    static IEnumerable<string> Result(SupplyPointNumber point, Switch newest) =>
        [Number(newest), point.Digits, SwitchRows.WordOf(newest.Stage), Day(IsFixed(newest) ? newest.Effective?.Day : null), string.Join(Columns.Between, newest.Reasons)];

    static bool IsFixed(Switch newest) => newest.Stage is SwitchStage.Completing or SwitchStage.Completed;

    static string Number(Switch newest) => newest.Number.ToString(CultureInfo.InvariantCulture);

    static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
