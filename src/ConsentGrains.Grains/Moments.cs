using ConsentGrains.Core;

namespace ConsentGrains.Grains;

static class Moments
{
    public static Instant Now(this TimeProvider time) => Instant.From(time.GetUtcNow());
}
