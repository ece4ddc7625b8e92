using System.Collections.Concurrent;
using System.Globalization;
using ConsentGrains.Journal.Postgres;

namespace ConsentGrains.Tests.Shared;

/// <summary>Empty journals on a private PostgreSQL, each in a database of its own, with the roles of deploy/postgres/roles.sql.</summary>
sealed class PostgresJournals : IAsyncDisposable
{
    const string Template = "journal_template", ServerRole = "consent_server";
    const string Empty = """
        SET search_path = consent_journal;
        DELETE FROM event; DELETE FROM stream; DELETE FROM subject_key; DELETE FROM command; DELETE FROM erasure; DELETE FROM checkpoint; DELETE FROM silo;
        UPDATE partition SET owner = NULL, epoch = 0, settled_us = 0;
        DELETE FROM meta WHERE name <> 'schema';
        """;

    static readonly Lazy<Task<PostgresJournals>> Common = new(() => OnAsync());
    readonly ConcurrentBag<string> used = [];
    int made;

    PostgresJournals(PostgresServer server) => Server = server;

    /// <summary>The one of this test process; it ends with it.</summary>
    public static Task<PostgresJournals> Shared => Common.Value;

    public static bool Possible => PostgresBinaries.Folder is not null;

    public PostgresServer Server { get; }

    /// <summary>On a server of its own, to be stopped and started at will.</summary>
    /// <param name="largestFile">As for <see cref="PostgresServer.StartAsync(int)"/>.</param>
    public static async Task<PostgresJournals> OnAsync(int largestFile = 0)
    {
        var server = await PostgresServer.StartAsync(largestFile);
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {Template}");
        await PostgresJournal.MigrateAsync(server.ConnectionTo(Template));
        await server.ExecuteAsync(Template, await File.ReadAllTextAsync(RolesPath()));
        return new(server);
    }

    /// <summary>The name of a database with an empty journal.</summary>
    public async Task<string> NewAsync()
    {
        if (used.TryTake(out var again)) return again;
        var name = string.Create(CultureInfo.InvariantCulture, $"journal_{Interlocked.Increment(ref made)}");
        await Server.ExecuteAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {Template}");
        return name;
    }

    /// <summary>The name of a database with an empty journal, all files of which lie in a folder.</summary>
    public async Task<string> NewOnAsync(string folder)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"journal_{Interlocked.Increment(ref made)}");
        if (Account.Other is { } other) await Account.RunAsync("chown", other, folder);
        await Server.ExecuteAsync("postgres", $"CREATE TABLESPACE {name} LOCATION '{folder}'");
        await Server.ExecuteAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {Template} TABLESPACE {name}");
        return name;
    }

    /// <summary>As the server connects: with the rights of its role and no others.</summary>
    public string ConnectionTo(string database) => Server.ConnectionTo(database, ServerRole);

    /// <summary>Empties a journal whose tables are as they were made, for somebody else: a new database costs half a second.</summary>
    public async Task GiveBackAsync(string database)
    {
        await Server.ExecuteAsync(database, Empty);
        used.Add(database);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    static string RolesPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ConsentGrains.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("These tests run from a build inside the repository.");
        return Path.Combine(folder.FullName, "deploy", "postgres", "roles.sql");
    }
}
