using ConsentGrains.Core;
using ConsentGrains.Core.Sites;

namespace ConsentGrains.Grains.Visitors;

/// <summary>What the visitors of sites refused, one grain for each browser and site.</summary>
public interface IVisitors
{
    /// <param name="visitor">The hash of the site's id and the browser's: see <see cref="VisitorKey"/>.</param>
    ValueTask<Outcome> TellAsync(VisitorKey visitor, ChooseTransmissions command, Envelope envelope, CancellationToken cancel);

    /// <summary>The newest acknowledged choice; <see cref="VisitorState.Unknown"/> where there is none.</summary>
    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    ValueTask<VisitorState> ReadAsync(VisitorKey visitor, CancellationToken cancel);
}
