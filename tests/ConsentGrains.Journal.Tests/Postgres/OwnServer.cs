using ConsentGrains.Journal.Postgres;

namespace ConsentGrains.Journal.Tests.Postgres;

/// <summary>A PostgreSQL whose files can not grow over a size, that may be stopped and set at will: one for all tests of faults, one after the other.</summary>
public sealed class OwnServer : IAsyncLifetime
{
    /// <summary>In blocks of 512 bytes: a segment of the log is 16 MiB.</summary>
    const int LargestFile = 20 * 2 * 1024;

    internal PostgresJournals Journals { get; private set; } = null!;

    internal PostgresServer Server => Journals.Server;

    public async Task InitializeAsync()
    {
        if (PostgresJournals.Possible) Journals = await PostgresJournals.OnAsync(LargestFile);
    }

    public async Task DisposeAsync()
    {
        if (Journals is not null) await Journals.DisposeAsync();
    }

    /// <summary>A journal in a new database.</summary>
    /// <param name="more">Of the connection string.</param>
    internal async Task<(JournalLog Journal, string Database)> OpenAsync(Lease? lease = null, string more = "")
    {
        var database = await Journals.NewAsync();
        var store = new PostgresStore(Connections.Of(Journals.ConnectionTo(database) + more), lease ?? Lease.Standard, null);
        return (await JournalLog.OpenAsync(store, KeyRing.Generate(), TimeProvider.System, null, CancellationToken.None), database);
    }

    /// <summary>Changes a setting of the running server for every session.</summary>
    internal async Task SetAsync(string setting)
    {
        await Server.ExecuteAsync("postgres", $"ALTER SYSTEM {setting}");
        await Server.ExecuteAsync("postgres", "SELECT pg_reload_conf()");
    }

    /// <summary>Ends every session of the server's role.</summary>
    internal Task EndSessionsAsync() =>
        Server.ExecuteAsync("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'consent_server'");
}
