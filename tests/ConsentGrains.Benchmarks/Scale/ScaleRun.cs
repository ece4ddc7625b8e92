using System.Globalization;

namespace ConsentGrains.Benchmarks.Scale;

/// <summary>N5, N6 and N7 at 10,000, 100,000 and 1,000,000 customers, with a chart.</summary>
static class ScaleRun
{
    const int Starts = 5;
    const double BytesPerResident = 1024, StartsApart = 1.2, StartMilliseconds = 2000, TimesPlainRead = 10;

    /// <param name="args">A folder for the stores (kept, so that a million are imported once), sizes, the file of the chart.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var folder = args.Length > 0 ? args[0] : Path.Combine(Path.GetTempPath(), "consentgrains-scale");
        int[] sizes = args.Length > 1 ? [.. args[1].Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))] : [10_000, 100_000, 1_000_000];
        Machine.Print($"N5, N6, N7: {string.Join(", ", sizes.Select(Thousands))} customers with 2 contracts and 4 consents each, on SQLite in {folder}");
        var found = new List<Size>();
        foreach (var customers in sizes) found.Add(await MeasureAsync(new(Path.Combine(folder, customers.ToString(CultureInfo.InvariantCulture)), customers)));
        if (args.Length > 2) await File.WriteAllTextAsync(args[2], Chart.Of(found));
        return Judge(found);
    }

    static async Task<Size> MeasureAsync(Store store)
    {
        await store.MakeAsync();
        var starts = new List<double>();
        // The first start reads the file from the disk and is not counted.
        for (var i = 0; i <= Starts; i++)
        {
            var took = await Starting.MillisecondsAsync(store);
            if (i > 0) starts.Add(took);
        }

        var size = new Size(store.Customers, Median.Of(starts), await Residency.MeasureAsync(store), new FileInfo(store.Journal).Length);
        Console.WriteLine(size.Show());
        return size;
    }

    static int Judge(List<Size> found)
    {
        var targets = new Targets();
        var (small, large) = (found[0], found[^1]);
        targets.AtMost($"N5 live heap per resident customer at {Thousands(large.Customers)}", large.Residence.Bytes, BytesPerResident, " bytes");
        targets.AtMost($"N6 start to first decision, {Thousands(large.Customers)} against {Thousands(small.Customers)}", large.Start.Middle / small.Start.Middle, StartsApart, " ×");
        targets.AtMost($"N6 start to first decision at {Thousands(large.Customers)}", large.Start.Middle, StartMilliseconds, " ms");
        targets.AtMost($"N7 cold decision against a plain indexed read at {Thousands(large.Customers)}", large.Residence.Cold / large.Residence.Read, TimesPlainRead, " ×");
        return targets.ExitCode;
    }

    public static string Thousands(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>What one size gave.</summary>
/// <param name="Start">Milliseconds.</param>
/// <param name="FileBytes">The journal.</param>
sealed record Size(int Customers, Median Start, Residence Residence, long FileBytes)
{
    public string Show() =>
        $"{ScaleRun.Thousands(Customers)} customers, journal {Machine.Number(FileBytes / 1e6, "0")} MB: start to first decision {Start.Show("0")} ms; {Machine.Number(Residence.Bytes, "0")} bytes per resident; " +
        $"cold decision {Machine.Number(Residence.Cold)} µs (p99 {Machine.Number(Residence.ColdTail)}), plain read {Machine.Number(Residence.Read)} µs; " +
        $"warm decision {Machine.Number(Residence.Warm, "0.00")} µs (p99 {Machine.Number(Residence.WarmTail, "0.00")})";
}
