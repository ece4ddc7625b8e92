using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Tests;

/// <summary>Makes an append take its time before and after it is durable, in turns of the scheduler, never by the clock.</summary>
sealed class Latency(int seed, int turns)
{
    readonly Random random = new(seed);

    public async ValueTask<AppendResult> AroundAsync(Append append, Func<ValueTask<AppendResult>> write)
    {
        await PassAsync();
        var result = await write();
        await PassAsync();
        return result;
    }

    public async Task PassAsync()
    {
        int left;
        lock (random) left = random.Next(turns);
        for (; left > 0; left--) await Task.Yield();
    }
}
