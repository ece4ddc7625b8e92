using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Sharing;

/// <summary>The other processes that share the journal, as the grains of this one need them: for what follows from a command at streams whose partitions
/// others own, and for supply points in questions. Whoever stands behind it finds the owner, wherever it is just now.</summary>
public interface IElsewhere
{
    /// <summary>A command to a point with all that follows from it; as <see cref="IGrains.TellAsync"/>.</summary>
    ValueTask<Outcome> TellPointAsync(Command.ToPoint to, Envelope envelope);

    /// <summary>A command to a customer with all that follows from it; as <see cref="IGrains.TellAsync"/>.</summary>
    ValueTask<Outcome> TellCustomerAsync(Command.ToCustomer to, Envelope envelope, CommandTerms terms);

    /// <summary>One step of a saga: a command to a customer without what may follow from it; as <see cref="LocalGrains.StepAsync"/>.</summary>
    ValueTask<Outcome> StepAsync(CustomerId customer, CustomerCommand step, Envelope envelope);

    /// <summary>A supply point as its owner knows it; as <see cref="LocalGrains.ReadSettledAsync"/>.</summary>
    /// <exception cref="UnavailableException">Its owner does not answer.</exception>
    ValueTask<SettledPoint> ReadPointAsync(SupplyPointNumber point, Instant? at, Instant notBefore, CancellationToken cancel);

    /// <summary>Asks every other process to read the directory now. It may be in vain: nothing rests on it but the time it takes.</summary>
    Task TellDirectoryAsync();
}

/// <param name="Until">Nothing will ever be recorded of the point up to this moment that is not in the state.</param>
public readonly record struct SettledPoint(SupplyPointState State, Instant Until);

/// <summary>A journal shared with others.</summary>
/// <param name="Partitions">What of it this process owns.</param>
/// <param name="Elsewhere">The way to the rest.</param>
public sealed record Shared(Partitions Partitions, IElsewhere Elsewhere);
