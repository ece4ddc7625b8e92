using ConsentGrains.Core;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Grains.Logbook;

/// <summary>Makes rows of entries. One writer's: it remembers the last lists it joined, for most answers share them.</summary>
sealed class LogRowMaker
{
    readonly LogSecrets secrets = new();
    readonly Joined clauses = new(LogRow.BetweenNames);
    readonly Joined law = new(LogRow.BetweenArticles);
    readonly Joined items = new(LogRow.BetweenNames);

    /// <param name="about">Null: nothing that identifies a customer is kept.</param>
    public LogRow Of(LogEntry entry, long micros, LogSubject? about, DirectoryState directory)
    {
        var (q, a) = (entry.Question, entry.Answer);
        return new(micros)
        {
            Kind = Wire.Name(entry.Kind),
            By = entry.By,
            Key = entry.Key,
            Whole = entry.Whole,
            Operator = LogSecrets.Party(OperatorOf(entry), directory),
            What = entry.What,
            Party = LogSecrets.Party(q?.Party, directory),
            Act = q is null ? null : LogSecrets.Act(q),
            Purpose = q is null ? null : LogSecrets.PurposeOf(q, directory),
            Recipient = LogSecrets.Party(q?.Recipient, directory),
            Items = q is null ? null : items.Of(LogSecrets.Items(q, directory)),
            Form = q is null ? null : Wire.Name(q.Form),
            Circumstance = q is null ? null : LogSecrets.Circumstance(q),
            Channel = q is null ? null : LogSecrets.Channel(q),
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
            Sealed = about is null || q is null ? null : Closed(about, micros, secrets.Write(q, directory)),
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

    static string? OperatorOf(LogEntry entry) =>
        CustomerOf(entry) is { } customer && customer.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? customer[..slash] : null;

    /// <summary>Lists as texts; the last one is known by its words.</summary>
    sealed class Joined(char between)
    {
        string[] last = [];
        string text = "";

        public string Of(IReadOnlyList<string> list)
        {
            if (IsLast(list)) return text;
            last = [.. list];
            return text = string.Join(between, last);
        }

        bool IsLast(IReadOnlyList<string> list)
        {
            if (list.Count != last.Length) return false;
            for (var i = 0; i < last.Length; i++)
                if (!string.Equals(last[i], list[i], StringComparison.Ordinal)) return false;
            return true;
        }
    }
}
