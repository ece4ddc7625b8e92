using ConsentGrains.Journal.Checkpoints;

namespace ConsentGrains.Journal.Postgres;

/// <summary>A journal in a PostgreSQL database. Several processes may be started on one: the first owns it, the others wait or are refused.</summary>
public static class PostgresJournal
{
    /// <summary>The number of the tables that this program needs; it opens no others.</summary>
    public static int Schema => PostgresSchema.Scripts.Count;

    /// <summary>Opens the journal and takes all its partitions.</summary>
    /// <param name="connection">An Npgsql connection string.</param>
    /// <param name="checkpoints">Where signed checkpoints go; null: none are made.</param>
    /// <param name="standBy">Told once who owns it, then this call waits until it may take over. Null: an owner that lives is `journal-in-use`.</param>
    /// <exception cref="JournalRefusedException">`connection-string-wrong`, `journal-missing`, `journal-newer`, `journal-older`, `journal-not-durable`,
    /// `journal-in-use`, `master-key-wrong`, `master-key-exchange-unfinished`, `checkpoint-key-unreadable`, `checkpoint-key-missing`, `checkpoint-key-wrong`.</exception>
    /// <exception cref="JournalUnavailableException">The database does not answer, or not to this role.</exception>
    /// <exception cref="JournalDamagedException">Its last rows are not what was written.</exception>
    public static Task<JournalLog> OpenAsync(
        string connection, KeyRing keys, TimeProvider time, CheckpointPlace? checkpoints = null, Action<string>? standBy = null, CancellationToken cancel = default) =>
        JournalLog.OpenAsync(new PostgresStore(Connections.Of(connection), Lease.Standard, standBy), keys, time, checkpoints, cancel);

    /// <summary>Opens the journal to share it with other processes, owning nothing of it yet; see <see cref="Partitions"/>. The process ends when
    /// <see cref="IJournal.TakenOver"/> does.</summary>
    /// <param name="address">Where the others reach this process.</param>
    /// <param name="directory">The position up to which this process decides on the directory.</param>
    /// <param name="behind">Told, on a thread that must not be kept, when the directory has come further: nothing is held for long until it was read.</param>
    /// <exception cref="JournalRefusedException">As <see cref="OpenAsync"/>, but for `journal-in-use`.</exception>
    public static Task<JournalLog> JoinAsync(
        string connection, KeyRing keys, TimeProvider time, string address, Func<long> directory, Action behind, CheckpointPlace? checkpoints = null, CancellationToken cancel = default)
    {
        var store = new PostgresStore(Connections.Of(connection), Lease.Standard, null);
        return JournalLog.JoinAsync(store, keys, time, checkpoints, owner => store.EnterAsync(owner, address, directory, behind, cancel), cancel);
    }

    /// <summary>Puts a new master key in the place of the old one, with the rights of the tables' owner and while no process has the journal open. Broken off, the same call goes on.</summary>
    /// <exception cref="JournalRefusedException">As <see cref="OpenAsync"/>, and `master-key-exchange-unfinished`.</exception>
    /// <exception cref="JournalUnavailableException">The database does not answer, or not to this role.</exception>
    /// <exception cref="JournalDamagedException">A key in it opens with neither.</exception>
    public static Task<ExchangedKeys> ExchangeKeyAsync(
        string connection, KeyRing from, KeyRing to, TimeProvider time, IProgress<ExchangeProgress>? progress = null, CancellationToken cancel = default) =>
        ExchangeKeyAsync(connection, from, to, time, Lease.Standard, progress, cancel);

    internal static async Task<ExchangedKeys> ExchangeKeyAsync(
        string connection, KeyRing from, KeyRing to, TimeProvider time, Lease lease, IProgress<ExchangeProgress>? progress, CancellationToken cancel)
    {
        await using var keys = new PostgresKeys(Connections.Of(connection), lease);
        return await new KeyExchange(keys, from, to, time).RunAsync(progress, cancel);
    }

    /// <summary>Which database a connection string names, without its secrets.</summary>
    public static string Describe(string connection) => Connections.Describe(connection);

    /// <summary>For Orleans' tables, which stand beside the journal's.</summary>
    public static string ForOrleans(string connection) => new Npgsql.NpgsqlConnectionStringBuilder(connection)
    {
        SearchPath = PostgresSchema.Name,
        Enlist = false,
        ApplicationName = "consentgrains-orleans",
        Timeout = Limits.ConnectSeconds,
        MaxPoolSize = Limits.OrleansConnections,
    }.ConnectionString;

    /// <summary>Makes the tables, or brings them to what this program needs, while no server runs on them.</summary>
    /// <returns>The number of the schema before (0: there was none) and after.</returns>
    public static async Task<(int From, int To)> MigrateAsync(string connection, CancellationToken cancel = default)
    {
        await using var connections = Connections.Of(connection);
        await using var open = connections.ForMigrations();
        try
        {
            await open.OpenAsync(cancel);
            return await PostgresSchema.MigrateAsync(open, PostgresSchema.Scripts, cancel);
        }
        catch (Exception fault) when (PostgresFault.IsOfStore(fault))
        {
            throw PostgresFault.ForReader(fault);
        }
    }
}
