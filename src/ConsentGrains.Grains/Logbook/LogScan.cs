using ConsentGrains.Core;
using ConsentGrains.Grains.Index;

namespace ConsentGrains.Grains.Logbook;

/// <summary>Goes through the log from the newest entry back, opening only blocks that may hold what is looked for.</summary>
sealed class LogScan(IndexConnection db, LogFilter filter, Guid? stream)
{
    readonly List<BlockNames.Name> names = NamesOf(filter, stream);
    readonly string? kind = filter.Kind is { } of ? Wire.Name(of) : null;

    /// <summary>Entries before a moment, newest first, until there are as many as asked for.</summary>
    public List<LogRow> Newest(Instant? before, int most, CancellationToken cancel)
    {
        var found = new List<LogRow>();
        var end = Math.Min(before?.Micros ?? long.MaxValue, filter.To?.Micros ?? long.MaxValue);
        for (var next = end; found.Count < most;)
        {
            cancel.ThrowIfCancellationRequested();
            var blocks = db.Query("SELECT first_us, last_us, names FROM block WHERE first_us < $1 ORDER BY first_us DESC LIMIT $2",
                row => (First: row.GetInt64(0), Last: row.GetInt64(1), Names: (byte[])row.GetValue(2)), next, Limits.LogBlocksLookedAt);
            foreach (var (first, last, held) in blocks)
            {
                next = first;
                if (filter.From is { } from && last < from.Micros) return found;
                if (names.TrueForAll(name => BlockNames.MayHold(held, name))) Add(found, LogTables.Rows(db, first), end, most);
                if (found.Count >= most) return found;
            }

            if (blocks.Count < Limits.LogBlocksLookedAt) return found;
        }

        return found;
    }

    void Add(List<LogRow> found, List<LogRow> rows, long end, int most)
    {
        for (var i = rows.Count - 1; i >= 0 && found.Count < most; i--)
            if (rows[i].Micros < end && IsSought(rows[i])) found.Add(rows[i]);
    }

    bool IsSought(LogRow row) =>
        (filter.From is not { } from || row.Micros >= from.Micros)
        && (stream is null || row.Stream == stream)
        && IsSeen(row)
        && (filter.Party is null || (row.Party ?? row.By) == filter.Party)
        && (filter.Act is null || row.Act == filter.Act)
        && (filter.Purpose is null || row.Purpose == filter.Purpose)
        && (filter.Permitted is null || row.Permitted == filter.Permitted)
        && (kind is null || row.Kind == kind);

    /// <summary>What an auditor's key asked under the name of a party is not the party's own: it was answered in full.</summary>
    bool IsSeen(LogRow row) => filter.View switch
    {
        LogView.OfAsker asker => IsOwn(row, asker.Party),
        LogView.OfOperator of => row.Operator == of.Party || IsOwn(row, of.Party),
        _ => true,
    };

    static bool IsOwn(LogRow row, string party) => row.By == party && !row.Whole && row.Kind != Wire.Name(LogKind.Read);

    static List<BlockNames.Name> NamesOf(LogFilter filter, Guid? stream)
    {
        var names = new List<BlockNames.Name>();
        if (stream is { } id) names.Add(BlockNames.Of(id));
        if (filter.Party is { } party) names.Add(BlockNames.Of(party));
        if (filter.View is LogView.OfAsker asker) names.Add(BlockNames.Of(asker.Party));
        if (filter.View is LogView.OfOperator of) names.Add(BlockNames.Of(of.Party));
        return names;
    }
}
