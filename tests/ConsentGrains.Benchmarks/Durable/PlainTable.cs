using System.Diagnostics;
using ConsentGrains.Benchmarks.Load;
using Npgsql;
using NpgsqlTypes;

namespace ConsentGrains.Benchmarks.Durable;

/// <summary>As <see cref="PlainStore"/>, in a table of PostgreSQL: one prepared insert per transaction, on one connection or on many at once.</summary>
sealed class PlainTable(string connection) : IAsyncDisposable
{
    const string Schema = """
        CREATE TABLE IF NOT EXISTS consent (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer text NOT NULL, revision bigint NOT NULL, purpose text, recipient text, given bigint NOT NULL,
            items text, evidence bytea NOT NULL, UNIQUE (customer, revision));
        """;

    const string Insert = "INSERT INTO consent (customer, revision, purpose, recipient, given, items, evidence) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    const int EvidenceBytes = 160;
    const int RevisionParameter = 1;

    readonly List<NpgsqlConnection> open = [];

    /// <summary>Rows committed in the given time. The connections stay open for the next round, as a pool would keep them.</summary>
    public async Task<LoadResult> RunAsync(int connections, int seconds)
    {
        while (open.Count < connections) open.Add(await OpenAsync());
        var began = Stopwatch.GetTimestamp();
        var ends = began + (seconds * Stopwatch.Frequency);
        var times = await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(() => WriteAsync(i, ends))));
        return Results.Of(times, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var each in open) await each.DisposeAsync();
    }

    async Task<NpgsqlConnection> OpenAsync()
    {
        var opened = new NpgsqlConnection(connection + ";Pooling=false");
        await opened.OpenAsync();
        if (open.Count > 0) return opened;
        await using var schema = new NpgsqlCommand(Schema, opened);
        await schema.ExecuteNonQueryAsync();
        return opened;
    }

    async Task<List<double>> WriteAsync(int writer, long ends)
    {
        await using var insert = Prepare(writer);
        await insert.PrepareAsync();
        var times = new List<double>(1 << 14);
        for (var began = Stopwatch.GetTimestamp(); began < ends; began = Stopwatch.GetTimestamp())
        {
            insert.Parameters[RevisionParameter].Value = times.Count + (Environment.TickCount64 << 24);
            await insert.ExecuteNonQueryAsync();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times;
    }

    NpgsqlCommand Prepare(int writer)
    {
        var insert = new NpgsqlCommand(Insert, open[writer]);
        Add(NpgsqlDbType.Text, Stage.Id(writer).ToString());
        Add(NpgsqlDbType.Bigint, 0L);
        Add(NpgsqlDbType.Text, Stage.Purpose);
        Add(NpgsqlDbType.Text, Stage.Partner);
        Add(NpgsqlDbType.Bigint, 0L);
        Add(NpgsqlDbType.Text, string.Join(' ', Stage.Items));
        Add(NpgsqlDbType.Bytea, new byte[EvidenceBytes]);
        return insert;

        void Add(NpgsqlDbType type, object value) => insert.Parameters.Add(new() { NpgsqlDbType = type, Value = value });
    }
}
