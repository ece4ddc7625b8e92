using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Audits;
using ConsentGrains.Grains.Incidents;
using ConsentGrains.Grains.Looks;
using ConsentGrains.Grains.Provisions;
using ConsentGrains.Grains.Requests;
using ConsentGrains.Grains.Visitors;

namespace ConsentGrains.Grains;

/// <summary>The one door to the registry: tell it something, ask it something, read it. Both editions stand behind it.</summary>
public interface IGrains
{
    /// <summary>Carries out a command. <see cref="Outcome.Accepted"/> means: on disk, and obeyed by every answer given from now on.</summary>
    ValueTask<Outcome> TellAsync(Command command, Envelope envelope, CommandTerms terms, CancellationToken cancel);

    /// <summary>Answers one question from acknowledged state only. Throws <see cref="UnavailableException"/> when that can not be done now.</summary>
    ValueTask<Answer> AskAsync(Question question, Caller caller, CancellationToken cancel);

    /// <summary>Says about whom questions follow. Nothing hangs on it and nothing is waited for: what is in memory of them all is fetched together, which takes less than one
    /// after the other.</summary>
    /// <param name="customers">`operator/number`.</param>
    void Expect(IReadOnlyList<string> customers);

    /// <summary>The same decision with every gate and its outcome; the same code path.</summary>
    ValueTask<Explained> ExplainAsync(Question question, Caller caller, CancellationToken cancel);

    /// <summary>The state of a customer, now or as of a moment; <see cref="CustomerState.Unknown"/> where there is none.</summary>
    ValueTask<CustomerState> ReadCustomerAsync(CustomerId customer, Instant? at, CancellationToken cancel);

    /// <summary>The state of a supply point, now or as of a moment; <see cref="SupplyPointState.Unknown"/> where it is not registered.</summary>
    ValueTask<PointReading> ReadPointAsync(SupplyPointNumber point, Instant? at, CancellationToken cancel);

    /// <summary>Goes on with what a command to the point left unfinished, where there is anything; what has begun is not cancelled.</summary>
    /// <returns>False: not now.</returns>
    ValueTask<bool> ResumeAsync(SupplyPointNumber point, CancellationToken cancel);

    /// <summary>Goes on with the move-in that a contract of a customer brings about, where there is anything; what has begun is not cancelled.</summary>
    /// <param name="version">Of the customer, with the contract recorded.</param>
    /// <returns>False: not now.</returns>
    ValueTask<bool> ResumeAsync(CustomerId customer, int version, CancellationToken cancel);

    /// <summary>Every application to switch at a supply point, oldest first, each as it stood last; none where the point is not registered.</summary>
    ValueTask<IReadOnlyList<Switch>> ReadSwitchesAsync(SupplyPointNumber point, CancellationToken cancel);

    /// <summary>The directory, now or as of a moment.</summary>
    ValueTask<DirectoryState> ReadDirectoryAsync(Instant? at, CancellationToken cancel);

    /// <summary>A subscription of the change feed now; <see cref="SubscriptionState.Unknown"/> where there is none.</summary>
    ValueTask<SubscriptionState> ReadSubscriptionAsync(string id, CancellationToken cancel);

    /// <summary>The requests of data subjects.</summary>
    IRequests Requests { get; }

    /// <summary>The records of third-party provisions.</summary>
    IProvisions Provisions { get; }

    /// <summary>The directory now, without waiting: the one every decision started from now on reads.</summary>
    DirectoryState Directory { get; }

    /// <summary>Leaks, losses and damage.</summary>
    IIncidents Incidents { get; }

    /// <summary>Who looked at whom, and why.</summary>
    ILooks Looks { get; }

    /// <summary>What the visitors of sites refused.</summary>
    IVisitors Visitors { get; }

    /// <summary>What was recorded in a time, and by whom, partition by partition; without what it says.</summary>
    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    IAsyncEnumerable<RecordedChange> ReadChangesMadeAsync(Instant from, Instant before, CancellationToken cancel);

    /// <summary>The ledger's proof that a customer was erased; null where he was not.</summary>
    ValueTask<ErasureRecord?> ReadErasureAsync(CustomerId customer, CancellationToken cancel);

    /// <summary>What happened to a customer, oldest first, with who, when, on what evidence and through which channel. Empty once erased.</summary>
    IAsyncEnumerable<CustomerHistoryEntry> ReadHistoryAsync(CustomerId customer, CancellationToken cancel);
}

/// <summary>Why something was recorded that nobody sent.</summary>
public static class Causes
{
    /// <summary>An active contract that names a free point moved its customer in.</summary>
    public const string Contract = "contract";

    /// <summary>The copy of the erasure ledger says so: a backup from before was restored.</summary>
    public const string Ledger = "ledger";

    /// <summary>Nothing kept the customer any more.</summary>
    public const string Retention = "retention";
}

/// <summary>A command with its target.</summary>
public abstract record Command
{
    Command() { }

    public sealed record ToCustomer(CustomerId Customer, CustomerCommand Body) : Command;

    /// <param name="Issuer">In whose name: the point's state decides whether it may.</param>
    public sealed record ToPoint(SupplyPointNumber Point, SupplyPointCommand Body, Issuer Issuer) : Command;

    public sealed record ToDirectory(DirectoryCommand Body) : Command;

    public sealed record ToSubscription(string Id, SubscriptionCommand Body) : Command;
}

/// <param name="IdempotencyKey">1–255 printable ASCII characters; remembered 7 days per actor and stream.</param>
/// <param name="IfMatch">The version the sender saw; anything else is a <see cref="Outcome.Conflict"/>.</param>
/// <param name="BodyHash">SHA-256 of the canonical command; required with a key.</param>
/// <param name="Rests">The sender has no more for this customer or point at the moment: the state may be kept with the command, so that a later load reads one row.</param>
public sealed record CommandTerms(string? IdempotencyKey = null, int? IfMatch = null, ReadOnlyMemory<byte> BodyHash = default, bool Rests = false)
{
    public static CommandTerms None { get; } = new();
}

/// <summary>How a command ended.</summary>
public abstract record Outcome
{
    Outcome() { }

    /// <param name="Version">The stream's version after it.</param>
    /// <param name="Recorded">When it was recorded; `at` this moment includes it.</param>
    /// <param name="Repeated">The first answer to the same key, given again.</param>
    /// <param name="Id">The id of what was made, where the registry chose it (an entrustment); else null.</param>
    public sealed record Accepted(int Version, Instant Recorded, bool Repeated = false, string? Id = null) : Outcome;

    /// <summary>A rule of the field says no; nothing was changed.</summary>
    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>The state is not the one the sender saw (If-Match).</summary>
    public sealed record Conflict(int Expected, int Actual) : Outcome;

    /// <summary>The Idempotency-Key was used for another command.</summary>
    public sealed record KeyReused : Outcome;

    /// <summary>Not now: nothing was acknowledged. <see cref="MayHaveHappened"/>: whether it was carried out is not known;
    /// the same command under the same key finds out.</summary>
    public sealed record Unavailable(bool MayHaveHappened, string Why) : Outcome;
}

/// <summary>In whose name a question is asked, which decides how much of a deny is told.</summary>
/// <param name="SeesAll">An auditor or administrator.</param>
public readonly record struct Caller(string Party, bool SeesAll);

public sealed record Explained(Answer Answer, IReadOnlyList<GateOutcome> Gates);

/// <param name="AsOf">The moment the state must be read as of: it holds days to come.</param>
public readonly record struct PointReading(SupplyPointState State, Instant AsOf);

public sealed record CustomerHistoryEntry(int Version, Instant Recorded, string Type, CustomerEvent Event, Envelope Envelope);

/// <summary>The registry can not answer now (a store fault, a partition not held). The caller answers 503 with Retry-After.</summary>
public sealed class UnavailableException(string why) : Exception(why);
