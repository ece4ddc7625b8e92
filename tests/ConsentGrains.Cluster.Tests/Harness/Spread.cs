using System.Net.Http.Headers;

namespace ConsentGrains.Cluster.Tests.Harness;

/// <summary>Sends each request to the next silo, and to the one after it where there is no answer. Safe for commands because each has a key.</summary>
sealed class Spread(Func<IReadOnlyList<Uri>> silos, string key) : DelegatingHandler(new SocketsHttpHandler())
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    int next;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        while (true)
        {
            var living = silos();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            try
            {
                if (living.Count == 0) throw new HttpRequestException("no silo is up");
                request.RequestUri = new(living[(int)((uint)Interlocked.Increment(ref next) % living.Count)], path);
                return await base.SendAsync(request, patience.Token);
            }
            catch (Exception lost) when (!cancellationToken.IsCancellationRequested && lost is HttpRequestException or OperationCanceledException)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
