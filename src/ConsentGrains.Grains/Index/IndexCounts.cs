using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Index;

/// <summary>How much there is to do, in numbers: for an administrator's page. Of the lists, so a moment late.</summary>
/// <param name="Switches">Open ones (スイッチング) by area, 1–10, and stage.</param>
/// <param name="Requests">Of data subjects, with something left to do.</param>
/// <param name="RequestsLate">Of these, with a day before today.</param>
/// <param name="RequestsSoon">Of these, due today or within a week.</param>
public sealed record IndexCounts(IReadOnlyList<SwitchCount> Switches, int Requests, int RequestsLate, int RequestsSoon, IReadOnlyList<DueCount> Due);

public readonly record struct SwitchCount(int Area, SwitchStage Stage, int Count);

/// <summary>What comes due within a week and was not noticed yet, by kind.</summary>
public readonly record struct DueCount(DueKind Kind, int Count);

static class IndexCounting
{
    const int SoonDays = 7;

    public static IndexCounts Read(IndexConnection db, Instant now)
    {
        var today = now.Day;
        return new(
            db.Query("SELECT area, switch, count(*) FROM ix_point WHERE open = 1 GROUP BY area, switch",
                row => new SwitchCount(row.GetInt32(0), Wire.Find<SwitchStage>(row.GetString(1))!.Value, row.GetInt32(2))),
            Requests(db, RequestRows.None), Requests(db, Days.Text(today)), Requests(db, Days.Text(today.AddDays(SoonDays + 1))) - Requests(db, Days.Text(today)),
            db.Query("SELECT kind, count(*) FROM ix_due WHERE logged = 0 AND due_us < $1 GROUP BY kind ORDER BY kind",
                row => new DueCount(Wire.Find<DueKind>(row.GetString(0))!.Value, row.GetInt32(1)), Instant.StartOf(today.AddDays(SoonDays + 1)).Micros));
    }

    static int Requests(IndexConnection db, string before) => db.Query("SELECT count(*) FROM ix_request WHERE due < $1", row => row.GetInt32(0), before)[0];
}
