using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Grains.Logbook;

/// <summary>The decision log: who asked what of whom, what was answered on which ground, and who read what of a customer.
/// Entries get their places in the order they are handed in; whatever was handed in before a read is in it.
/// What identifies a customer is sealed under the customer's own key, which an erasure destroys.</summary>
public interface IDecisionLog
{
    /// <summary>Takes note without waiting: the entries are written a moment later, all together. When more than
    /// <see cref="Limits.LogEntriesWaiting"/> wait, they are dropped and counted.</summary>
    void Note(LogEntry entry);

    /// <inheritdoc cref="Note(LogEntry)"/>
    void Note(IReadOnlyList<LogEntry> entries);

    /// <summary>Returns once the entries are on the disk (flushed); all that waits shares one flush.</summary>
    /// <exception cref="UnloggedException">They are not, and will not be: what they tell of must not be answered.</exception>
    ValueTask WriteAsync(IReadOnlyList<LogEntry> entries);

    /// <summary>Entries, newest first, those before a cursor.</summary>
    /// <param name="after">The time of the last entry of the page before.</param>
    /// <exception cref="UnavailableException">The log or the journal does not answer.</exception>
    ValueTask<LogPage> ReadAsync(LogFilter filter, Instant? after, int limit, CancellationToken cancel);

    /// <summary>Every entry of a time, newest first, as far as it stands in the clear: for counting. What it holds does not grow with the log.</summary>
    IAsyncEnumerable<LoggedEntry> ScanAsync(Instant from, Instant before, CancellationToken cancel);
}

/// <summary>A decision that could not be logged as it must be before it is answered.</summary>
public sealed class UnloggedException(string why) : Exception(why);

public enum LogKind
{
    Decision,

    /// <summary>A decision with the outcome of every gate.</summary>
    Explanation,

    /// <summary>A decision of a search.</summary>
    Search,

    /// <summary>Something of a customer was read.</summary>
    Read,
}

/// <summary>What the log is told of one decision or one read. Made on the request's thread; everything else is the writer's work.</summary>
/// <param name="Time">When it was answered.</param>
/// <param name="By">The party of the key.</param>
/// <param name="Key">The id of the key.</param>
/// <param name="Whole">Asked or read by who sees all (an auditor, an administrator).</param>
public sealed record LogEntry(LogKind Kind, Instant Time, string By, string Key, bool Whole)
{
    public Question? Question { get; init; }

    /// <summary>As it was told to the asker.</summary>
    public Answer? Answer { get; init; }

    /// <summary>The bytes of the decision's id.</summary>
    public byte[]? Receipt { get; init; }

    /// <summary>Whose data were read, where there is no question.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>What was read: `customer`, `history`, `receipt` …</summary>
    public string? What { get; init; }

    /// <summary>As of which moment; null = now.</summary>
    public Instant? At { get; init; }
}

/// <summary>Which entries a reader gets to see at all.</summary>
public abstract record LogView
{
    LogView() { }

    /// <summary>Every entry.</summary>
    public sealed record All : LogView;

    /// <summary>Those about the operator's own customers, and those it asked itself.</summary>
    public sealed record OfOperator(string Party) : LogView;

    /// <summary>Those the party asked itself, without a sign of whether there is such a customer: what the log knows of one is left out.</summary>
    public sealed record OfAsker(string Party) : LogView;
}

/// <param name="Customer">Only about this customer; never with <see cref="LogView.OfAsker"/>.</param>
/// <param name="Party">Who acts in the question, or read.</param>
/// <param name="From">Not earlier than this.</param>
/// <param name="To">Earlier than this.</param>
public sealed record LogFilter(
    LogView View, CustomerId? Customer = null, string? Party = null, Instant? From = null, Instant? To = null,
    string? Act = null, string? Purpose = null, bool? Permitted = null, LogKind? Kind = null);

/// <summary>An entry as it is read back.</summary>
/// <param name="Time">Its place: no two entries share it.</param>
/// <param name="Customer">Null where the question named none, or one that was not enrolled, or one that is erased, or the reader may not know.</param>
/// <param name="Permitted">Null for a read.</param>
public sealed record LoggedEntry(Instant Time, LogKind Kind, string By, string Key, bool Whole, string? Operator, string? Customer, bool? Permitted)
{
    public string? What { get; init; }
    public Instant? At { get; init; }
    public string? Party { get; init; }
    public string? Act { get; init; }
    public string? Purpose { get; init; }
    public string? Recipient { get; init; }
    public IReadOnlyList<string> Items { get; init; } = [];
    public string? Form { get; init; }
    public string? Circumstance { get; init; }
    public string? Channel { get; init; }
    public string? SupplyPoint { get; init; }
    public string? DocumentRef { get; init; }
    public string? Site { get; init; }
    public string? Basis { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyList<string> Clauses { get; init; } = [];
    public string? Policy { get; init; }
    public IReadOnlyList<string> Law { get; init; } = [];
    public int? CustomerVersion { get; init; }
    public int? DirectoryVersion { get; init; }
    public byte[]? Receipt { get; init; }
}

/// <param name="Rows">Null: the process ended without closing the log, so how many is not known.</param>
public sealed record LostEntries(Instant From, Instant Until, long? Rows);

/// <param name="Next">The cursor of the next page; null where this is the last.</param>
/// <param name="Lost">When entries of the period asked for were lost, newest first.</param>
public sealed record LogPage(IReadOnlyList<LoggedEntry> Results, Instant? Next, IReadOnlyList<LostEntries> Lost);
