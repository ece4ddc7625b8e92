using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains.Index;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Logbook;

/// <summary>Entries as rows.</summary>
static class LogRows
{
    public const string Columns =
        "time_us, kind, by_party, by_key, whole, operator, stream, what, at_us, party, act, purpose, recipient, items, form, circumstance, channel, " +
        "outcome, basis, reason, clauses, policy, law, customer_version, directory_version, receipt, sealed";

    public const string Permit = "permit";
    public const string Deny = "deny";

    /// <summary>Articles are written with blanks, clauses are not.</summary>
    public const char BetweenArticles = ';';

    public static readonly string InsertEntry = $"INSERT INTO entry ({Columns}) VALUES ({string.Join(", ", Enumerable.Range(1, 27).Select(n => $"${n}"))})";

    /// <param name="seal">Null: nothing that identifies a customer is kept.</param>
    public static void Insert(LogInsert insert, long micros, LogEntry entry, SubjectSeal? seal, LogSecrets secrets, DirectoryState directory)
    {
        var (q, a) = (entry.Question, entry.Answer);
        var stream = seal is null ? null : IndexRows.Blob(seal.Stream);
        var closed = seal is null ? null : Closed(seal, micros, secrets.Write(CustomerOf(entry)!, q, directory));
        insert.Run(
            micros, Wire.Name(entry.Kind), entry.By, entry.Key, entry.Whole, LogSecrets.Party(OperatorOf(entry), directory), stream,
            entry.What, (q?.At ?? entry.At)?.Micros,
            LogSecrets.Party(q?.Party, directory), q is null ? null : LogSecrets.Act(q), q is null ? null : LogSecrets.PurposeOf(q, directory),
            LogSecrets.Party(q?.Recipient, directory), q is null ? null : LogSecrets.Items(q, directory), q is null ? null : Wire.Name(q.Form),
            q is null ? null : LogSecrets.Circumstance(q), q is null ? null : LogSecrets.Channel(q),
            a is null ? null : a.Permitted ? Permit : Deny, a?.Basis is { } basis ? Wire.Name(basis) : null, a?.Primary is { } reason ? Wire.Name(reason) : null,
            a is null ? null : string.Join(' ', a.Clauses), a?.Policy, a is null ? null : string.Join(BetweenArticles, a.Law),
            a?.CustomerVersion, a?.DirectoryVersion, entry.Receipt, closed);
    }

    /// <summary>Losses that ended at the same moment are one.</summary>
    public static void Insert(IndexConnection db, LostEntries lost) =>
        db.Run("""
            INSERT INTO lost (until_us, from_us, rows) VALUES ($1, $2, $3)
            ON CONFLICT DO UPDATE SET from_us = min(from_us, excluded.from_us), rows = rows + excluded.rows
            """,
            lost.Until.Micros, lost.From.Micros, lost.Rows);

    /// <summary>`operator/number`; null where none is named.</summary>
    public static string? CustomerOf(LogEntry entry) => entry.Question is { } question ? question.Customer : entry.Customer?.ToString();

    static byte[] Closed(SubjectSeal seal, long micros, ReadOnlySpan<byte> plain)
    {
        Span<byte> place = stackalloc byte[sizeof(long)];
        LogSecrets.WritePlace(place, micros);
        return seal.Close(plain, place);
    }

    static string? OperatorOf(LogEntry entry) =>
        CustomerOf(entry) is { } customer && customer.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? customer[..slash] : null;
}
