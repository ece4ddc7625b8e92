using ConsentGrains.Core;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Grains.Index;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Logbook;

/// <summary>Reads of the log, newest first. What is sealed is opened for who may know whose it is.</summary>
sealed class LogQueries(IJournal journal, LogFile file)
{
    public async ValueTask<LogPage> ReadAsync(LogFilter filter, Instant? after, int limit, CancellationToken cancel)
    {
        try
        {
            var lost = file.Read(db => Lost(db, filter));
            if (filter.Customer is not { } customer) return await PageAsync(filter, after, null, limit, lost, cancel);
            var seal = await journal.FindSealAsync(CustomerStream.NameOf(customer.ToString()), LogSecrets.Purpose, cancel);
            return seal is null ? new([], null, lost) : await PageAsync(filter, after, seal.Stream, limit, lost, cancel);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
        catch (InvalidDataException e)
        {
            throw new UnavailableException(e.Message);
        }
    }

    /// <summary>Entries without what is sealed, some at a time.</summary>
    public IEnumerable<LoggedEntry> Scan(LogFilter filter, CancellationToken cancel)
    {
        for (Instant? after = null; ;)
        {
            var rows = Taken(filter, after, cancel);
            foreach (var row in rows) yield return Entry(row);
            if (rows.Count < Limits.LogEntriesScanned) yield break;
            after = new(rows[^1].Micros);
        }
    }

    List<LogRow> Taken(LogFilter filter, Instant? after, CancellationToken cancel)
    {
        try
        {
            return file.Read(db => new LogScan(db, filter, null).Newest(after, Limits.LogEntriesScanned, cancel));
        }
        catch (Exception e) when (Faults.IsOfStore(e) || e is InvalidDataException)
        {
            throw new UnavailableException(e.Message);
        }
    }

    async ValueTask<LogPage> PageAsync(LogFilter filter, Instant? after, Guid? stream, int limit, IReadOnlyList<LostEntries> lost, CancellationToken cancel)
    {
        var (rows, customers) = file.Read(db =>
        {
            var found = new LogScan(db, filter, stream).Newest(after, limit + 1, cancel);
            return (found, found.Select(row => row.Stream).OfType<Guid>().Distinct().ToDictionary(id => id, id => LogTables.Customer(db, id)));
        });
        var seals = new Dictionary<Guid, SubjectSeal?>();
        var results = new List<LoggedEntry>(rows.Count);
        foreach (var row in rows.Take(limit)) results.Add(await OpenedAsync(row, filter.View, customers, seals, cancel));
        return new(results, rows.Count > limit ? results[^1].Time : null, lost);
    }

    async ValueTask<LoggedEntry> OpenedAsync(LogRow row, LogView view, Dictionary<Guid, byte[]?> customers, Dictionary<Guid, SubjectSeal?> seals, CancellationToken cancel)
    {
        var entry = Entry(row);
        if (row.Stream is not { } stream || !MayOpen(view, entry)) return entry;
        if (!seals.TryGetValue(stream, out var seal)) seals[stream] = seal = await journal.FindSealAsync(stream, LogSecrets.Purpose, cancel);
        // Erased a moment ago, or another registry's.
        if (seal is null) return entry;
        if (customers[stream] is { } customer) entry = entry with { Customer = LogSubject.Open(seal, customer) };
        return row.Sealed is { } closed && Open(seal, entry.Time, closed) is { } plain ? With(entry, LogSecrets.Read(plain)) : entry;
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

    static List<LostEntries> Lost(IndexConnection db, LogFilter filter)
    {
        var where = new Conditions();
        if (filter.From is { } from) where.Add("until_us >= {0}", from.Micros);
        if (filter.To is { } to) where.Add("from_us < {0}", to.Micros);
        return db.Query($"SELECT from_us, until_us, rows FROM lost {where} ORDER BY until_us DESC LIMIT {Limits.LostPeriodsTold}",
            row => new LostEntries(new(row.GetInt64(0)), new(row.GetInt64(1)), row.IsDBNull(2) ? null : row.GetInt64(2)), where.Values);
    }

    static LoggedEntry Entry(LogRow row) =>
        new(new(row.Micros), Wire.Find<LogKind>(row.Kind) ?? throw new InvalidDataException("a block of the decision log has an unknown kind"), row.By, row.Key, row.Whole, row.Operator, null, row.Permitted)
        {
            What = row.What,
            At = row.At is { } at ? new Instant(at) : null,
            Party = row.Party,
            Act = row.Act,
            Purpose = row.Purpose,
            Recipient = row.Recipient,
            Items = Several(row.Items, LogRow.BetweenNames),
            Form = row.Form,
            Circumstance = row.Circumstance,
            Channel = row.Channel,
            Basis = row.Basis,
            Reason = row.Reason,
            Clauses = Several(row.Clauses, LogRow.BetweenNames),
            Policy = row.Policy,
            Law = Several(row.Law, LogRow.BetweenArticles),
            CustomerVersion = row.CustomerVersion,
            DirectoryVersion = row.DirectoryVersion,
            Receipt = row.Receipt,
        };

    static string[] Several(string? text, char between) => string.IsNullOrEmpty(text) ? [] : text.Split(between);
}
