using ConsentGrains.Grains.Index;

namespace ConsentGrains.Grains.Tests.Index;

/// <summary>A registry and its index, each of which can be stopped and started again.</summary>
sealed class IndexRig : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("index-").FullName;
    readonly bool inFile;

    IndexRig(Rig registry, bool inFile) => (Registry, this.inFile) = (registry, inFile);

    public Rig Registry { get; }

    public RegistryIndex Index { get; private set; } = null!;

    public LocalGrains Grains => Registry.Grains;

    public string File => Path.Combine(folder, "index.db");

    public DateOnly Today => Registry.Time.GetUtcNow() is var now ? Instant.From(now).Day : default;

    public static async Task<IndexRig> OpenAsync(string kind, TimeProvider? time = null)
    {
        var rig = new IndexRig(await Rig.OpenAsync(kind, time), kind == "sqlite");
        rig.Start();
        return rig;
    }

    /// <summary>Days a look is kept; from the next start of the index.</summary>
    public int LookDays { get; set; }

    public void RestartIndex()
    {
        Index.Dispose();
        Start();
    }

    public async Task RestartAsync()
    {
        Index.Dispose();
        await Registry.RestartAsync();
        Start();
    }

    /// <summary>A second index of the same journal, from nothing.</summary>
    public async Task<List<string>> FreshAsync()
    {
        using var fresh = RegistryIndex.Open(Registry.Journal, Grains, null, null, Registry.Time);
        await fresh.PassAsync(default);
        return Lists(fresh);
    }

    public async Task<List<string>> CaughtUpAsync()
    {
        await Index.CatchUpAsync(default);
        return Lists(Index);
    }

    /// <summary>Whether any file of the index holds a text.</summary>
    public bool Holds(string text) => Directory.EnumerateFiles(folder).Any(file => Read(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0);

    public async ValueTask DisposeAsync()
    {
        Index.Dispose();
        await Registry.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    void Start() => Index = RegistryIndex.Open(
        Registry.Journal, Grains, inFile ? File : null, inFile ? Path.Combine(folder, "due.db") : null, Registry.Time, lookDays: LookDays);

    /// <summary>Everything the index lists, as texts; what was noticed is known to the one that was there.</summary>
    List<string> Lists(RegistryIndex index) =>
    [
        .. index.Customers(new(Today), null, 10_000).Results.Select(Plain.Text),
        .. index.Consents(new(Today), null, 10_000).Results.Select(Plain.Text),
        .. index.Due(new(Instant.From(Registry.Time.GetUtcNow()), Noticed: false), null, 10_000).Results.Select(Plain.Text),
    ];

    static byte[] Read(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[open.Length];
        open.ReadExactly(bytes);
        return bytes;
    }
}
