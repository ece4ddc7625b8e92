using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests;

public sealed class InstantTests
{
    [Theory]
    [InlineData(0, "1970-01-01T09:00:00.000+09:00")]
    [InlineData(1_763_766_000_123_000, "2025-11-22T08:00:00.123+09:00")]
    [InlineData(1_763_766_000_123_456, "2025-11-22T08:00:00.123456+09:00")]
    [InlineData(-1, "1970-01-01T08:59:59.999999+09:00")]
    [InlineData(951_782_400_000_001, "2000-02-29T09:00:00.000001+09:00")]
    public void A_moment_is_written_in_Japan_time_with_the_decimals_it_has(long micros, string text) =>
        new Instant(micros).ToString().ShouldBe(text);
}
