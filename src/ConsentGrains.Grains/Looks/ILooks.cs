using ConsentGrains.Core;
using ConsentGrains.Core.Looks;

namespace ConsentGrains.Grains.Looks;

/// <summary>Who looked at customers and supply points on pages, and why. Each look is a stream of one event; they are listed by the index.</summary>
public interface ILooks
{
    /// <summary>Accepted: on the disk. Whoever shows something waits for that first.</summary>
    /// <param name="look">Its id is chosen here.</param>
    ValueTask<Outcome> TakeAsync(Look look, Envelope envelope, CancellationToken cancel);

    /// <summary>Destroys the key of a look that was taken before a moment: who it was and at whom can be read by nobody any more, in no copy made later.
    /// Whether it is that old is read from the look itself.</summary>
    /// <returns>Whether it ended now. False: it is younger, has ended before, or lies in a partition of another process, which ends it.</returns>
    ValueTask<bool> EndAsync(string id, Instant before, CancellationToken cancel);
}
