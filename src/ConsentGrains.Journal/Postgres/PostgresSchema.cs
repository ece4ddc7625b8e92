using System.Buffers.Binary;
using System.Globalization;
using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>The tables: numbered scripts beside this file, each applied once and whole. Only `consent journal migrate` applies them.</summary>
static class PostgresSchema
{
    public const string Name = "consent_journal";
    const string Lock = "SELECT pg_advisory_xact_lock(7032010318)";
    const string HasMeta = "SELECT to_regclass('consent_journal.meta') IS NOT NULL";
    const string ReadNumber = "SELECT value FROM meta WHERE name = 'schema'";
    const string WriteNumber = "INSERT INTO meta (name, value) VALUES ('schema', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    const string Prefix = "ConsentGrains.Journal.Postgres.";

    /// <summary>The scripts of this program in their order, and so the schema it needs: as many as there are.</summary>
    public static IReadOnlyList<string> Scripts { get; } =
        [.. typeof(PostgresSchema).Assembly.GetManifestResourceNames().Where(IsScript).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>Applies what is missing.</summary>
    /// <returns>The number before (0: there was no journal) and after.</returns>
    /// <exception cref="JournalRefusedException">`journal-newer`; `journal-not-utf8`.</exception>
    public static async Task<(int From, int To)> MigrateAsync(NpgsqlConnection connection, IReadOnlyList<string> scripts, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RunAsync(connection, Lock, cancel);
        var from = await NumberAsync(connection, cancel) ?? 0;
        Admit(from, scripts.Count, atMost: true);
        if (from == 0) await CreateAsync(connection, cancel);
        for (var next = from; next < scripts.Count; next++) await RunAsync(connection, scripts[next], cancel);
        await using var write = new NpgsqlCommand(WriteNumber, connection) { Parameters = { new() { Value = Bytes(scripts.Count) } } };
        await write.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (from, scripts.Count);
    }

    /// <exception cref="JournalRefusedException">`journal-missing`, `journal-older`, `journal-newer`.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (await NumberAsync(connection, cancel) is not { } number)
            throw new JournalRefusedException("journal-missing", "The database holds no journal yet. Run `consent journal migrate`, which makes its tables.");
        Admit(number, Scripts.Count, atMost: false);
    }

    static void Admit(int number, int known, bool atMost)
    {
        if (number > known)
            throw new JournalRefusedException("journal-newer", $"The journal has schema {number}; this program knows {known}. Start the newer program.");
        if (number < known && !atMost)
            throw new JournalRefusedException("journal-older", $"The journal has schema {number}; this program needs {known}. Run `consent journal migrate`.");
    }

    static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var encoding = new NpgsqlCommand("SHOW server_encoding", connection);
        if (await encoding.ExecuteScalarAsync(cancel) is not "UTF8")
            throw new JournalRefusedException("journal-not-utf8", "The database must be made with ENCODING 'UTF8'.");
        await RunAsync(connection, $"CREATE SCHEMA IF NOT EXISTS {Name}", cancel);
    }

    static async Task<int?> NumberAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var has = new NpgsqlCommand(HasMeta, connection);
        if (await has.ExecuteScalarAsync(cancel) is not true) return null;
        await using var read = new NpgsqlCommand(ReadNumber, connection);
        return await read.ExecuteScalarAsync(cancel) is byte[] { Length: sizeof(int) } bytes ? BinaryPrimitives.ReadInt32BigEndian(bytes) : null;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    static byte[] Bytes(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    static bool IsScript(string resource) => resource.StartsWith(Prefix, StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal)
        && int.TryParse(resource.AsSpan(Prefix.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(PostgresSchema).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
