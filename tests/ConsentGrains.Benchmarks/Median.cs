namespace ConsentGrains.Benchmarks;

/// <summary>The middle of several runs, with the lowest and the highest: the spread says how much to believe.</summary>
readonly record struct Median(double Middle, double Low, double High)
{
    public static Median Of(IEnumerable<double> runs)
    {
        double[] sorted = [.. runs.Order()];
        var half = sorted.Length / 2;
        var middle = sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new(middle, sorted[0], sorted[^1]);
    }

    public string Show(string format = "0.0") =>
        $"{Machine.Number(Middle, format)} ({Machine.Number(Low, format)}–{Machine.Number(High, format)})";
}
