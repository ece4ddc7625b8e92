namespace ConsentGrains.Web.Admin;

/// <summary>The figures of this second, made once for all who look. Thread-safe.</summary>
sealed class LiveFigures(FigureReading reading, Pulse pulse, TimeProvider clock)
{
    static readonly TimeSpan Age = TimeSpan.FromMilliseconds(900);
    readonly SemaphoreSlim gate = new(1, 1);
    Figures? last;

    /// <summary>As they are now.</summary>
    public ValueTask<Figures> ReadAsync(CancellationToken cancel) => ReadAsync(() => Newer(clock.GetUtcNow() - Age), pulse.Take, cancel);

    /// <summary>As they are with the next second: nothing is measured for it that was not measured anyhow.</summary>
    public async ValueTask<Figures> NextAsync(CancellationToken cancel)
    {
        await pulse.NextAsync(cancel);
        return await ReadAsync(() => Newer(pulse.Newest.At), () => pulse.Newest, cancel);
    }

    async ValueTask<Figures> ReadAsync(Func<Figures?> known, Func<PulseSample> sample, CancellationToken cancel)
    {
        if (known() is { } fresh) return fresh;
        await gate.WaitAsync(cancel);
        try
        {
            return known() ?? (last = await reading.ReadAsync(sample(), cancel));
        }
        finally
        {
            gate.Release();
        }
    }

    Figures? Newer(DateTimeOffset than) => Volatile.Read(ref last) is { } figures && figures.At >= than ? figures : null;
}
