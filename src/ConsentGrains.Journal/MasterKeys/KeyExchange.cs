using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Journal.Sealing;

namespace ConsentGrains.Journal;

/// <param name="Keys">Subjects' keys that are wrapped under the new master key now.</param>
/// <param name="Nothing">It had been done before.</param>
public sealed record ExchangedKeys(long Keys, bool Nothing);

public readonly record struct ExchangeProgress(long Done, long Total);

/// <summary>Puts a new master key in the place of the old one, while nothing else has the journal open. First every key is looked at; then `meta` says that an exchange
/// is under way; then the keys are wrapped anew, some at a time; then `meta` says that it is done.
/// INVARIANT (either-key): from the first of these writes to the last no process opens the journal, and each key opens with one of the two master keys. Broken off at any
/// point it is gone on with by the same two keys.</summary>
sealed class KeyExchange(IKeyStore store, KeyRing from, KeyRing to, TimeProvider time)
{
    /// <exception cref="JournalRefusedException">`master-key-wrong`: not the journal's, or no new one; `master-key-exchange-unfinished`: another exchange is.</exception>
    /// <exception cref="JournalDamagedException">A key opens with neither; where that was so before the exchange, nothing was changed.</exception>
    public async Task<ExchangedKeys> RunAsync(IProgress<ExchangeProgress>? progress, CancellationToken cancel)
    {
        if (from.Export() == to.Export()) throw Wrong("The new master key is the one to be replaced. Make another: consent keys master FILE");
        var meta = await store.OpenAsync(cancel);
        Admission.CheckSchema(meta);
        var total = await store.CountAsync(cancel);
        if (meta.Exchange is null && Admission.Knows(meta, to))
        {
            await store.CleanAsync(cancel);
            return new(total, Nothing: true);
        }
        if (meta.Exchange is { } begun) CheckSame(meta, begun);
        else await BeginAsync(meta, cancel);
        await WrapAsync(total, progress, cancel);
        await store.WriteMetaAsync([(MetaNames.Exchange, null)], cancel);
        await store.CleanAsync(cancel);
        return new(total, Nothing: false);
    }

    async Task BeginAsync(StoreMeta meta, CancellationToken cancel)
    {
        var ring = Admission.Admit(meta, from);
        await foreach (var page in PagesAsync(cancel))
            foreach (var key in page)
                if (Unwrap(key, from) is null) throw Damaged(key);
        var now = (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        await store.WriteMetaAsync(
        [
            (MetaNames.Exchange, meta.KeyCheck),
            (MetaNames.KeyCheck, to.LaterCheck),
            (MetaNames.Vault, KeptKeys.Leaving(ring, now + (Limits.ExchangeClockSeconds * 1_000_000L)).Seal(to, meta.Incarnation)),
            (MetaNames.Former, FormerMasters.With(meta.Former, meta.KeyCheck, now)),
        ], cancel);
    }

    void CheckSame(StoreMeta meta, byte[] begun)
    {
        if (!CryptographicOperations.FixedTimeEquals(meta.KeyCheck, to.LaterCheck) || !(Same(begun, from.Check) || Same(begun, from.LaterCheck)))
            throw new JournalRefusedException(Admission.Unfinished, "An exchange of the master key is under way between two other keys. Give the one it goes from and the one it goes to.");
    }

    async Task WrapAsync(long total, IProgress<ExchangeProgress>? progress, CancellationToken cancel)
    {
        var done = 0L;
        progress?.Report(new(done, total));
        await foreach (var page in PagesAsync(cancel))
        {
            var fresh = new List<WrappedKey>();
            foreach (var key in page)
            {
                if (Unwrap(key, from) is { } open) fresh.Add(key with { Wrapped = Wrap(key, open) });
                else if (Unwrap(key, to) is null) throw Damaged(key);
            }
            if (fresh.Count > 0) await store.ReplaceAsync(fresh, cancel);
            progress?.Report(new(done += page.Count, total));
        }
    }

    async IAsyncEnumerable<IReadOnlyList<WrappedKey>> PagesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        WrappedKey? last = null;
        while (await store.ReadAsync(last, cancel) is { Count: > 0 } page)
        {
            cancel.ThrowIfCancellationRequested();
            last = page[^1];
            yield return page;
        }
    }

    byte[] Wrap(in WrappedKey key, byte[] open) => to.Wrapping.Close(open, KeyId(key));

    static byte[]? Unwrap(in WrappedKey key, KeyRing keys) => Subject.Unwrap(KeyId(key), key.Wrapped, keys);

    static byte[] KeyId(in WrappedKey key) => [.. key.Id.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(key.Scope)];

    static bool Same(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);

    static JournalDamagedException Damaged(in WrappedKey key) => new(null, null, $"the key of stream {key.Id} was changed");

    static JournalRefusedException Wrong(string why) => new(Admission.WrongKey, why);
}
