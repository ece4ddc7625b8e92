using System.Diagnostics.Metrics;
using ConsentGrains.Core.Codec;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Web.Admin;

namespace ConsentGrains.Server.Serving;

/// <summary>What HTTP shows of a registry, the same in both editions.</summary>
/// <param name="IsReady">As <see cref="Web.ConsentGrainsWebOptions.IsReady"/>.</param>
/// <param name="Observed">As <see cref="Web.ConsentGrainsWebOptions.Observed"/>.</param>
/// <param name="Silos">As <see cref="Web.ConsentGrainsWebOptions.Silos"/>.</param>
sealed record Served(IGrains Grains, IFeed Feed, PolicyReader ReadPolicy, byte[]? ReceiptKey, Func<bool> IsReady, IReadOnlyList<Action<Meter>> Observed,
    Func<CancellationToken, ValueTask<IReadOnlyList<SiloFigures>>>? Silos = null);
