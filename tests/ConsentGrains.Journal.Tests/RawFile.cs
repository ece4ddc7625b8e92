using Microsoft.Data.Sqlite;

namespace ConsentGrains.Journal.Tests;

/// <summary>A strange hand on the database file: plain SQL beside the journal.</summary>
sealed class RawFile(string path)
{
    public async Task ExecuteAsync(string sql, params (string Name, object Value)[] values)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task<List<byte[]>> BlobsAsync(string sql)
    {
        var rows = new List<byte[]>();
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add((byte[])reader[0]);
        return rows;
    }

    async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}
