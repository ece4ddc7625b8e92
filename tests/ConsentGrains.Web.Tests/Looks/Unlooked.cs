using ConsentGrains.Core;
using ConsentGrains.Core.Looks;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Looks;
using ConsentGrains.Web.Tests.Harness;

namespace ConsentGrains.Web.Tests.Looks;

/// <summary>A fault that can be switched on: looks are not written any more.</summary>
sealed class Unlooked
{
    public bool Refuses { get; set; }

    public IGrains Put(IGrains grains) => new FaultyGrains(grains) { Looks = new Switched(this, grains.Looks) };

    sealed class Switched(Unlooked fault, ILooks looks) : ILooks
    {
        public ValueTask<Outcome> TakeAsync(Look look, Envelope envelope, CancellationToken cancel) =>
            fault.Refuses ? new(new Outcome.Unavailable(false, "the disk broke at /secret/path")) : looks.TakeAsync(look, envelope, cancel);

        public ValueTask<bool> EndAsync(string id, Instant before, CancellationToken cancel) => looks.EndAsync(id, before, cancel);
    }
}
