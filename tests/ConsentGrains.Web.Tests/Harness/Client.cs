using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ConsentGrains.Web.Tests.Harness;

/// <summary>A caller with a key, or with none.</summary>
sealed class Client(Uri address, string? secret) : IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler
    {
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
    })
    { BaseAddress = address };

    public string? Secret { get; } = secret;

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), headers);

    public Task<Reply> PostAsync(string path, JsonNode body, params (string Name, string Value)[] headers) =>
        PostTextAsync(path, body.ToJsonString(), headers);

    public Task<Reply> PostTextAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") }, headers);

    public async Task<Reply> SendAsync(HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        if (Secret is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    /// <summary>Posts what must be accepted.</summary>
    public async Task<Reply> MustAsync(string path, JsonNode body, params (string Name, string Value)[] headers)
    {
        var reply = await PostAsync(path, body, headers);
        return reply.Status is 200 or 201 ? reply : throw new InvalidOperationException($"{path}: {reply.Status} {reply.Text}");
    }

    public Task<Reply> AskAsync(JsonNode question, params (string Name, string Value)[] headers) => PostAsync("/access/v1/evaluation", question, headers);

    public void Dispose() => http.Dispose();
}

/// <summary>An answer as it came.</summary>
sealed record Reply(int Status, string Text, string? Type, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Code => Json["code"]?.GetValue<string>();

    public bool Decision => Json["decision"]!.GetValue<bool>();

    public JsonNode Context => Json["context"]!;

    /// <summary>The primary reason of a deny.</summary>
    public string? Reason => Context["reasons"]?.AsArray().FirstOrDefault()?["code"]?.GetValue<string>();

    public static async Task<Reply> OfAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType, headers);
    }
}
