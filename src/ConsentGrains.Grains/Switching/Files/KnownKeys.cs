using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Switching.Files;

/// <summary>The matching keys of a retailer's own contracts, by supply point, as its account system writes them out. Read, compared, and never recorded.</summary>
public static class KnownKeys
{
    /// <summary>All of them; or the first thing that keeps the file from being read: a contract that can not be read would be judged not found.</summary>
    public static (IReadOnlyDictionary<SupplyPointNumber, MatchingKeys>? Keys, CsvProblem? Problem) Read(ReadOnlySpan<byte> bytes)
    {
        var (file, problem) = SwitchFile.Read(bytes, Columns.Known);
        if (file is null) return (null, problem);
        var keys = new Dictionary<SupplyPointNumber, MatchingKeys>();
        foreach (var each in file.Rows)
        {
            var row = file.Reader(each);
            var (point, known) = (row.Point(), ExchangeRows.Keys(row));
            if (row.Problem is { } wrong) return (null, wrong);
            if (!keys.TryAdd(point, known)) return (null, CsvProblems.PointTwice(row.Line, Columns.Point));
        }

        return (keys, null);
    }
}
