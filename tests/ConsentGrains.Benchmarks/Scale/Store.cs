using System.Diagnostics;
using System.Globalization;

namespace ConsentGrains.Benchmarks.Scale;

/// <summary>A registry's folder with so many customers, brought in once by `consent import` and kept for later runs.</summary>
sealed record Store(string Folder, int Customers)
{
    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "consent.dll");

    public string Data => Path.Combine(Folder, "data");

    public string Journal => Path.Combine(Data, "journal.db");

    public string MasterKey => Path.Combine(Folder, "master.key");

    string KeyFile => Path.Combine(Folder, "els.key");

    /// <summary>The secret of a key of els that may decide.</summary>
    public string Secret => File.ReadAllText(KeyFile).Trim();

    /// <summary>Goes on where an earlier run was broken off: the import itself can.</summary>
    public async Task MakeAsync()
    {
        if (File.Exists(KeyFile)) return;
        Directory.CreateDirectory(Folder);
        var lines = Path.Combine(Folder, "customers.ndjson");
        if (!File.Exists(lines))
        {
            await Population.WriteAsync(lines + ".part", Customers);
            File.Move(lines + ".part", lines);
        }

        if (!File.Exists(MasterKey)) await RunAsync("keys", "master", MasterKey);
        var began = Stopwatch.GetTimestamp();
        await RunAsync(["import", lines, .. On]);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"imported in {Machine.Number(seconds, "0")} s: {Machine.Number(Customers * (double)Population.LinesEach / seconds, "0")} lines a second (of what this run still had to bring in)");
        await File.WriteAllTextAsync(KeyFile, Found(await RunAsync(["keys", "issue", "--party", "els", "--role", "decide", .. On])));
        File.Delete(lines);
    }

    /// <summary>`consent serve` on it.</summary>
    public Process Serve(int port) =>
        Start(inherits: false, ["serve", .. On, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")]);

    string[] On => ["--data", Data, "--master-key-file", MasterKey];

    static string Found(string printed) =>
        printed.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).First(w => w.StartsWith("cg_", StringComparison.Ordinal));

    static async Task<string> RunAsync(params string[] args)
    {
        using var process = Start(inherits: args[0] == "import", args);
        var printed = args[0] == "import" ? "" : await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"consent {string.Join(' ', args)} ended with {process.ExitCode}: {printed}");
    }

    static Process Start(bool inherits, string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = !inherits };
        foreach (var arg in (string[])[Program, .. args]) start.ArgumentList.Add(arg);
        return Process.Start(start) ?? throw new InvalidOperationException("consent did not start");
    }
}
