using System.Net.Sockets;
using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>What the database or the way to it can do to us. Told apart by SQLSTATE and severity, never by text.</summary>
static class PostgresFault
{
    const string Error = "ERROR";

    public static bool IsOfStore(Exception e) => e is NpgsqlException or TimeoutException or IOException or SocketException or ObjectDisposedException;

    /// <summary>What a failed append was. An error is answered before the commit and leaves nothing behind; whatever ended the session, or left it
    /// without an answer, may have come after the commit.</summary>
    public static CommitKind KindOf(Exception e) => e switch
    {
        PostgresException { InvariantSeverity: Error } known => IsConstraint(known) ? CommitKind.Fenced : CommitKind.NotWritten,
        _ => CommitKind.Unknown,
    };

    /// <summary>The connection was lost, or ended by the server; not: no connection could be made, or no answer came in time.</summary>
    public static bool EndedSession(NpgsqlException e) => e is PostgresException said
        ? said.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.IdleSessionTimeout
        : e.InnerException is IOException or EndOfStreamException;

    public static bool IsReadOnly(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };

    public static Exception ForReader(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } damaged
        ? new JournalDamagedException(null, null, Describe(damaged))
        : new JournalUnavailableException(Describe(e));

    /// <summary>For the log: no value of any row is in it.</summary>
    public static string Describe(Exception e) => e is PostgresException said
        ? $"PostgreSQL {said.SqlState}: {said.MessageText}"
        : $"PostgreSQL can not be reached: {e.Message}{(e.InnerException is { } cause ? $" ({cause.Message})" : "")}";

    // Somebody else's rows stand where ours were to go.
    static bool IsConstraint(PostgresException e) => e.SqlState.StartsWith("23", StringComparison.Ordinal);
}
