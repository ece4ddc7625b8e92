namespace ConsentGrains.Server.Demo;

/// <summary>The days of the demo's story. They never move, so that the town is the same whenever it is made.</summary>
static class Days
{
    public static DateOnly Start { get; } = new(2024, 4, 1);

    /// <summary>Over before the demo can be started.</summary>
    public static DateOnly Passed { get; } = new(2026, 3, 31);

    public static DateOnly Far { get; } = new(2036, 3, 31);

    /// <summary>A minor's last day as one.</summary>
    public static DateOnly Minor(Dice dice) => dice.Day(new(2030, 1, 1), new(2034, 12, 31));

    /// <summary>A consent's last day: for one in four in the past.</summary>
    public static DateOnly? ConsentUntil(Dice dice) => dice.Roll(4) switch
    {
        0 => dice.Day(Start, Passed),
        1 => Far,
        _ => null,
    };
}
