using ConsentGrains.Core.Codec;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains;

/// <summary>What a store or its content can do to us; everything else is a bug and is let through.</summary>
static class Faults
{
    public static bool IsOfStore(Exception e) =>
        e is JournalUnavailableException or JournalDamagedException or UnknownEventException or DamagedEventException or ObjectDisposedException;

    /// <summary>The same events, with faults of the store turned into <see cref="UnavailableException"/>.</summary>
    public static async IAsyncEnumerable<StoredEvent> Guarded(IAsyncEnumerable<StoredEvent> events)
    {
        await using var each = events.GetAsyncEnumerator(CancellationToken.None);
        while (await MovedAsync(each)) yield return each.Current;
    }

    static async ValueTask<bool> MovedAsync(IAsyncEnumerator<StoredEvent> each)
    {
        try
        {
            return await each.MoveNextAsync();
        }
        catch (Exception e) when (IsOfStore(e))
        {
            throw new UnavailableException(e.Message);
        }
    }
}
