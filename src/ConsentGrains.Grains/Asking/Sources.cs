using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Streams;

namespace ConsentGrains.Grains.Asking;

/// <summary>The streams an answer is taken from, held by the caller.</summary>
/// <param name="Customers">Null where the question names none, or one that can be nobody's.</param>
/// <param name="Points">Null where the question names none, or what is no number.</param>
readonly record struct Sources(
    LiveStream<DirectoryTimeline> Directories, LiveStream<CustomerState>? Customers = null, LiveStream<SupplyPointState>? Points = null)
{
    /// <summary>Times a cut is tried again because something moved meanwhile.</summary>
    public int Tries => Points is null ? Limits.AskTries : Limits.AskTriesWithPoint;
}
