using ConsentGrains.Core;
using ConsentGrains.Core.Looks;

namespace ConsentGrains.Grains.Looks;

/// <summary>Who looked at customers and supply points on pages, and why. Each look is a stream of one event; they are listed by the index.</summary>
public interface ILooks
{
    /// <summary>Accepted: on the disk. Whoever shows something waits for that first.</summary>
    /// <param name="look">Its id is chosen here.</param>
    ValueTask<Outcome> TakeAsync(Look look, Envelope envelope, CancellationToken cancel);
}
