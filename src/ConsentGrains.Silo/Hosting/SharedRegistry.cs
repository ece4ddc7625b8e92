using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Policies;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Sharing;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Checkpoints;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Policies;
using ConsentGrains.Server.Serving;
using ConsentGrains.Silo.Routing;
using ConsentGrains.Web;

namespace ConsentGrains.Silo.Hosting;

/// <summary>What a silo has of the registry: the shared journal, the grains of its partitions, the way to the others.</summary>
sealed class SharedRegistry : IAsyncDisposable
{
    SharedRegistry(JournalLog journal, LocalGrains local, OwnerRoute route, Elsewhere elsewhere, TimeProvider time, byte[] receiptKey)
    {
        (Journal, Local, Route, Elsewhere) = (journal, local, route, elsewhere);
        Grains = new ClusterGrains(local, journal.Partitions, route);
        var read = Publications.Reader(() => local.Directory.Policies);
        Reader = new(read, steps: true);
        Served = new(Grains, new ChangeFeed(journal, () => local.Directory, Publications.Kept, time), read, receiptKey, () => !journal.IsHeld ? Unreadiness.JournalNotHeld : route.Cluster is null ? Unreadiness.ClusterNotJoined : null, [journal.Observe, local.Observe], local.ReadHeat,
            new Neighbours(journal.Partitions).ReadAsync)
        { FormerReceiptKeys = journal.FormerReceiptKeys };
    }

    public JournalLog Journal { get; }

    public LocalGrains Local { get; }

    public ClusterGrains Grains { get; }

    public OwnerRoute Route { get; }

    public Elsewhere Elsewhere { get; }

    public Served Served { get; }

    /// <summary>Customers that were erased again before this silo joined, because a backup from before was restored.</summary>
    public int ErasedAgain { get; private set; }

    /// <summary>Reads commands of other silos, steps of sagas included.</summary>
    public CommandReader Reader { get; }

    public static async Task<SharedRegistry> OpenAsync(SiloSettings settings, TimeProvider time, CancellationToken cancel)
    {
        var policies = PolicyFolder.Load(settings.Server.Policies);
        var keys = MasterKey.Find(settings.Server);
        OwnFile.MakeFolder(settings.Server.Data);
        var erased = await Restored.EraseAgainAsync(settings, keys, time, cancel);
        var registry = await OpenAsync(settings.Journal, settings.Address, policies, keys, new(settings.Server.SigningKeyFile, settings.Server.AnchorFile), time, cancel);
        registry.ErasedAgain = erased;
        return registry;
    }

    /// <param name="address">Where the others reach this silo.</param>
    /// <param name="checkpoints">Null: none are made.</param>
    /// <param name="before">Puts something between the grains and the journal.</param>
    public static async Task<SharedRegistry> OpenAsync(
        string database, string address, PolicyBook policies, KeyRing keys, CheckpointPlace? checkpoints, TimeProvider time, CancellationToken cancel, Func<IJournal, IJournal>? before = null)
    {
        var copy = new CopyOfDirectory();
        var journal = await PostgresJournal.JoinAsync(database, keys, time, address, () => copy.Known, copy.Refresh, checkpoints, cancel);
        try
        {
            var route = new OwnerRoute(journal.Partitions);
            var elsewhere = new Elsewhere(route);
            var local = await LocalGrains.OpenAsync(before?.Invoke(journal) ?? journal, policies, PolicyFiles.BuiltInParties(), Publications.Kept, time, switching: SwitchingFiles.BuiltIn(),
                shared: new(journal.Partitions, elsewhere), cancel: cancel);
            elsewhere.Connect(local);
            copy.Connect(local, journal.Partitions);
            return new(journal, local, route, elsewhere, time, keys.Derive(KeyRing.Receipts));
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Local.DisposeAsync();
        await Journal.DisposeAsync();
    }
}
