using System.Globalization;
using ConsentGrains.Journal.Postgres;
using Npgsql;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests.Postgres;

/// <summary>The database goes away, refuses, reads only, is full, is slow: nothing is lost, nothing is written twice, and it goes on by itself.</summary>
public sealed class FaultTests(OwnServer own) : IClassFixture<OwnServer>
{
    static readonly StreamName Name = Customer("C-1");
    static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);

    static Append Second(string secret = "t") => new(Name, 1, [Event("b", secret)]) { Command = Command("k") };

    /// <summary>After the fault: once, whatever became of the tries before.</summary>
    static async Task GoesOnAsync(JournalLog journal)
    {
        var image = await journal.LoadAsync(Name);
        var again = await journal.AppendAsync(Second());
        if (image.Version == 2) again.ShouldBeOfType<AppendResult.Repeated>();
        else again.ShouldBeOfType<AppendResult.Committed>().FirstPosition.ShouldBe(2);
        await journal.WriteAsync(Name, 2, "c", "u");
        (await journal.LoadAsync(Name)).Events.Select(e => e.Clear.Text()).ShouldBe(["a", "b", "c"]);
        (await journal.VerifyAsync()).ShouldBe(3);
    }

    /// <summary>Again and again under its key, as a client would that is told to ask again.</summary>
    static async Task OnceAsync(JournalLog journal, Append append)
    {
        while (await journal.AppendAsync(append) is not (AppendResult.Committed or AppendResult.Repeated)) await Task.Yield();
    }

    static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!holds()) await Task.Delay(Often, patience.Token);
    }

    [PostgresTheory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task A_database_stopped_and_started_again(string how)
    {
        var clock = new StillTime();
        var (journal, _) = await own.OpenAsync(new(Lease.Standard.Length, Often, clock));
        await using var opened = journal;
        await journal.WriteAsync(Name, 0, "a", "s");
        await own.Server.StopAsync(how);
        for (var i = 0; i < 3; i++) (await journal.AppendAsync(Second())).ShouldBeAssignableTo<AppendResult>().ShouldNotBeOfType<AppendResult.Committed>();
        await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.LoadAsync(Name));
        journal.IsHeld.ShouldBeTrue("a lease lasts without the database");
        clock.Advance(Lease.Standard.Length);
        journal.IsHeld.ShouldBeFalse("and no longer");
        await own.Server.StartAsync();
        await UntilAsync(() => journal.IsHeld);
        await GoesOnAsync(journal);
    }

    [PostgresFact]
    public async Task No_connection_left()
    {
        var (journal, _) = await own.OpenAsync();
        await using var opened = journal;
        await journal.WriteAsync(Name, 0, "a", "s");
        await own.Server.ExecuteAsync("postgres", "ALTER ROLE consent_server CONNECTION LIMIT 0");
        await own.EndSessionsAsync();
        try
        {
            (await journal.AppendAsync(Second())).ShouldNotBeOfType<AppendResult.Committed>();
            (await journal.AppendAsync(Second())).ShouldBeOfType<AppendResult.Unavailable>().Why.ShouldContain(PostgresErrorCodes.TooManyConnections);
            await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.LoadAsync(Name));
        }
        finally
        {
            await own.Server.ExecuteAsync("postgres", "ALTER ROLE consent_server CONNECTION LIMIT -1");
        }
        await GoesOnAsync(journal);
    }

    [PostgresTheory]
    [InlineData("SET default_transaction_read_only = on", "RESET default_transaction_read_only", PostgresErrorCodes.ReadOnlySqlTransaction)]
    [InlineData("SET synchronous_commit = off", "RESET synchronous_commit", "flushed")]
    public async Task A_server_that_only_reads_or_does_not_wait_for_its_disk(string set, string reset, string why)
    {
        var (journal, _) = await own.OpenAsync();
        await using var opened = journal;
        await journal.WriteAsync(Name, 0, "a", "s");
        await own.SetAsync(set);
        var version = 1;
        try
        {
            // The sessions are told a moment after the command has ended.
            AppendResult result;
            while ((result = await journal.AppendAsync(Append(Name, version, Event("b")))) is AppendResult.Committed) version++;
            result.ShouldBeOfType<AppendResult.Unavailable>().Why.ShouldContain(why);
            (await journal.LoadAsync(Name)).Version.ShouldBe(version);
        }
        finally
        {
            await own.SetAsync(reset);
        }
        while (await journal.AppendAsync(Append(Name, version, Event("c"))) is AppendResult.Unavailable) await Task.Yield();
        (await journal.VerifyAsync()).ShouldBe(version + 1);
    }

    [PostgresFact]
    public async Task A_disk_that_is_full()
    {
        var (journal, database) = await own.OpenAsync();
        await using var opened = journal;
        await journal.WriteAsync(Name, 0, "a", "s");
        await own.Server.ExecuteAsync(database, """
            CREATE FUNCTION fill() RETURNS void LANGUAGE plpgsql AS $$
            DECLARE i bigint := 1000000;
            BEGIN
                LOOP
                    BEGIN
                        INSERT INTO consent_journal.event SELECT 74, n, gen_random_uuid(), 1, 'x', 0, NULL, convert_to(repeat(md5(n::text), 60), 'UTF8'), NULL, '', ''
                        FROM generate_series(i, i + 99) AS n;
                        i := i + 100;
                    EXCEPTION WHEN OTHERS THEN
                        RETURN;
                    END;
                END LOOP;
            END $$;
            SELECT fill();
            """);
        // Nothing that could be compressed, and more than the last pages can have left.
        var large = Enumerable.Range(0, 300).Select(_ => Event(Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(900))));
        var result = await journal.AppendAsync(new Append(Name, 1, [.. large]) { Command = Command("large") });
        result.ShouldBeOfType<AppendResult.Unavailable>().Why.ShouldContain("PostgreSQL");
        (await journal.LoadAsync(Name)).Version.ShouldBe(1);
        await own.Server.ExecuteAsync(database, "DELETE FROM consent_journal.event WHERE partition = 74 AND position >= 1000000");
        await own.Server.ExecuteAsync(database, "VACUUM consent_journal.event");
        await GoesOnAsync(journal);
    }

    [PostgresFact]
    public async Task A_database_that_is_too_slow_to_answer()
    {
        var (journal, database) = await own.OpenAsync(more: ";Command Timeout=2;Cancellation Timeout=200");
        await using var opened = journal;
        await OnceAsync(journal, new(Name, 0, [Event("a", "s")]) { Command = Command("j") });
        var writer = await own.Server.ScalarAsync<int>(database, "SELECT pid FROM pg_stat_activity WHERE query LIKE 'WITH held%' AND datname = current_database() AND usename = 'consent_server'");
        await SignalAsync("STOP", writer);
        (await journal.AppendAsync(Append(Name, 1, Event("never")))).ShouldBeOfType<AppendResult.Unknown>();
        // The frozen session holds no lock yet, so the journal goes on; what it was sent finds another epoch when it wakes.
        await OnceAsync(journal, Second());
        await SignalAsync("CONT", writer);
        while (await own.Server.ScalarAsync<long>(database, FormattableString.Invariant($"SELECT count(*) FROM pg_stat_activity WHERE pid = {writer}")) > 0) await Task.Yield();
        (await own.Server.ScalarAsync<string>(database, "SELECT string_agg(convert_from(clear, 'UTF8'), ' ' ORDER BY version) FROM consent_journal.event")).ShouldBe("a b");
    }

    [PostgresFact]
    public async Task A_lock_that_nobody_gives_back_in_time()
    {
        var (journal, database) = await own.OpenAsync();
        await using var opened = journal;
        await journal.WriteAsync(Name, 0, "a", "s");
        await using (var strange = new NpgsqlConnection(own.Server.ConnectionTo(database) + ";Pooling=false"))
        {
            await strange.OpenAsync();
            await using var transaction = await strange.BeginTransactionAsync();
            await using var command = new NpgsqlCommand("LOCK TABLE consent_journal.event IN EXCLUSIVE MODE", strange);
            await command.ExecuteNonQueryAsync();
            (await journal.AppendAsync(Second())).ShouldBeOfType<AppendResult.Unavailable>().Why.ShouldContain(PostgresErrorCodes.LockNotAvailable);
        }
        await GoesOnAsync(journal);
    }

    static async Task SignalAsync(string signal, int process)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }
}
