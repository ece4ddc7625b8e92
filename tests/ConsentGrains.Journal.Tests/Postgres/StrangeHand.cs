using Npgsql;

namespace ConsentGrains.Journal.Tests.Postgres;

/// <summary>An open transaction of somebody with every right.</summary>
sealed class StrangeHand : IAsyncDisposable
{
    readonly NpgsqlConnection connection;

    StrangeHand(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<StrangeHand> BeginAsync(Rig rig, string sql)
    {
        var connection = new NpgsqlConnection(await rig.AdminAsync() + ";Pooling=false");
        await connection.OpenAsync();
        var hand = new StrangeHand(connection);
        await hand.RunAsync("BEGIN; SET search_path = consent_journal; " + sql);
        return hand;
    }

    /// <summary>Takes a place in a partition that an append will want: the append has locked its partitions by then, and waits.</summary>
    public static Task<StrangeHand> OccupyAsync(Rig rig, PartitionId partition, long position) => BeginAsync(rig, FormattableString.Invariant(
        $"INSERT INTO event VALUES ({partition.Value}, {position}, gen_random_uuid(), 1, 'x', 0, NULL, '', NULL, '', '')"));

    public Task CommitAsync() => RunAsync("COMMIT");

    public Task RollBackAsync() => RunAsync("ROLLBACK");

    /// <summary>Returns when so many of the journal's sessions wait for a lock.</summary>
    public async Task SomebodyWaitsAsync(int sessions = 1)
    {
        const string waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'consent_server' AND wait_event_type = 'Lock'";
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await NumberAsync("SELECT pg_stat_clear_snapshot(); " + waiting) < sessions) patience.Token.ThrowIfCancellationRequested();
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    async Task<long> NumberAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetInt64(0);
    }

    async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
