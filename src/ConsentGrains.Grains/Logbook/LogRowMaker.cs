using ConsentGrains.Core;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Grains.Logbook;

/// <summary>Makes rows of entries. One writer's: it remembers what it made of the last one, for most questions and answers share their words.</summary>
sealed class LogRowMaker
{
    readonly LogSecrets secrets = new();
    readonly Joined clauses = new(LogRow.BetweenNames);
    readonly Joined law = new(LogRow.BetweenArticles);
    readonly LastWords last;
    string lastOperator = "";

    public LogRowMaker() => last = new(secrets);

    /// <param name="about">Null: nothing that identifies a customer is kept.</param>
    public LogRow Of(LogEntry entry, long micros, LogSubject? about, DirectoryState directory)
    {
        var (q, a) = (entry.Question, entry.Answer);
        return (q is null ? LogRow.Empty : last.Of(q, directory)) with
        {
            Micros = micros,
            Kind = Wire.Name(entry.Kind),
            By = entry.By,
            Key = entry.Key,
            Whole = entry.Whole,
            Operator = LogSecrets.Party(OperatorOf(entry), directory),
            What = entry.What,
            Basis = a?.Basis is { } basis ? Wire.Name(basis) : null,
            Reason = a?.Primary is { } reason ? Wire.Name(reason) : null,
            Clauses = a is null ? null : clauses.Of(a.Clauses),
            Policy = a?.Policy,
            Law = a is null ? null : law.Of(a.Law),
            Permitted = a?.Permitted,
            At = (q?.At ?? entry.At)?.Micros,
            CustomerVersion = a?.CustomerVersion,
            DirectoryVersion = a?.DirectoryVersion,
            Receipt = entry.Receipt,
            Stream = about?.Seal.Stream,
            Sealed = about is null || q is null || last.NothingToSeal ? null : Closed(about, micros, secrets.Write(q, directory)),
        };
    }

    /// <summary>`operator/number`; null where none is named.</summary>
    public static string? CustomerOf(LogEntry entry) => entry.Question is { } question ? question.Customer : entry.Customer?.ToString();

    static byte[]? Closed(LogSubject about, long micros, ReadOnlySpan<byte> plain)
    {
        if (plain.IsEmpty) return null;
        Span<byte> place = stackalloc byte[sizeof(long)];
        LogSecrets.WritePlace(place, micros);
        return about.Closer.Close(plain, place);
    }

    string? OperatorOf(LogEntry entry)
    {
        if (CustomerOf(entry) is not { } customer || customer.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash)) return null;
        var named = customer.AsSpan(0, slash);
        return named.SequenceEqual(lastOperator) ? lastOperator : lastOperator = named.ToString();
    }
}
