using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ConsentGrains.Web.Tests.Tracing;

/// <summary>An OpenTelemetry collector (OTLP over gRPC) behind a real Kestrel that keeps what it is sent.</summary>
sealed class Collector : IAsyncDisposable
{
    /// <summary>Before each message of gRPC: whether it is compressed, and its length.</summary>
    const int Frame = 5;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), Pause = TimeSpan.FromMilliseconds(20);
    readonly WebApplication app;
    readonly ConcurrentQueue<SentSpan> spans = new();

    Collector(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>Whatever came, of spans and of metrics.</summary>
    public ConcurrentQueue<byte[]> Bodies { get; } = new();

    public IReadOnlyList<SentSpan> Spans => [.. spans];

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        var collector = new Collector(app);
        app.Run(collector.TakeAsync);
        await app.StartAsync();
        collector.Address = new(app.Urls.Single());
        return collector;
    }

    /// <param name="flush">Makes whoever sends send what it has.</param>
    public async Task<IReadOnlyList<SentSpan>> UntilAsync(Func<IReadOnlyList<SentSpan>, bool> enough, Action? flush = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            flush?.Invoke();
            if (Spans is var now && enough(now)) return now;
            if (patience.IsCancellationRequested) throw new TimeoutException(string.Join('\n', now));
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Bodies.Enqueue(body.ToArray());
        if (http.Request.Path.Value!.EndsWith("TraceService/Export", StringComparison.Ordinal))
            foreach (var span in SentSpan.In(body.ToArray().AsMemory(Frame))) spans.Enqueue(span);
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.WriteAsync(new byte[Frame]);
        http.Response.AppendTrailer("grpc-status", "0");
    }
}
