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
    Parts before;
    LogWords words = LogWords.Empty;

    public LogRowMaker() => last = new(secrets);

    /// <param name="about">Null: nothing that identifies a customer is kept.</param>
    public LogRow Of(LogEntry entry, long micros, LogSubject? about, DirectoryState directory)
    {
        var (q, a) = (entry.Question, entry.Answer);
        return new(micros, WordsOf(entry, directory))
        {
            Whole = entry.Whole,
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

    LogWords WordsOf(LogEntry entry, DirectoryState directory)
    {
        var asked = entry.Question is { } question ? last.Of(question, directory) : LogWords.Empty;
        var parts = new Parts(asked, Wire.Name(entry.Kind), entry.By, entry.Key, LogSecrets.Party(OperatorOf(entry), directory), entry.What, SaidIn(entry));
        if (parts.Are(before)) return words;
        before = parts;
        return words = parts.Join();
    }

    Said SaidIn(LogEntry entry) => entry.Answer is not { } answer ? default : new(
        answer.Basis is { } basis ? Wire.Name(basis) : null, answer.Primary is { } reason ? Wire.Name(reason) : null, clauses.Of(answer.Clauses), answer.Policy, law.Of(answer.Law));

    string? OperatorOf(LogEntry entry)
    {
        if (CustomerOf(entry) is not { } customer || customer.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash)) return null;
        var named = customer.AsSpan(0, slash);
        return named.SequenceEqual(lastOperator) ? lastOperator : lastOperator = named.ToString();
    }

    /// <summary>What an answer says in words.</summary>
    readonly record struct Said(string? Basis, string? Reason, string? Clauses, string? Policy, string? Law);

    /// <summary>What an entry's words are made of. The same are most often the very same objects; the policy's name is looked into, for each reading of the policies makes it anew.</summary>
    readonly record struct Parts(LogWords? Asked, string Kind, string By, string Key, string? Operator, string? What, Said Said)
    {
        public bool Are(in Parts other) =>
            ReferenceEquals(Asked, other.Asked) && ReferenceEquals(Kind, other.Kind) && ReferenceEquals(By, other.By) && ReferenceEquals(Key, other.Key)
            && ReferenceEquals(Operator, other.Operator) && ReferenceEquals(What, other.What) && ReferenceEquals(Said.Basis, other.Said.Basis)
            && ReferenceEquals(Said.Reason, other.Said.Reason) && ReferenceEquals(Said.Clauses, other.Said.Clauses)
            && Said.Policy == other.Said.Policy && ReferenceEquals(Said.Law, other.Said.Law);

        public LogWords Join() => Asked! with
        {
            Kind = Kind,
            By = By,
            Key = Key,
            Operator = Operator,
            What = What,
            Basis = Said.Basis,
            Reason = Said.Reason,
            Clauses = Said.Clauses,
            Policy = Said.Policy,
            Law = Said.Law,
        };
    }
}
