using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ConsentGrains.Examples;

/// <summary>Receives the changes of a webhook subscription (Standard Webhooks 1.0.0).</summary>
/// <param name="secret">Asked each time: after a rotation it may be replaced at any moment within the time of grace.</param>
/// <param name="take">Takes a change in. The same `id` may come again: pass it over.</param>
public sealed class WebhookReceiver(Func<string> secret, Action<JsonElement> take)
{
    static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <param name="prefix">`http://127.0.0.1:8080/`; in earnest behind TLS.</param>
    public async Task RunAsync(string prefix, CancellationToken stop)
    {
        using var listener = new HttpListener();
        listener.Prefixes.Add(prefix);
        listener.Start();
        await using var ending = stop.Register(listener.Stop);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                // The sender went away, or this receiver stops.
            }
        }
    }

    async Task AnswerAsync(HttpListenerContext http)
    {
        if (http.Request.HttpMethod == "OPTIONS")
        {
            // The registry asks once whether this address wants to be told.
            http.Response.Headers["WebHook-Allowed-Origin"] = http.Request.Headers["WebHook-Request-Origin"];
            http.Response.Headers["WebHook-Allowed-Rate"] = "*";
        }
        else
        {
            using var reader = new StreamReader(http.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            if (IsSigned(http.Request.Headers["webhook-id"], http.Request.Headers["webhook-timestamp"], http.Request.Headers["webhook-signature"], body))
            {
                using var change = JsonDocument.Parse(body);
                take(change.RootElement);
                http.Response.StatusCode = 204;
            }
            else
            {
                http.Response.StatusCode = 401;
            }
        }

        http.Response.Close();
    }

    /// <summary>HMAC-SHA256 over `id.timestamp.body`; during a rotation there are two signatures, and one that fits is enough.</summary>
    bool IsSigned(string? id, string? timestamp, string? signatures, string body)
    {
        if (id is null || signatures is null || !long.TryParse(timestamp, out var seconds)) return false;
        if ((DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance) return false;
        var hash = HMACSHA256.HashData(Convert.FromBase64String(secret()["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
        var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(hash));
        return signatures.Split(' ').Any(one => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), expected));
    }
}
