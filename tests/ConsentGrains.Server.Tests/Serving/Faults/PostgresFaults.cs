using System.Diagnostics;
using System.Globalization;
using ConsentGrains.Tests.Shared;
using Npgsql;

namespace ConsentGrains.Server.Tests.Serving.Faults;

/// <summary>What can happen to a server's PostgreSQL, brought about on a real one.</summary>
sealed class PostgresFaults(PostgresServer server, string database, SmallDisk? disk)
{
    const string Sessions = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'consent_server'";
    NpgsqlConnection? strange;

    public IEnumerable<StoreFault> All()
    {
        yield return new("stopped, as if its machine had crashed", () => server.StopAsync("immediate"), server.StartAsync, StopsDecisions: true);
        yield return new("restarted by its administrator", () => server.StopAsync("fast"), server.StartAsync, StopsDecisions: true);
        yield return new("out of connections", NoConnectionsAsync, () => server.ExecuteAsync("postgres", "ALTER ROLE consent_server CONNECTION LIMIT -1"), StopsDecisions: true);
        yield return new("reads only", () => SetAsync("SET default_transaction_read_only = on"), () => SetAsync("RESET default_transaction_read_only"), StopsDecisions: true);
        if (disk is not null) yield return new("its disk full", disk.FillAsync, disk.EmptyAsync);
        yield return new("slow: a table locked", LockAsync, UnlockAsync);
        yield return new("frozen, connections open", () => SignalAsync("STOP"), () => SignalAsync("CONT"), StopsDecisions: true);
    }

    async Task NoConnectionsAsync()
    {
        await server.ExecuteAsync("postgres", "ALTER ROLE consent_server CONNECTION LIMIT 0");
        await server.ExecuteAsync("postgres", Sessions);
    }

    async Task SetAsync(string setting)
    {
        await server.ExecuteAsync("postgres", $"ALTER SYSTEM {setting}");
        await server.ExecuteAsync("postgres", "SELECT pg_reload_conf()");
        // Sessions take the setting with their next statement; a beat may be under way in between.
        await server.ExecuteAsync("postgres", Sessions);
    }

    async Task LockAsync()
    {
        strange = new NpgsqlConnection(server.ConnectionTo(database) + ";Pooling=false");
        await strange.OpenAsync();
        await using var command = new NpgsqlCommand("BEGIN; LOCK TABLE consent_journal.event IN EXCLUSIVE MODE", strange);
        await command.ExecuteNonQueryAsync();
    }

    async Task UnlockAsync()
    {
        await strange!.DisposeAsync();
        strange = null;
    }

    async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", .. (await server.ProcessesAsync()).Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        await kill.WaitForExitAsync();
    }
}
