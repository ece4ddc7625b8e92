using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Journal.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ConsentGrains.Benchmarks.Scale;

/// <summary>A registry's folder with so many customers, brought in once by `consent import` and kept for later runs.</summary>
/// <param name="Connection">To the PostgreSQL database that holds the journal; null: it is a file in the folder.</param>
sealed record Store(string Folder, int Customers, string? Connection = null)
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
        if (Connection is not null) await PostgresJournal.MigrateAsync(Connection);
        var began = Stopwatch.GetTimestamp();
        await RunAsync(["import", lines, .. On]);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"imported in {Machine.Number(seconds, "0")} s: {Machine.Number(Customers * (double)Population.LinesEach / seconds, "0")} lines a second (of what this run still had to bring in)");
        await File.WriteAllTextAsync(KeyFile, Found(await RunAsync(["keys", "issue", "--party", "els", "--role", "decide", .. On])));
        File.Delete(lines);
    }

    /// <summary>The journal, opened by this process.</summary>
    public Task<JournalLog> OpenAsync(TimeProvider time) => Connection is null
        ? SqliteJournal.OpenAsync(Journal, KeyRing.Load(MasterKey), time) : PostgresJournal.OpenAsync(Connection, KeyRing.Load(MasterKey), time);

    /// <summary>What it takes on disk, in bytes.</summary>
    public async Task<long> SizeAsync()
    {
        if (Connection is null) return new FileInfo(Journal).Length;
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A plain connection to it, which reads.</summary>
    public DbConnection Plain() => Connection is null
        ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Journal, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString)
        : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection) { SearchPath = "consent_journal" }.ConnectionString);

    /// <summary>`consent serve` on it.</summary>
    public Process Serve(int port) =>
        Start(inherits: false, ["serve", .. On, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")]);

    string[] On => ["--data", Data, "--master-key-file", MasterKey];

    static string Found(string printed) =>
        printed.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).First(w => w.StartsWith("cg_", StringComparison.Ordinal));

    async Task<string> RunAsync(params string[] args)
    {
        using var process = Start(inherits: args[0] == "import", args);
        var printed = args[0] == "import" ? "" : await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"consent {string.Join(' ', args)} ended with {process.ExitCode}: {printed}");
    }

    Process Start(bool inherits, string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = !inherits };
        if (Connection is not null) start.Environment["ConnectionStrings__Journal"] = Connection;
        foreach (var arg in (string[])[Program, .. args]) start.ArgumentList.Add(arg);
        return Process.Start(start) ?? throw new InvalidOperationException("consent did not start");
    }
}
