using ConsentGrains.Core;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Grains.Index;
using ConsentGrains.Journal;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Logbook;

/// <summary>Reads of the log, newest first. What is sealed is opened for who may know whose it is.</summary>
sealed class LogQueries(IJournal journal, LogFile file)
{
    public async ValueTask<LogPage> ReadAsync(LogFilter filter, Instant? after, int limit, CancellationToken cancel)
    {
        try
        {
            var lost = file.Read(db => Lost(db, filter));
            if (filter.Customer is not { } customer) return await PageAsync(Where(filter, after, null), filter.View, limit, lost, cancel);
            var seal = await journal.FindSealAsync(CustomerStream.NameOf(customer.ToString()), LogSecrets.Purpose, cancel);
            return seal is null ? new([], null, lost) : await PageAsync(Where(filter, after, seal.Stream), filter.View, limit, lost, cancel);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
    }

    async ValueTask<LogPage> PageAsync(Conditions where, LogView view, int limit, IReadOnlyList<LostEntries> lost, CancellationToken cancel)
    {
        var sql = $"SELECT {LogRows.Columns} FROM entry {where} ORDER BY time_us DESC LIMIT {where.Limit(limit)}";
        var rows = file.Read(db => db.Query(sql, Row, where.Values));
        var seals = new Dictionary<Guid, SubjectSeal?>();
        var results = new List<LoggedEntry>(rows.Count);
        foreach (var row in rows.Take(limit)) results.Add(await OpenedAsync(row, view, seals, cancel));
        return new(results, rows.Count > limit ? results[^1].Time : null, lost);
    }

    async ValueTask<LoggedEntry> OpenedAsync(SealedEntry row, LogView view, Dictionary<Guid, SubjectSeal?> seals, CancellationToken cancel)
    {
        if (row.Stream is not { } stream || row.Sealed is not { } closed || !MayOpen(view, row.Entry)) return row.Entry;
        if (!seals.TryGetValue(stream, out var seal)) seals[stream] = seal = await journal.FindSealAsync(stream, LogSecrets.Purpose, cancel);
        // Erased a moment ago, or another registry's.
        return seal is not null && Open(seal, row.Entry.Time, closed) is { } plain ? With(row.Entry, LogSecrets.Read(plain)) : row.Entry;
    }

    static byte[]? Open(SubjectSeal seal, Instant time, byte[] closed)
    {
        Span<byte> place = stackalloc byte[sizeof(long)];
        LogSecrets.WritePlace(place, time.Micros);
        return seal.Open(closed, place);
    }

    /// <summary>An asker is not told what would differ between a customer that is known and one that is not.</summary>
    static bool MayOpen(LogView view, LoggedEntry entry) => view switch
    {
        LogView.All => true,
        LogView.OfOperator of => entry.Operator == of.Party,
        _ => false,
    };

    static LoggedEntry With(LoggedEntry entry, Dictionary<string, string> secret) => entry with
    {
        Customer = secret.GetValueOrDefault("customer"),
        SupplyPoint = secret.GetValueOrDefault("supplyPoint"),
        DocumentRef = secret.GetValueOrDefault("documentRef"),
        Site = secret.GetValueOrDefault("site"),
        Act = entry.Act ?? secret.GetValueOrDefault("act"),
        Party = entry.Party ?? secret.GetValueOrDefault("party"),
        Recipient = entry.Recipient ?? secret.GetValueOrDefault("recipient"),
        Purpose = entry.Purpose ?? secret.GetValueOrDefault("purpose"),
        Circumstance = entry.Circumstance ?? secret.GetValueOrDefault("circumstance"),
        Channel = entry.Channel ?? secret.GetValueOrDefault("channel"),
        Items = secret.GetValueOrDefault("items")?.Split(' ') ?? entry.Items,
    };

    static Conditions Where(LogFilter filter, Instant? after, Guid? stream)
    {
        var where = new Conditions();
        if (after is { } cursor) where.Add("time_us < {0}", cursor.Micros);
        if (filter.From is { } from) where.Add("time_us >= {0}", from.Micros);
        if (filter.To is { } to) where.Add("time_us < {0}", to.Micros);
        if (stream is { } id) where.Add("stream = {0}", IndexRows.Blob(id));
        Seen(where, filter.View);
        if (filter.Party is { } party) where.Add("coalesce(party, by_party) = {0}", party);
        if (filter.Act is { } act) where.Add("act = {0}", act);
        if (filter.Purpose is { } purpose) where.Add("purpose = {0}", purpose);
        if (filter.Permitted is { } permitted) where.Add("outcome = {0}", permitted ? LogRows.Permit : LogRows.Deny);
        if (filter.Kind is { } kind) where.Add("kind = {0}", Wire.Name(kind));
        return where;
    }

    /// <summary>What an auditor's key asked under the name of a party is not the party's own: it was answered in full.</summary>
    static void Seen(Conditions where, LogView view)
    {
        const string own = "(by_party = {0} AND whole = 0 AND kind <> 'read')";
        if (view is LogView.OfAsker asker) where.Add(own, asker.Party);
        else if (view is LogView.OfOperator of) where.Add($"(operator = {{0}} OR {own})", of.Party);
    }

    static List<LostEntries> Lost(IndexConnection db, LogFilter filter)
    {
        var where = new Conditions();
        if (filter.From is { } from) where.Add("until_us >= {0}", from.Micros);
        if (filter.To is { } to) where.Add("from_us < {0}", to.Micros);
        return db.Query($"SELECT from_us, until_us, rows FROM lost {where} ORDER BY until_us DESC LIMIT {Limits.LostPeriodsTold}",
            row => new LostEntries(new(row.GetInt64(0)), new(row.GetInt64(1)), row.IsDBNull(2) ? null : row.GetInt64(2)), where.Values);
    }

    static SealedEntry Row(SqliteDataReader row)
    {
        var entry = new LoggedEntry(
            new(row.GetInt64(0)), Wire.Find<LogKind>(row.GetString(1))!.Value, row.GetString(2), row.GetString(3), row.GetBoolean(4), row.TextOrNull(5), null,
            row.TextOrNull(17) is { } outcome ? outcome == LogRows.Permit : null)
        {
            What = row.TextOrNull(7),
            At = row.IsDBNull(8) ? null : new Instant(row.GetInt64(8)),
            Party = row.TextOrNull(9),
            Act = row.TextOrNull(10),
            Purpose = row.TextOrNull(11),
            Recipient = row.TextOrNull(12),
            Items = Several(row.TextOrNull(13), ' '),
            Form = row.TextOrNull(14),
            Circumstance = row.TextOrNull(15),
            Channel = row.TextOrNull(16),
            Basis = row.TextOrNull(18),
            Reason = row.TextOrNull(19),
            Clauses = Several(row.TextOrNull(20), ' '),
            Policy = row.TextOrNull(21),
            Law = Several(row.TextOrNull(22), LogRows.BetweenArticles),
            CustomerVersion = row.IsDBNull(23) ? null : row.GetInt32(23),
            DirectoryVersion = row.IsDBNull(24) ? null : row.GetInt32(24),
            Receipt = row.IsDBNull(25) ? null : (byte[])row.GetValue(25),
        };
        return new(entry, row.IsDBNull(6) ? null : new Guid((byte[])row.GetValue(6), bigEndian: true), row.IsDBNull(26) ? null : (byte[])row.GetValue(26));
    }

    static string[] Several(string? text, char between) => string.IsNullOrEmpty(text) ? [] : text.Split(between);

    readonly record struct SealedEntry(LoggedEntry Entry, Guid? Stream, byte[]? Sealed);
}
