namespace ConsentGrains.Journal.Checkpoints;

/// <summary>Whether a start has the key that signed the checkpoints which are there. A checkpoint does not name its key. A key that signed none of them is another one;
/// where it signed some, those that it did not sign were changed, and that is damage.</summary>
static class CheckpointAdmission
{
    public const string Missing = "checkpoint-key-missing";
    public const string Wrong = "checkpoint-key-wrong";

    /// <summary>Before anything is claimed or waited for.</summary>
    /// <exception cref="JournalRefusedException">As <see cref="FindKeyAsync"/>.</exception>
    public static async ValueTask CheckAsync(IJournalStore store, CheckpointPlace place, CancellationToken cancel)
    {
        using var key = await FindKeyAsync(store, place, cancel);
    }

    /// <returns>Null: there is no key, and nothing that one has signed.</returns>
    /// <exception cref="JournalRefusedException">`checkpoint-key-missing`, `checkpoint-key-wrong`, `checkpoint-key-unreadable`.</exception>
    public static async ValueTask<CheckpointKey?> FindKeyAsync(IJournalStore store, CheckpointPlace place, CancellationToken cancel)
    {
        var newest = await store.LastCheckpointAsync(cancel);
        var where = newest is not null ? "the journal" : Anchor.HoldsAny(place.AnchorPath) ? $"the anchor {place.AnchorPath}" : null;
        if (CheckpointKey.Find(place.KeyPath) is not { } key) return where is null ? null : throw NotThere(place, where);
        try
        {
            return where is null || await SignedAnyAsync(key, newest, store, place, cancel) ? key : throw Another(place, where);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Of several who share a journal another one has signed, and nothing that two keys signed can be verified.</summary>
    public static JournalRefusedException NotAfter(long n, CheckpointPlace place) => new(Wrong,
        $"Checkpoint {n} was not signed with {place.KeyPath}, so that none is signed after it here. Give all who share the journal the key that signed it.");

    static async ValueTask<bool> SignedAnyAsync(CheckpointKey key, CheckpointRow? newest, IJournalStore store, CheckpointPlace place, CancellationToken cancel)
    {
        if (newest is not null && key.Verify(newest.Heads, newest.Signature)) return true;
        return (await store.ReadCheckpointsAsync(0, cancel)).Exists(row => key.Verify(row.Heads, row.Signature)) || Anchor.HoldsAnyOf(place.AnchorPath, key);
    }

    static JournalRefusedException NotThere(CheckpointPlace place, string where) => new(Missing,
        $"There is no signing key {place.KeyPath}, and {where} holds checkpoints that one has signed. Name its file with --signing-key-file, or copy it there; a new one is made only where nothing was signed yet.");

    static JournalRefusedException Another(CheckpointPlace place, string where) => new(Wrong,
        $"The key {place.KeyPath} signed no checkpoint of {where}: another one did. Name the file of that one with --signing-key-file, or put it in the place of this. If this is the key that signed them, all were changed.");
}
