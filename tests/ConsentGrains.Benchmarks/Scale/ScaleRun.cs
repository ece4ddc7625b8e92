using System.Globalization;
using ConsentGrains.Tests.Shared;

namespace ConsentGrains.Benchmarks.Scale;

/// <summary>N5, N6 and N7 at 10,000, 100,000 and 1,000,000 customers, with a chart.</summary>
static class ScaleRun
{
    const int Starts = 5;
    const int Connections = 100;
    const double BytesPerResident = 1024, StartsApart = 1.2, StartMilliseconds = 2000, TimesPlainRead = 10, TimesPlainReadOnPostgres = 2;
    static readonly int[] Usual = [10_000, 100_000, 1_000_000];

    /// <param name="args">A folder for the stores (kept, so that a million are imported once), sizes, the file of the chart.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var folder = args.Length > 0 ? args[0] : Path.Combine(Path.GetTempPath(), "consentgrains-scale");
        var sizes = args.Length > 1 ? SizesIn(args[1]) : Usual;
        Machine.Print($"N5, N6, N7: {string.Join(", ", sizes.Select(Thousands))} customers with 2 contracts and 4 consents each, on SQLite in {folder}");
        var found = new List<Size>();
        foreach (var customers in sizes)
        {
            var store = new Store(Path.Combine(folder, customers.ToString(CultureInfo.InvariantCulture)), customers);
            await store.MakeAsync();
            found.Add(await MeasureAsync(store));
        }

        if (args.Length > 2) await File.WriteAllTextAsync(args[2], Chart.Of(found));
        return Judge(found, TimesPlainRead);
    }

    /// <summary>The same on a private PostgreSQL server, which is gone with its databases afterwards unless it is given a folder.</summary>
    /// <param name="args">A folder for the server and its databases (kept, so that a million are imported once), sizes; either may be left out.</param>
    public static async Task<int> RunOnPostgresAsync(string[] args)
    {
        var kept = args.FirstOrDefault(arg => !char.IsAsciiDigit(arg[0]));
        var sizes = args.Where(arg => char.IsAsciiDigit(arg[0])).Select(SizesIn).FirstOrDefault(Usual);
        if (PostgresBinaries.Folder is null) throw new InvalidOperationException(PostgresBinaries.Missing);
        Machine.Print($"N5, N6, N7: {string.Join(", ", sizes.Select(Thousands))} customers with 2 contracts and 4 consents each, on PostgreSQL{(kept is null ? "" : " in " + kept)}");
        var buffers = QuarterOfMemory();
        Console.WriteLine($"{buffers}, a quarter of the memory, as PostgreSQL's manual advises to begin with");
        await using var server = kept is null ? await PostgresServer.OnDiskAsync(Connections, buffers) : await PostgresServer.KeptAsync(Path.Combine(kept, "server"), Connections, buffers);
        var folder = kept ?? Directory.CreateTempSubdirectory("bench-scale-").FullName;
        var found = new List<Size>();
        foreach (var customers in sizes)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"of_{customers}");
            if (!await server.ScalarAsync<bool>("postgres", $"SELECT EXISTS (SELECT FROM pg_database WHERE datname = '{name}')"))
                await server.ExecuteAsync("postgres", $"CREATE DATABASE {name}");
            var store = new Store(Path.Combine(folder, name), customers, server.ConnectionTo(name));
            await store.MakeAsync();
            await WarmAsync(server, name);
            found.Add(await MeasureAsync(store));
        }

        if (kept is null) Directory.Delete(folder, recursive: true);
        return Judge(found, TimesPlainReadOnPostgres);
    }

    /// <summary>With the 128 MB it has by itself every page of a customer is fetched from the system first, three times as many as for a plain read.</summary>
    static string QuarterOfMemory() => string.Create(CultureInfo.InvariantCulture, $"shared_buffers={(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4) >> 20}MB");

    /// <summary>Takes all of a database into PostgreSQL's own memory, where there is room for it: a server that has run for a while has it there, and neither side is to
    /// pay for being the first to touch a page. Without the extension each side pays.</summary>
    static async Task WarmAsync(PostgresServer server, string database)
    {
        const string All = "SELECT (coalesce(sum(pg_prewarm(c.oid::regclass)), 0) / 128)::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'consent_journal' AND c.relkind IN ('r', 'i')";
        if (await server.ScalarAsync<bool>(database, "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_prewarm')"))
        {
            await server.ExecuteAsync(database, "CREATE EXTENSION IF NOT EXISTS pg_prewarm");
            Console.WriteLine($"{database}: {await server.ScalarAsync<long>(database, All)} MB taken into PostgreSQL's memory");
        }
        else
        {
            Console.WriteLine($"{database}: pg_prewarm is not installed; its pages are taken in as they are met");
        }
    }

    static int[] SizesIn(string text) => [.. text.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];

    static async Task<Size> MeasureAsync(Store store)
    {
        var starts = new List<double>();
        // The first start reads the file from the disk and is not counted.
        for (var i = 0; i <= Starts; i++)
        {
            var took = await Starting.MillisecondsAsync(store);
            if (i > 0) starts.Add(took);
        }

        var size = new Size(store.Customers, Median.Of(starts), await Residency.MeasureAsync(store), await store.SizeAsync());
        Console.WriteLine(size.Show());
        return size;
    }

    static int Judge(List<Size> found, double timesPlainRead)
    {
        var targets = new Targets();
        var (small, large) = (found[0], found[^1]);
        targets.AtMost($"N5 live heap per resident customer at {Thousands(large.Customers)}", large.Residence.Bytes, BytesPerResident, " bytes");
        targets.AtMost($"N6 start to first decision, {Thousands(large.Customers)} against {Thousands(small.Customers)}", large.Start.Middle / small.Start.Middle, StartsApart, " ×");
        targets.AtMost($"N6 start to first decision at {Thousands(large.Customers)}", large.Start.Middle, StartMilliseconds, " ms");
        targets.AtMost($"N7 cold decision against a plain indexed read at {Thousands(large.Customers)}", large.Residence.Cold / large.Residence.Read, timesPlainRead, " ×");
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
