using System.Net.Http.Headers;

namespace ConsentGrains.Web.Tests.Feed;

/// <summary>Reads a stream of Server-Sent Events as they come.</summary>
sealed class EventSource(HttpClient http, HttpResponseMessage response, StreamReader reader) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public HttpResponseMessage Response => response;

    public static async Task<EventSource> OpenAsync(Uri address, string? secret, string query = "", string? lastId = null)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/changes/stream" + query);
        request.Headers.Accept.Add(new("text/event-stream"));
        if (secret is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new(http, response, new(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next block of lines; empty at the end of the stream.</summary>
    public async Task<Dictionary<string, string>> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Length == 0) return fields;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            fields[line[..colon]] = line[(colon + 1)..].TrimStart(' ');
        }

        return fields;
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
        http.Dispose();
    }
}
