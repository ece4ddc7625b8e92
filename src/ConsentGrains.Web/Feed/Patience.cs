namespace ConsentGrains.Web.Feed;

/// <summary>How long a stream waits for the next change before it sends a sign of life: one source of cancellation for as many waits as it lasts.</summary>
/// <param name="stop">Ends every wait.</param>
sealed class Patience(TimeSpan most, CancellationToken stop) : IDisposable
{
    CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(stop);

    public CancellationToken Begin()
    {
        source.CancelAfter(most);
        return source.Token;
    }

    public void End()
    {
        if (source.TryReset()) return;
        source.Dispose();
        source = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    public void Dispose() => source.Dispose();
}
