using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace ConsentGrains.Server.Remote;

/// <summary>A registry that runs elsewhere, over HTTP and with a key.</summary>
sealed class RunningServer : IDisposable
{
    readonly HttpClient http;

    /// <param name="key">The key, or `@` and the path of a file that holds it.</param>
    public RunningServer(string url, string key)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address) || !address.Scheme.StartsWith("http", StringComparison.Ordinal))
            throw new StopException(ExitCode.Usage, StopCode.UsageWrong, $"'{url}' is no address; it must be like http://localhost:5080.");
        http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(Limits.RemoteSeconds) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.StartsWith('@') ? File.ReadAllText(key[1..]).Trim() : key);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    /// <summary>What is no JSON, as it comes.</summary>
    public async Task<byte[]> GetBytesAsync(string path)
    {
        using var response = await BeginAsync(new(HttpMethod.Get, path), true, CancellationToken.None);
        return await response.Content.ReadAsByteArrayAsync();
    }

    public Task<Reply> DeleteAsync(string path) => SendAsync(new(HttpMethod.Delete, path));

    public Task<Reply> PostAsync(string path, JsonElement body, string? idempotencyKey = null) => SendAsync(HttpMethod.Post, path, body, idempotencyKey);

    public Task<Reply> PatchAsync(string path, JsonElement body) => SendAsync(HttpMethod.Patch, path, body, null);

    Task<Reply> SendAsync(HttpMethod method, string path, JsonElement body, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(method, path) { Content = new StringContent(body.GetRawText(), Encoding.UTF8, "application/json") };
        if (idempotencyKey is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        return SendAsync(request);
    }

    public Task<Reply> PostCsvAsync(string path, byte[] rows, string idempotencyKey)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(rows) };
        request.Content.Headers.ContentType = new("text/csv") { CharSet = "utf-8" };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        return SendAsync(request);
    }

    /// <summary>Server-Sent Events, until the connection ends.</summary>
    /// <param name="last">Goes on behind the event with this id.</param>
    /// <exception cref="HttpRequestException">It breaks off.</exception>
    public async IAsyncEnumerable<SseItem<string>> StreamAsync(string path, string? last, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new("text/event-stream"));
        if (last is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        using var response = await BeginAsync(request, last is null, cancel);
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancel)) yield return item;
    }

    /// <summary>An answer line by line, until it ends.</summary>
    /// <exception cref="HttpRequestException">It breaks off.</exception>
    public async IAsyncEnumerable<string> LinesAsync(string path, bool first, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await BeginAsync(request, first, cancel);
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        while (await body.ReadLineAsync(cancel) is { } line)
            if (line.Length > 0) yield return line;
    }

    public void Dispose() => http.Dispose();

    /// <param name="first">What can not be reached at all will not be later either.</param>
    async Task<HttpResponseMessage> BeginAsync(HttpRequestMessage request, bool first, CancellationToken cancel)
    {
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.IsSuccessStatusCode) return response;
            using var refused = response;
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancel));
            new Reply(response.StatusCode, json.RootElement.Clone()).OrStop();
            throw Unreachable($"it answers {(int)response.StatusCode}");
        }
        catch (HttpRequestException fault) when (first)
        {
            throw Unreachable(fault.Message);
        }
        catch (JsonException)
        {
            throw Unreachable("what answers there is no registry");
        }
    }

    async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        try
        {
            using var sent = request;
            using var response = await http.SendAsync(sent);
            var text = await response.Content.ReadAsStringAsync();
            using var json = JsonDocument.Parse(text.Length == 0 ? "{}" : text);
            return new(response.StatusCode, json.RootElement.Clone());
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            throw Unreachable(fault.Message);
        }
        catch (JsonException)
        {
            throw Unreachable("what answers there is no registry");
        }
    }

    StopException Unreachable(string why) =>
        new(ExitCode.Refused, StopCode.ServerUnreachable, $"{http.BaseAddress} cannot be reached: {why}");
}

/// <summary>What a server answered.</summary>
sealed record Reply(HttpStatusCode Status, JsonElement Body)
{
    public bool IsGood => (int)Status is >= 200 and < 300;

    /// <summary>The code of the problem.</summary>
    public string Code => Text("code") ?? Status.ToString();

    public string Detail => Text("detail") ?? Text("title") ?? "";

    public Reply OrStop() => IsGood ? this : throw new StopException(ExitCode.Refused, StopCode.ServerRefused, $"{Code}: {Detail}");

    public string? Text(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
