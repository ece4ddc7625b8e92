using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Feed.Webhooks;

/// <summary>Posts changes by Standard Webhooks 1.0.0, as CloudEvents in structured mode, after the handshake of CloudEvents' HTTP 1.1 Web Hooks.
/// Of an answer only the first lines are read.</summary>
public sealed class WebhookPostman(WebhookOptions options, TimeProvider time) : IPostman, IDisposable
{
    const string CloudEvent = "application/cloudevents+json";
    const string AllowedOrigin = "WebHook-Allowed-Origin";
    const string AllowedRate = "WebHook-Allowed-Rate";
    readonly HttpClient http = WebhookConnections.Open(options);

    /// <inheritdoc/>
    public async ValueTask<Posted> GreetAsync(SubscriptionState to, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, to.Url);
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", options.Origin);
        request.Headers.TryAddWithoutValidation("WebHook-Request-Rate", Limits.WebhookRate.ToString(CultureInfo.InvariantCulture));
        return await SendAsync(request, answer => Permission(answer), cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<Posted> PostAsync(SubscriptionState to, FeedEvent change, CancellationToken cancel)
    {
        var body = CloudEventJson.TextOf(change);
        var now = Instant.From(time.GetUtcNow());
        var seconds = now.Micros / 1_000_000;
        using var request = new HttpRequestMessage(HttpMethod.Post, to.Url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent, "utf-8");
        request.Headers.TryAddWithoutValidation("webhook-id", change.Id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", WebhookSecret.Sign(to, now, change.Id, seconds, body.Span));
        return await SendAsync(request, static _ => new Posted(), cancel);
    }

    public void Dispose() => http.Dispose();

    async ValueTask<Posted> SendAsync(HttpRequestMessage request, Func<HttpResponseMessage, Posted> good, CancellationToken cancel)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", "ConsentGrains");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(options.Patience);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return answer.IsSuccessStatusCode ? good(answer) : Refused(answer);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(SubscriptionReason.TimedOut);
        }
        catch (HttpRequestException fault)
        {
            return new(ReasonOf(fault));
        }
    }

    Posted Refused(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        var reason = status switch { 410 => SubscriptionReason.Gone, >= 300 and < 400 => SubscriptionReason.Redirected, _ => SubscriptionReason.Status };
        return new(reason, status, answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? Wish(answer.Headers.RetryAfter) : null);
    }

    TimeSpan? Wish(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    Posted Permission(HttpResponseMessage answer)
    {
        if (Value(answer, AllowedOrigin) is not { } origin || (origin != "*" && !string.Equals(origin, options.Origin, StringComparison.OrdinalIgnoreCase)))
            return new(SubscriptionReason.HandshakeRefused, (int)answer.StatusCode);
        return new(PerMinute: int.TryParse(Value(answer, AllowedRate), NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and < Limits.WebhookRate ? rate : null);
    }

    static string? Value(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values).Trim() : null;

    static SubscriptionReason ReasonOf(HttpRequestException fault) => fault switch
    {
        { InnerException: AddressRefusedException } => SubscriptionReason.AddressRefused,
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } } => SubscriptionReason.NameUnknown,
        { HttpRequestError: HttpRequestError.NameResolutionError } => SubscriptionReason.NameUnknown,
        { HttpRequestError: HttpRequestError.SecureConnectionError } => SubscriptionReason.TlsFailed,
        _ => SubscriptionReason.Unreachable,
    };
}
