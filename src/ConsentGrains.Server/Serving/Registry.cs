using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Policies;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Journal;
using ConsentGrains.Policies;
using ConsentGrains.Web;

namespace ConsentGrains.Server.Serving;

/// <summary>An open registry: journal, grains, policies. Disposing it finishes what was accepted and signs a last checkpoint.</summary>
sealed class Registry : IAsyncDisposable
{
    Registry(JournalLog journal, LocalGrains grains, TimeProvider time) =>
        (Journal, Grains, ReadPolicy, Feed) = (journal, grains, Publications.Reader(() => grains.Directory.Policies), new ChangeFeed(journal, () => grains.Directory, Publications.Kept, time));

    public JournalLog Journal { get; }

    public LocalGrains Grains { get; }

    public ChangeFeed Feed { get; }

    /// <summary>Signs the ids of decisions; null for a registry that was opened without a master key of its own.</summary>
    public byte[]? ReceiptKey { get; private init; }

    /// <summary>Reads what a `publish` carries.</summary>
    public PolicyReader ReadPolicy { get; }

    /// <summary>Customers that were erased again at the start, because a backup from before was restored.</summary>
    public int ErasedAgain { get; private set; }

    /// <summary>What HTTP shows of it.</summary>
    public Served Served => new(Grains, Feed, ReadPolicy, ReceiptKey, () => Journal.IsHeld ? null : Unreadiness.JournalNotHeld, [Journal.Observe, Grains.Observe], Grains.ReadHeat) { FormerReceiptKeys = Journal.FormerReceiptKeys };

    /// <param name="standBy">As for <see cref="JournalPlace.OpenAsync"/>.</param>
    public static async Task<Registry> OpenAsync(Settings settings, TimeProvider time, CancellationToken cancel, Action<string>? standBy = null)
    {
        var policies = PolicyFolder.Load(settings.Policies);
        var keys = MasterKey.Find(settings);
        if (!settings.Memory) OwnFile.MakeFolder(settings.Data);
        var journal = await JournalPlace.OpenAsync(settings, keys, time, standBy, cancel);
        var registry = await OpenAsync(journal, policies, time, cancel, keys.Derive(KeyRing.Receipts));
        try
        {
            registry.ErasedAgain = await UndoneErasures.RepeatAsync(journal, registry.Grains, await journal.FindUndoneErasuresAsync(cancel), cancel);
            return registry;
        }
        catch
        {
            await registry.DisposeAsync();
            throw;
        }
    }

    public static async Task<Registry> OpenAsync(JournalLog journal, PolicyBook policies, TimeProvider time, CancellationToken cancel, byte[]? receiptKey = null)
    {
        try
        {
            return new(journal, await LocalGrains.OpenAsync(journal, policies, PolicyFiles.BuiltInParties(), Publications.Kept, time, switching: SwitchingFiles.BuiltIn(), cancel: cancel), time) { ReceiptKey = receiptKey };
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Grains.DisposeAsync();
        try
        {
            await Journal.CheckpointAsync(CancellationToken.None);
        }
        finally
        {
            await Journal.DisposeAsync();
            Feed.Dispose();
        }
    }
}
