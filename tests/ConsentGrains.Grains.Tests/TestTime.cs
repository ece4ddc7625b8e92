namespace ConsentGrains.Tests.Shared;

sealed partial class TestTime
{
    public Instant Now => new(Micros);
}
