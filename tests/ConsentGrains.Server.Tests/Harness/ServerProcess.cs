using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace ConsentGrains.Server.Tests.Harness;

/// <summary>A real server, in a process of its own, on a port the system chose.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    const string LastLine = "Stop with Ctrl+C", JournalVariable = "ConnectionStrings__Journal";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    readonly Process process;
    readonly StringBuilder output = new();
    readonly StringBuilder error = new();
    readonly List<(string Beginning, TaskCompletionSource Said)> awaited = [];
    readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ServerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Take(output, line.Data);
        process.ErrorDataReceived += (_, line) => Take(error, line.Data);
        process.Exited += (_, _) => ready.TrySetResult();
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public string Output { get { lock (output) return output.ToString(); } }

    public string Error { get { lock (error) return error.ToString(); } }

    public string Url => Address().Match(Output) is { Success: true } found ? found.Value : throw new InvalidOperationException($"The server is not ready: {Output}{Error}");

    /// <summary>Starts it and waits until it is ready.</summary>
    public static Task<ServerProcess> StartAsync(Folder folder, params string[] args) => StartAsync(folder, null, args);

    /// <param name="database">The connection string of its journal; null: a file.</param>
    public static async Task<ServerProcess> StartAsync(Folder folder, string? database, string[] args)
    {
        var server = LaunchServer(folder, database, args);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public static ServerProcess LaunchServer(Folder folder, string? database, string[] args) => Launch(
        folder, [.. args, "--urls", "http://127.0.0.1:0"], database is null ? [] : [(JournalVariable, database)]);

    public async Task ReadyAsync()
    {
        await ready.Task.WaitAsync(Patience);
        _ = Url;
    }

    /// <summary>Ends when it has printed a line that begins so.</summary>
    public Task SaysAsync(string beginning)
    {
        lock (output)
        {
            var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (output.ToString().Split('\n').Any(line => line.StartsWith(beginning, StringComparison.Ordinal))) said.SetResult();
            else awaited.Add((beginning, said));
            return said.Task.WaitAsync(Patience);
        }
    }

    /// <summary>Starts a command that is to end by itself.</summary>
    public static async Task<Ended> RunAsync(Folder folder, params string[] args)
    {
        await using var server = Launch(folder, args);
        return await server.EndedAsync();
    }

    /// <summary>The same over a database.</summary>
    public static async Task<Ended> RunOnAsync(Folder folder, string database, string[] args)
    {
        await using var server = Launch(folder, args, (JournalVariable, database));
        return await server.EndedAsync();
    }

    public static ServerProcess Launch(Folder folder, IEnumerable<string> args, params IEnumerable<(string Name, string Value)> environment) =>
        LaunchProgram(typeof(CommandLine).Assembly.Location, folder, args, environment);

    /// <param name="program">An assembly that prints what the server prints.</param>
    public static ServerProcess LaunchProgram(string program, Folder folder, IEnumerable<string> args, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. args])
        {
            WorkingDirectory = folder.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start) ?? throw new InvalidOperationException("dotnet cannot be started"));
    }

    public HttpClient Client(string key)
    {
        var http = new HttpClient { BaseAddress = new(Url), Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await EndedAsync();
    }

    /// <summary>SIGTERM.</summary>
    public Task TerminateAsync() => SignalAsync("TERM");

    /// <summary>SIGSTOP: not one instruction is carried out until <see cref="ThawAsync"/>.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    public async Task<Ended> EndedAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new(process.ExitCode, Output, Error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    void Take(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text)
        {
            text.AppendLine(line);
            if (text == output) awaited.RemoveAll(each => line.StartsWith(each.Beginning, StringComparison.Ordinal) && each.Said.TrySetResult());
        }
        if (line.StartsWith(LastLine, StringComparison.Ordinal)) ready.TrySetResult();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9][0-9]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
