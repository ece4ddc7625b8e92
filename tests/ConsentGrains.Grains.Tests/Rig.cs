using ConsentGrains.Core.Policies;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Memory;
using ConsentGrains.Journal.Sqlite;
using ConsentGrains.Policies;

namespace ConsentGrains.Grains.Tests;

/// <summary>Grains over a journal of a kind, which can be stopped and started again. Every test of behaviour runs on every kind.</summary>
sealed class Rig : IAsyncDisposable
{
    static readonly PolicyBook Policies = PolicyBook.Of(PolicyFiles.LoadBuiltIn());
    /// <summary>In area 3 a switch takes two business days; of holidays these tests need none.</summary>
    public static readonly SwitchingTimes Periods = new(
        new BusinessCalendar(new(2020, 1, 1), new(2040, 12, 31), []), [new("gtdo-03", VoltageClass.Low, false, 2, 0, false, "test")]);
    readonly KeyRing keys = KeyRing.Generate();
    readonly string folder = Directory.CreateTempSubdirectory("grains-").FullName;
    readonly string kind;
    readonly GrainOptions options;

    Rig(string kind, TimeProvider time, GrainOptions options) => (this.kind, Time, this.options) = (kind, time, options);

    public static TheoryData<string> Kinds => ["memory", "sqlite"];

    public TimeProvider Time { get; }

    public HookedJournal Journal { get; private set; } = null!;

    public LocalGrains Grains { get; private set; } = null!;

    public static async Task<Rig> OpenAsync(string kind, TimeProvider? time = null, GrainOptions? options = null)
    {
        var rig = new Rig(kind, time ?? TimeProvider.System, options ?? GrainOptions.Default);
        await rig.StartAsync();
        (await rig.Grains.TellAsync(Say.Party(Say.Partner))).ShouldBeOfType<Outcome.Accepted>();
        return rig;
    }

    /// <summary>Stops with all that is left to do done, and starts again.</summary>
    public async Task RestartAsync()
    {
        await Grains.DisposeAsync();
        await CrashAsync();
    }

    /// <summary>Starts again without stopping: what the old grains were doing is left where it is. A journal in memory outlives it.</summary>
    public async Task CrashAsync()
    {
        if (kind == "sqlite") await Journal.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Works until the registry dies in its append of this number, from 0, before or after it is on the disk, and starts it again: of what was in
    /// memory nothing is left.</summary>
    public async Task DieAsync(int step, bool afterWrite, Func<Task> work)
    {
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<AppendResult>();
        var left = step;
        Journal.OnAppend = async (_, write) =>
        {
            if (left-- > 0) return await write();
            if (afterWrite) await write();
            died.SetResult();
            return await never.Task;
        };
        (await Task.WhenAny(Task.Run(work), died.Task)).ShouldBe(died.Task);
        await CrashAsync();
        Journal.OnAppend = (_, write) => write();
    }

    public async ValueTask DisposeAsync()
    {
        await Grains.DisposeAsync();
        await Journal.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    async Task StartAsync()
    {
        if (kind == "sqlite") Journal = new(await SqliteJournal.OpenAsync(Path.Combine(folder, "journal.db"), keys, Time));
        else Journal ??= new(MemoryJournal.Create(keys, Time));
        Grains = await LocalGrains.OpenAsync(Journal, Policies, PolicyFiles.BuiltInParties(), Parse, Time, options, Periods);
    }

    public static Policy Parse(string text) => ((PolicyLoad.Loaded)PolicyFiles.Load(text, "published")).File.Policy;
}
