using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>The one writing connection. Used by one caller at a time; opened again when it broke.</summary>
sealed class PostgresWriter(Connections connections) : IAsyncDisposable
{
    readonly GroupColumns columns = new();
    NpgsqlConnection? connection;
    NpgsqlCommand? append;

    /// <summary>An append was sent and never answered: it may still be committed.</summary>
    public bool Unsettled { get; private set; }

    public async ValueTask<CommitOutcome> CommitAsync(CommitGroup group)
    {
        try
        {
            await OpenAsync(CancellationToken.None);
        }
        catch (Exception fault) when (PostgresFault.IsOfStore(fault))
        {
            await CloseAsync();
            return new(CommitKind.NotWritten, PostgresFault.Describe(fault));
        }
        try
        {
            columns.Fill(group);
            return await AppendAsync();
        }
        catch (Exception fault)
        {
            // Whatever is not understood may have been committed.
            var kind = PostgresFault.KindOf(fault);
            Unsettled |= kind == CommitKind.Unknown;
            // A server that only reads may have been one to write to a moment ago: another connection may find the one that is.
            if (kind == CommitKind.Unknown || PostgresFault.IsReadOnly(fault)) await CloseAsync();
            return new(kind, PostgresFault.Describe(fault));
        }
    }

    /// <summary>Makes sure that nothing sent before can still be committed.
    /// INVARIANT (settled-before-load): raising the epochs waits for an append that holds the rows; one that comes to them later finds another epoch.</summary>
    public async ValueTask SettleAsync(string owner, CancellationToken cancel)
    {
        if (!Unsettled) return;
        await RunAsync(async open =>
        {
            await using var raise = new NpgsqlCommand(Sql.RaiseOwnEpochs, open) { Parameters = { new() { Value = owner } } };
            return await raise.ExecuteNonQueryAsync(cancel);
        }, cancel);
        Unsettled = false;
    }

    /// <summary>Does something on this connection; faults come out as a reader's.</summary>
    public async ValueTask<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            return await work(await OpenAsync(cancel));
        }
        catch (Exception fault) when (PostgresFault.IsOfStore(fault))
        {
            if (connection is not { State: System.Data.ConnectionState.Open }) await CloseAsync();
            throw PostgresFault.ForReader(fault);
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    async ValueTask<CommitOutcome> AppendAsync()
    {
        bool written, flushed;
        // The answer comes before the commit; only the end of the reader says that it took place.
        await using (var answer = await append!.ExecuteReaderAsync())
        {
            await answer.ReadAsync();
            (written, flushed) = (answer.GetBoolean(0), answer.GetBoolean(1));
            while (await answer.NextResultAsync()) { }
        }
        if (written) return CommitOutcome.Done;
        return flushed ? new(CommitKind.Fenced, "another process raised the epoch of a partition")
            : new(CommitKind.NotWritten, "the database acknowledges before it has flushed (fsync, synchronous_commit): nothing is written until it does not");
    }

    async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancel)
    {
        if (connection is { State: System.Data.ConnectionState.Open } open) return open;
        await CloseAsync();
        connection = await connections.OpenAsync(cancel);
        append = new NpgsqlCommand(AppendSql.Text, connection);
        foreach (var parameter in columns.Parameters) append.Parameters.Add(parameter);
        await append.PrepareAsync(cancel);
        return connection;
    }

    async ValueTask CloseAsync()
    {
        append?.Parameters.Clear();
        if (append is not null) await append.DisposeAsync();
        if (connection is not null) await connection.DisposeAsync();
        (append, connection) = (null, null);
    }
}
