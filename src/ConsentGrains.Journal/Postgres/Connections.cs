using System.Globalization;
using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>The ways to the database: a pool for reads, and connections of their own for the writer and the beat, which must not wait for readers.</summary>
sealed class Connections : IAsyncDisposable
{
    const int DriversConnectSeconds = 15, DriversCommandSeconds = 30, DriversPoolSize = 100;

    // A plan made while a table was small must not read it from end to end once it has grown: every statement here finds its rows by an index.
    const string Plans = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_bitmapscan=off -c jit=off";

    readonly string single;
    readonly string plain;
    readonly NpgsqlDataSource readers;

    Connections(NpgsqlConnectionStringBuilder settings)
    {
        plain = settings.ConnectionString;
        settings.Options = string.Create(CultureInfo.InvariantCulture,
            $"{Plans} -c statement_timeout={Limits.StatementMilliseconds} -c lock_timeout={Limits.LockMilliseconds} {settings.Options}").TrimEnd();
        single = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString;
        readers = NpgsqlDataSource.Create(settings);
    }

    /// <exception cref="JournalRefusedException">`connection-string-wrong`.</exception>
    public static Connections Of(string text)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(text)
            {
                SearchPath = PostgresSchema.Name,
                Enlist = false,
                NoResetOnClose = true,
                MaxAutoPrepare = Limits.StatementsPrepared,
                AutoPrepareMinUsages = 2,
                ApplicationName = "consentgrains",
                TcpKeepAlive = true,
            };
            if (settings.Timeout == DriversConnectSeconds) settings.Timeout = Limits.ConnectSeconds;
            if (settings.CommandTimeout == DriversCommandSeconds) settings.CommandTimeout = Limits.AnswerSeconds;
            if (settings.MaxPoolSize == DriversPoolSize) settings.MaxPoolSize = Limits.ReadConnections;
            return new(settings);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new JournalRefusedException("connection-string-wrong",
                "The connection string of the journal cannot be read; it must be like Host=localhost;Database=consent;Username=consent_server;Password=….");
        }
    }

    public static string Describe(string text)
    {
        var settings = new NpgsqlConnectionStringBuilder(text);
        return $"{settings.Database ?? settings.Username} on {settings.Host}{(settings.Port == NpgsqlConnection.DefaultPort ? "" : $":{settings.Port}")}";
    }

    public ValueTask<NpgsqlConnection> ReadAsync(CancellationToken cancel) => readers.OpenConnectionAsync(cancel);

    /// <summary>Those of the pool that nobody uses are opened anew when they are needed.</summary>
    public void ForgetIdle() => readers.Clear();

    /// <summary>A connection of its own, to be disposed by the caller.</summary>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(single);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>As <see cref="OpenAsync"/>, without waiting for other threads.</summary>
    /// <param name="seconds">For connecting, and for each answer.</param>
    public NpgsqlConnection Open(int seconds)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(single) { Timeout = seconds, CommandTimeout = seconds, CancellationTimeout = 1 }.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>For migrations, which may take their time.</summary>
    public NpgsqlConnection ForMigrations() => new(new NpgsqlConnectionStringBuilder(plain) { Pooling = false, CommandTimeout = 0 }.ConnectionString);

    public ValueTask DisposeAsync() => readers.DisposeAsync();
}
