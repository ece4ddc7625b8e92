using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Tests.Feed;

/// <summary>A webhook of a partner behind a real Kestrel, with a path for each of its addresses.</summary>
sealed class Receiver : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    readonly WebApplication app;
    readonly ConcurrentDictionary<string, Channel<Received>> boxes = new(StringComparer.Ordinal);

    Receiver(WebApplication app) => this.app = app;

    public static WebhookOptions Allowed { get; } = new() { Networks = [IPNetwork.Parse("127.0.0.0/8")], PlainHttp = true, Origin = "registry.example" };

    public ConcurrentQueue<(string Path, string? Origin)> Greetings { get; } = new();

    /// <summary>How the address of a path answers.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public Action<HttpContext> Greet { get; set; } = http => http.Response.Headers["WebHook-Allowed-Origin"] = "*";

    public string Url { get; private set; } = "";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        receiver.Url = app.Urls.Single();
        return receiver;
    }

    /// <summary>The next request to a path that was answered.</summary>
    public async Task<Received> NextAsync(string path)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await Box(path).Reader.ReadAsync(patience.Token);
    }

    /// <summary>What came to a path since it was last looked at.</summary>
    public int Waiting(string path) => Box(path).Reader.Count;

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    async Task TakeAsync(HttpContext http)
    {
        if (http.Request.Method == "OPTIONS")
        {
            Greetings.Enqueue((http.Request.Path, http.Request.Headers["WebHook-Request-Origin"]));
            Greet(http);
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        await Answer(http);
        Box(http.Request.Path).Writer.TryWrite(new(http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray(), http.Response.StatusCode));
    }

    Channel<Received> Box(string path) => boxes.GetOrAdd(path, _ => Channel.CreateUnbounded<Received>());
}

/// <summary>A request as it came.</summary>
sealed record Received(IReadOnlyDictionary<string, string> Headers, byte[] Body, int Answered)
{
    public JsonNode Json => JsonNode.Parse(Encoding.UTF8.GetString(Body))!;

    public string Subject => Json["subject"]?.GetValue<string>() ?? "";

    public string Id => Headers["webhook-id"];
}
