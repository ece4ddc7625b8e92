namespace ConsentGrains.Web.Admin;

/// <summary>The figures of this second, made once for all who look. Thread-safe.</summary>
sealed class LiveFigures(FigureReading reading, TimeProvider clock)
{
    static readonly TimeSpan Age = TimeSpan.FromMilliseconds(900);
    readonly SemaphoreSlim gate = new(1, 1);
    Figures? last;

    public async ValueTask<Figures> ReadAsync(CancellationToken cancel)
    {
        if (Fresh() is { } fresh) return fresh;
        await gate.WaitAsync(cancel);
        try
        {
            return Fresh() ?? (last = await reading.ReadAsync(cancel));
        }
        finally
        {
            gate.Release();
        }
    }

    Figures? Fresh() => Volatile.Read(ref last) is { } figures && clock.GetUtcNow() - figures.At < Age ? figures : null;
}
