using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ConsentGrains.Tests.Shared;

/// <summary>A PostgreSQL server of this test process alone, in a folder of its own, reached by a Unix socket there. A shell looks after it: when this process
/// ends, however that happens, the shell stops the server and removes the folder, unless it is to be kept.</summary>
sealed class PostgresServer : IAsyncDisposable
{
    const string Superuser = "postgres";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // A line says how to stop; the end of the input, that nobody needs it any more. PostgreSQL refuses to run as root, so all of this runs as somebody else.
    const string Keeper = """
        trap '' INT TERM HUP
        [ "$3" = 0 ] || ulimit -f "$3"
        "$1/pg_ctl" -D "$2/data" -w -t 100 -s -l "$2/log" start >/dev/null || { tail "$2/log"; exit 1; }
        echo ready
        if read -r how; then "$1/pg_ctl" -D "$2/data" -w -t 100 -s -m "$how" stop; echo stopped
        elif [ "$4" = kept ]; then "$1/pg_ctl" -D "$2/data" -w -t 100 -s -m fast stop
        else "$1/pg_ctl" -D "$2/data" -w -s -m immediate stop; rm -rf "$2"; fi
        """;

    readonly int largestFile;
    readonly bool kept;
    Process? keeper;

    PostgresServer(string folder, int largestFile, bool kept = false) => (Folder, this.largestFile, this.kept) = (folder, largestFile, kept);

    /// <summary>Where its socket is.</summary>
    public string Folder { get; }

    /// <param name="largestFile">In blocks of 512 bytes, as if the disk were full behind it; 0: no limit.</param>
    public static Task<PostgresServer> StartAsync(int largestFile = 0) => MakeAsync(MakeFolder(), largestFile, "shared_buffers='32MB'", "max_connections=100", "max_wal_size='64MB'", "min_wal_size='32MB'");

    /// <summary>On a disk that flushes as disks do, with PostgreSQL's own sizes but for those given.</summary>
    public static Task<PostgresServer> OnDiskAsync(int connections, params string[] sizes) =>
        MakeAsync(Directory.CreateTempSubdirectory("pg-").FullName, 0, [Most(connections), .. sizes]);

    /// <summary>The same in a folder that stays with its data, for a later one to go on with.</summary>
    public static async Task<PostgresServer> KeptAsync(string folder, int connections, params string[] sizes)
    {
        var server = new PostgresServer(Path.GetFullPath(folder), 0, kept: true);
        if (!Directory.Exists(Path.Combine(folder, "data")))
        {
            await server.MakeAsync([Most(connections), .. sizes]);
            return server;
        }

        // What stands last in the file counts.
        await server.ConfigureAsync([Most(connections), .. sizes]);
        await server.StartAsync();
        return server;
    }

    static string Most(int connections) => $"max_connections={connections.ToString(CultureInfo.InvariantCulture)}";

    static async Task<PostgresServer> MakeAsync(string folder, int largestFile, params string[] sizes)
    {
        var server = new PostgresServer(folder, largestFile);
        await server.MakeAsync(sizes);
        return server;
    }

    async Task MakeAsync(params string[] sizes)
    {
        Directory.CreateDirectory(Folder);
        if (Account.Other is { } other) await Account.RunAsync("chown", other, Folder);
        await Account.RunAsOtherAsync(Path.Combine(PostgresBinaries.Folder!, "initdb"),
            "-D", Path.Combine(Folder, "data"), "-U", Superuser, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        await ConfigureAsync(["listen_addresses=''", $"unix_socket_directories='{Folder}'", "fsync=on", "synchronous_commit=on", .. sizes]);
        await StartAsync();
    }

    /// <summary>Returns when it takes connections.</summary>
    public async Task StartAsync()
    {
        keeper = Account.AsOther("sh", "-c", Keeper, "sh", PostgresBinaries.Folder!, Folder, largestFile.ToString(CultureInfo.InvariantCulture), kept ? "kept" : "");
        var said = await keeper.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        if (said != "ready") throw new InvalidOperationException($"PostgreSQL does not start: {said}{await keeper.StandardOutput.ReadToEndAsync()}");
    }

    /// <param name="how">`fast`: as an administrator would; `immediate`: as if the machine had crashed.</param>
    public async Task StopAsync(string how)
    {
        await keeper!.StandardInput.WriteLineAsync(how);
        await keeper.StandardInput.FlushAsync();
        await keeper.WaitForExitAsync().WaitAsync(Patience);
        keeper.Dispose();
        keeper = null;
    }

    /// <summary>The first process and all that it has started (Linux).</summary>
    public async Task<IReadOnlyList<int>> ProcessesAsync()
    {
        var first = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Folder, "data", "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        return [first, .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(id => ParentOf(id) == first)];
    }

    /// <summary>0 where the process is gone.</summary>
    static int ParentOf(int process)
    {
        const int Parent = 1;
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            // The name before it may hold anything, in brackets.
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[Parent], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    public string ConnectionTo(string database, string role = Superuser) => $"Host={Folder};Database={database};Username={role}";

    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (keeper is null)
        {
            if (!kept) await Account.RunAsOtherAsync("rm", "-rf", Folder);
            return;
        }
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync().WaitAsync(Patience);
        keeper.Dispose();
    }

    // In memory where there is room, so that a busy disk does not decide how a test ends; PostgreSQL flushes there as anywhere.
    static string MakeFolder()
    {
        const string memory = "/dev/shm";
        const long room = 2L << 30;
        var roomy = Directory.Exists(memory) && new DriveInfo(memory).AvailableFreeSpace > room;
        return roomy ? Directory.CreateDirectory(Path.Combine(memory, $"pg-{Guid.NewGuid():N}")).FullName : Directory.CreateTempSubdirectory("pg-").FullName;
    }

    Task ConfigureAsync(params string[] settings) => Account.RunAsOtherAsync(
        "sh", "-c", "f=$1; shift; printf '%s\\n' \"$@\" >> \"$f\"", "sh", Path.Combine(Folder, "data", "postgresql.conf"), string.Join('\n', settings));
}
