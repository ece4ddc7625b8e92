using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Logbook;

namespace ConsentGrains.Grains.Tests.Logbook;

/// <summary>A registry with its decision log, which can be closed, left as it lies, and opened again.</summary>
sealed class LogRig : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("log-").FullName;
    readonly string kind;
    readonly DecisionLogOptions options;

    LogRig(Rig registry, string kind, DecisionLogOptions options) => (Registry, this.kind, this.options) = (registry, kind, options);

    public Rig Registry { get; }

    public LocalGrains Grains => Registry.Grains;

    public DecisionLog Log { get; private set; } = null!;

    public RegistryIndex Index { get; private set; } = null!;

    public string File => Path.Combine(folder, "decisions.db");

    public Instant Now => Instant.From(Registry.Time.GetUtcNow());

    public static async Task<LogRig> OpenAsync(string kind, TimeProvider? time = null, DecisionLogOptions? options = null)
    {
        var rig = new LogRig(await Rig.OpenAsync(kind, time ?? new TestTime()), kind, options ?? new());
        rig.Start();
        return rig;
    }

    public async Task RestartAsync()
    {
        Index.Dispose();
        await Log.DisposeAsync();
        Start();
    }

    /// <summary>The log as a crash would leave it: the files as they lie now, opened without having been closed.</summary>
    public DecisionLog AsAfterACrash()
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var end in new[] { "", "-wal" })
            if (System.IO.File.Exists(File + end)) System.IO.File.WriteAllBytes(Path.Combine(copy, "decisions.db" + end), Read(File + end));
        return DecisionLog.Open(Registry.Journal, Grains, Path.Combine(copy, "decisions.db"), Registry.Time, options);
    }

    /// <summary>Asks and makes the entry that is handed to the log.</summary>
    public async Task<LogEntry> AskAsync(Question question) =>
        new(LogKind.Decision, Now, "els", "key-1", false) { Question = question, Answer = await Grains.AskAsync(question), Receipt = new byte[58] };

    public LogEntry Reading(string number, string what = "customer") => new(LogKind.Read, Now, "els", "key-1", false) { Customer = Say.Id(number), What = what };

    public Task<LogPage> AllAsync(DecisionLog? log = null) => PageAsync(new(new LogView.All()), log: log);

    public async Task<LogPage> PageAsync(LogFilter filter, Instant? after = null, int limit = 100_000, DecisionLog? log = null) =>
        await (log ?? Log).ReadAsync(filter, after, limit, default);

    /// <summary>Whether any file of the log holds some bytes.</summary>
    public bool Holds(ReadOnlySpan<byte> bytes)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "decisions.db*"))
            if (Read(file).AsSpan().IndexOf(bytes) >= 0) return true;
        return false;
    }

    /// <summary>What another process finds in the file.</summary>
    public List<T> Query<T>(string sql, Func<Microsoft.Data.Sqlite.SqliteDataReader, T> row)
    {
        using var db = new IndexConnection(File, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite);
        return db.Query(sql, row);
    }

    /// <summary>All that lies in the file, in its order.</summary>
    public List<LogRow> Rows() => [.. Query("SELECT body FROM block ORDER BY first_us", row => (byte[])row.GetValue(0)).SelectMany(body => LogBlock.Read(body))];

    /// <summary>How many entries each block holds, in their order.</summary>
    public List<int> Blocks() => Log.File.Read(db => db.Query("SELECT entries FROM block ORDER BY first_us", row => row.GetInt32(0)));

    public async ValueTask DisposeAsync()
    {
        Index.Dispose();
        await Log.DisposeAsync();
        await Registry.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    void Start()
    {
        Log = DecisionLog.Open(Registry.Journal, Grains, kind == "sqlite" ? File : null, Registry.Time, options);
        Index = RegistryIndex.Open(Registry.Journal, Grains, null, null, Registry.Time, Log.Forget);
    }

    static byte[] Read(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[open.Length];
        open.ReadExactly(bytes);
        return bytes;
    }
}
