using System.Diagnostics;
using System.Globalization;
using ConsentGrains.Server.Tests.Harness;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConsentGrains.Server.Tests.Serving.Faults;

/// <summary>What can happen to a server's SQLite file.</summary>
sealed class SqliteFaults(ServerProcess server, string file, SmallDisk? disk)
{
    SqliteConnection? strange;

    public IEnumerable<StoreFault> All()
    {
        if (disk is not null) yield return new("its disk full", disk.FillAsync, disk.EmptyAsync);
        yield return new("locked by another program", LockAsync, UnlockAsync);
        if (OperatingSystem.IsLinux()) yield return new("its disk takes no writes", () => MayWriteAsync("0"), () => MayWriteAsync("unlimited"));
    }

    /// <summary>The server's own transactions follow each other so closely that a stranger hardly ever comes in between: it is held until one does.</summary>
    async Task LockAsync()
    {
        strange = new SqliteConnection($"Data Source={file};Pooling=False");
        await strange.OpenAsync();
        raw.sqlite3_busy_timeout(strange.Handle!, 0);
        while (!await BeginsAsync(strange)) await Task.Yield();
    }

    // The provider's own commands wait where the file is busy, and say nothing of a failure after the first of several statements.
    async Task<bool> BeginsAsync(SqliteConnection stranger)
    {
        await server.FreezeAsync();
        try
        {
            var code = raw.sqlite3_exec(stranger.Handle!, "BEGIN IMMEDIATE");
            return code is raw.SQLITE_OK or raw.SQLITE_BUSY ? code == raw.SQLITE_OK : throw new InvalidOperationException($"SQLite says {code}");
        }
        finally
        {
            await server.ThawAsync();
        }
    }

    async Task UnlockAsync()
    {
        await strange!.DisposeAsync();
        strange = null;
    }

    /// <summary>The system refuses every write to a file, as it does where a disk was set to read-only for its errors.</summary>
    async Task MayWriteAsync(string bytes)
    {
        using var set = Process.Start("prlimit", ["--pid", server.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}:unlimited"]);
        await set.WaitForExitAsync();
        if (set.ExitCode != 0) throw new InvalidOperationException("prlimit does not set the limit");
    }
}
