using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>An acknowledgement means flushed. That is the server's to keep: its settings are looked at when the journal is opened and, as they may be
/// changed at any time, again by every append.</summary>
static class Durability
{
    /// <summary>`local` and `remote_write` flush here; they are weaker than `on` only where standbys are waited for.</summary>
    public const string Holds =
        "current_setting('fsync') = 'on' AND (current_setting('synchronous_commit') IN ('on', 'remote_apply') " +
        "OR (current_setting('synchronous_commit') IN ('local', 'remote_write') AND current_setting('synchronous_standby_names') = ''))";

    const string Look = $"SELECT {Holds}, current_setting('fsync'), current_setting('synchronous_commit')";

    /// <exception cref="JournalRefusedException">`journal-not-durable`.</exception>
    public static async ValueTask CheckAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var look = new NpgsqlCommand(Look, connection);
        await using var found = await look.ExecuteReaderAsync(cancel);
        await found.ReadAsync(cancel);
        if (found.GetBoolean(0)) return;
        throw new JournalRefusedException("journal-not-durable",
            $"The database acknowledges what a power cut can lose: fsync is {found.GetString(1)}, synchronous_commit is {found.GetString(2)}. " +
            "Set both to on, for the server and for this role and database (and in the connection string's Options).");
    }
}
