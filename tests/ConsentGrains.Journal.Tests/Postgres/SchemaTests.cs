using ConsentGrains.Journal.Postgres;
using Npgsql;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests.Postgres;

/// <summary>Tables, rights and settings: what a start looks at.</summary>
public sealed class SchemaTests
{
    static async Task<string> EmptyAsync()
    {
        var server = (await PostgresJournals.Shared).Server;
        var name = $"empty_{Guid.NewGuid():N}";
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {name}");
        return server.ConnectionTo(name) + ";Pooling=false";
    }

    static Task<JournalLog> OpenAsync(string connection) => PostgresJournal.OpenAsync(connection, KeyRing.Generate(), TimeProvider.System);

    static async Task RefusedAsync(string connection, string code) =>
        (await Should.ThrowAsync<JournalRefusedException>(() => OpenAsync(connection))).Code.ShouldBe(code);

    [PostgresFact]
    public async Task A_journal_is_made_by_migrating_and_by_nothing_else()
    {
        var connection = await EmptyAsync();
        await RefusedAsync(connection, "journal-missing");
        var last = PostgresSchema.Scripts.Count;
        (await PostgresJournal.MigrateAsync(connection)).ShouldBe((0, last));
        (await PostgresJournal.MigrateAsync(connection)).ShouldBe((last, last));
        await using (var journal = await OpenAsync(connection)) await journal.WriteAsync(StreamName.Directory, 0, "a");
        await RefusedAsync(connection, "master-key-wrong");
    }

    [PostgresFact]
    public async Task Migrations_that_run_at_once_apply_each_script_once()
    {
        var connection = await EmptyAsync();
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresJournal.MigrateAsync(connection)));
        done.Count(d => d.From == 0).ShouldBe(1);
    }

    [PostgresFact]
    public async Task Later_scripts_are_applied_in_order_and_each_whole_or_not_at_all()
    {
        var text = await EmptyAsync();
        await PostgresJournal.MigrateAsync(text);
        await using var connections = Connections.Of(text);
        await using var open = connections.ForMigrations();
        await open.OpenAsync();
        string[] more = [.. PostgresSchema.Scripts, "CREATE TABLE two (id int)", "ALTER TABLE two ADD name text"];
        await Should.ThrowAsync<PostgresException>(() => PostgresSchema.MigrateAsync(open, [.. more, "CREATE TABLE wrong ("], default));
        await OpenAndCloseAsync(text);
        (await PostgresSchema.MigrateAsync(open, more, default)).ShouldBe((PostgresSchema.Scripts.Count, more.Length));
        await RefusedAsync(text, "journal-newer");
        (await Should.ThrowAsync<JournalRefusedException>(() => PostgresJournal.MigrateAsync(text))).Code.ShouldBe("journal-newer");
    }

    [PostgresFact]
    public async Task An_older_journal_is_refused_and_says_what_to_run()
    {
        var connection = await EmptyAsync();
        await PostgresJournal.MigrateAsync(connection);
        await ExecuteAsync(connection, "UPDATE consent_journal.meta SET value = '\\x00000000' WHERE name = 'schema'");
        var refused = await Should.ThrowAsync<JournalRefusedException>(() => OpenAsync(connection));
        (refused.Code, refused.Message.Contains("consent journal migrate", StringComparison.Ordinal)).ShouldBe(("journal-older", true));
    }

    [PostgresTheory]
    [InlineData("synchronous_commit=off", true)]
    [InlineData("synchronous_commit=local", false)]
    [InlineData("synchronous_commit=remote_apply", false)]
    public async Task A_session_that_does_not_wait_for_the_flush_is_refused(string setting, bool refused)
    {
        var connection = await EmptyAsync();
        await PostgresJournal.MigrateAsync(connection);
        if (refused) await RefusedAsync($"{connection};Options=-c {setting}", "journal-not-durable");
        else await OpenAndCloseAsync($"{connection};Options=-c {setting}");
    }

    [PostgresTheory]
    [InlineData("UPDATE event SET clear = ''")]
    [InlineData("DELETE FROM event")]
    [InlineData("TRUNCATE event")]
    [InlineData("ALTER TABLE event DISABLE TRIGGER ALL")]
    [InlineData("DROP TABLE event")]
    [InlineData("UPDATE erasure SET time_us = 0")]
    [InlineData("DELETE FROM erasure")]
    [InlineData("UPDATE checkpoint SET heads = ''")]
    [InlineData("DELETE FROM checkpoint")]
    [InlineData("UPDATE meta SET value = ''")]
    [InlineData("UPDATE stream SET id = gen_random_uuid()")]
    [InlineData("DELETE FROM partition")]
    [InlineData("CREATE TABLE mine (id int)")]
    public async Task The_servers_role_may_not(string sql)
    {
        await using var rig = new Rig("postgres");
        await (await rig.OpenAsync()).WriteAsync(Customer("C-1"), 0, "a");
        var denied = await Should.ThrowAsync<PostgresException>(async () => await ExecuteAsync(await rig.ConnectionAsync(), "SET search_path = consent_journal; " + sql));
        denied.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [PostgresTheory]
    [InlineData("nonsense")]
    [InlineData("Host=x;Colour=blue")]
    [InlineData("Host=x;Port=many")]
    public async Task A_connection_string_that_is_none_is_refused_without_repeating_it(string text)
    {
        var refused = await Should.ThrowAsync<JournalRefusedException>(() => OpenAsync(text));
        refused.Code.ShouldBe("connection-string-wrong");
        refused.Message.ShouldNotContain(text);
    }

    [PostgresFact]
    public async Task A_database_that_does_not_answer_is_unavailable() =>
        await Should.ThrowAsync<JournalUnavailableException>(() => OpenAsync("Host=/nowhere/at/all;Username=x;Database=y"));

    static async Task OpenAndCloseAsync(string connection) => await (await OpenAsync(connection)).DisposeAsync();

    static async Task ExecuteAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}
