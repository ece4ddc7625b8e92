namespace ConsentGrains.Journal;

/// <summary>What an exchange of the master key needs of a store, which nobody else has open meanwhile. Not thread-safe.
/// Each change is whole and on the disk when it returns, or was not made.</summary>
interface IKeyStore : IAsyncDisposable
{
    /// <summary>Takes the store for this process alone and says whose it is.</summary>
    /// <exception cref="JournalRefusedException">`journal-in-use`, `journal-missing`, `journal-newer`, `journal-older`, `journal-not-durable`.</exception>
    ValueTask<StoreMeta> OpenAsync(CancellationToken cancel);

    ValueTask<long> CountAsync(CancellationToken cancel);

    /// <summary>The next keys, in an order that stays; at most <see cref="Limits.KeysPerStep"/>.</summary>
    /// <param name="after">The last one of the page before; null: from the first.</param>
    ValueTask<IReadOnlyList<WrappedKey>> ReadAsync(WrappedKey? after, CancellationToken cancel);

    ValueTask ReplaceAsync(IReadOnlyList<WrappedKey> keys, CancellationToken cancel);

    /// <summary>Writes values of `meta`; a null takes one away.</summary>
    ValueTask WriteMetaAsync(IReadOnlyList<(string Name, byte[]? Value)> values, CancellationToken cancel);

    /// <summary>Leaves no copy of what was replaced where the store can help it.</summary>
    ValueTask CleanAsync(CancellationToken cancel);
}

/// <param name="Scope">The retention class; with the id it is what the key is bound to.</param>
readonly record struct WrappedKey(Guid Id, string Scope, byte[] Wrapped);
