using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;

namespace ConsentGrains.Server.Tests.Feed;

/// <summary>A real server whose webhooks may reach this machine, a subscriber of emana, and the examples of the documentation.</summary>
sealed class FeedServer : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    readonly Folder folder = new();
    readonly List<Process> started = [];
    string[] args = [];

    public ServerProcess Process { get; private set; } = null!;

    public string Admin { get; private set; } = "";

    /// <summary>A key of emana that may subscribe.</summary>
    public string Subscriber { get; private set; } = "";

    public static async Task<FeedServer> StartAsync()
    {
        var server = new FeedServer();
        await Ended.OfAsync("keys", "master", server.folder["master.key"]);
        server.args = ["serve", "--data", server.folder["data"], "--master-key-file", server.folder["master.key"], "--webhook-networks", "127.0.0.0/8", "--webhook-plain-http"];
        server.Process = await ServerProcess.StartAsync(server.folder, server.args);
        server.Admin = Printed.AdminKey(server.Process.Output);
        server.Subscriber = (await server.PostAsync(server.Admin, "/v1/keys", new { party = "emana", roles = new[] { "subscribe" }, label = "feed" })).GetProperty("secret").GetString()!;
        return server;
    }

    /// <summary>Ends the process as a power cut does, and starts another on what is on the disk.</summary>
    public async Task CrashAsync()
    {
        await Process.KillAsync();
        Process = await ServerProcess.StartAsync(folder, args);
    }

    public Task EnrolAsync(string number) => PostAsync(Admin, "/v1/commands", new { enrol = new { customer = $"emana/{number}", policy = "EMANA" } });

    public async Task<JsonElement> PostAsync(string key, string path, object body)
    {
        using var client = Process.Client(key);
        using var reply = await client.PostAsJsonAsync(path, body);
        reply.IsSuccessStatusCode.ShouldBeTrue(await reply.Content.ReadAsStringAsync());
        return await reply.Content.ReadFromJsonAsync<JsonElement>();
    }

    public string Write(string name, string text) => folder.Write(name, text);

    /// <summary>An example of the documentation, beside the packages it needs, as a partner would run it.</summary>
    public Process Run(string example, params (string Name, string Value)[] environment)
    {
        var copy = folder.Write(example, Repository.Read($"docs/examples/feed/{example}"));
        if (!Directory.Exists(folder["node_modules"])) Directory.CreateSymbolicLink(folder["node_modules"], Repository.PathOf("tests/node_modules"));
        return Start("node", environment, copy);
    }

    public Process Start(string program, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = System.Diagnostics.Process.Start(start) ?? throw new InvalidOperationException(program);
        started.Add(process);
        return process;
    }

    public static async Task<string> LineAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException("it ended");

    public async ValueTask DisposeAsync()
    {
        foreach (var process in started)
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }

        await Process.DisposeAsync();
        folder.Dispose();
    }
}
