using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Feed;

/// <summary>A recorded event as the feed takes it from the journal. Whom it is told to is <see cref="Entitlement"/>'s business.</summary>
/// <param name="Type">Its name for ever, `consent.withdrawn.v1`.</param>
/// <param name="Stream">The random id of the customer's, the point's or the directory's stream.</param>
/// <param name="Revision">Its version in the stream.</param>
/// <param name="Time">When it was recorded.</param>
/// <param name="Tags">Whom it may concern, as Core put them on its row.</param>
public abstract record Change(string Type, Guid Stream, int Revision, Instant Time, IReadOnlyList<string> Tags)
{
    /// <summary>The party whose command it came of, and what that party said it answered to: the loop guard.</summary>
    public Envelope Envelope { get; init; } = new("");

    /// <param name="Customer">Null once the customer is erased: nobody can say any more whose it was.</param>
    public sealed record OfCustomer(string Type, Guid Stream, int Revision, Instant Time, IReadOnlyList<string> Tags, CustomerEvent Event, CustomerId? Customer)
        : Change(Type, Stream, Revision, Time, Tags);

    public sealed record OfPoint(string Type, Guid Stream, int Revision, Instant Time, IReadOnlyList<string> Tags, SupplyPointEvent Event, SupplyPointNumber Point)
        : Change(Type, Stream, Revision, Time, Tags);

    public sealed record OfDirectory(string Type, Guid Stream, int Revision, Instant Time, IReadOnlyList<string> Tags, DirectoryEvent Event)
        : Change(Type, Stream, Revision, Time, Tags);
}
