using System.Diagnostics.Metrics;
using ConsentGrains.Core.Codec;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Journal;
using ConsentGrains.Web;
using ConsentGrains.Web.Admin;

namespace ConsentGrains.Server.Serving;

/// <summary>What HTTP shows of a registry, the same in both editions.</summary>
/// <param name="NotReady">As <see cref="Web.ConsentGrainsWebOptions.NotReady"/>.</param>
/// <param name="Observed">As <see cref="Web.ConsentGrainsWebOptions.Observed"/>.</param>
/// <param name="Heat">As <see cref="Web.ConsentGrainsWebOptions.Heat"/>.</param>
/// <param name="Silos">As <see cref="Web.ConsentGrainsWebOptions.Silos"/>.</param>
sealed record Served(IGrains Grains, IFeed Feed, PolicyReader ReadPolicy, byte[]? ReceiptKey, Func<Unreadiness?> NotReady, IReadOnlyList<Action<Meter>> Observed,
    Func<GrainHeat> Heat, Func<CancellationToken, ValueTask<IReadOnlyList<SiloFigures>>>? Silos = null)
{
    /// <summary>As <see cref="Web.ConsentGrainsWebOptions.FormerReceiptKeys"/>.</summary>
    public IReadOnlyList<FormerKey> FormerReceiptKeys { get; init; } = [];
}
