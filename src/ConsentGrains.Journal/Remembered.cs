namespace ConsentGrains.Journal;

/// <summary>A bounded memory: when the young generation is full it becomes the old one and the old one is forgotten.
/// Holds at least the last <paramref name="capacity"/> entries put in, at most twice as many. Safe from any thread.</summary>
sealed class Remembered<TKey, TValue>(int capacity) where TKey : notnull
{
    readonly Lock guard = new();
    Dictionary<TKey, TValue> young = [];
    Dictionary<TKey, TValue> old = [];

    public bool TryGet(TKey key, out TValue value)
    {
        lock (guard)
        {
            if (young.TryGetValue(key, out value!)) return true;
            if (!old.TryGetValue(key, out value!)) return false;
            Put(key, value);
            return true;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (guard) Put(key, value);
    }

    public void Remove(TKey key)
    {
        lock (guard)
        {
            young.Remove(key);
            old.Remove(key);
        }
    }

    public void Clear()
    {
        lock (guard)
        {
            young = [];
            old = [];
        }
    }

    void Put(TKey key, TValue value)
    {
        if (young.Count >= capacity && !young.ContainsKey(key)) (old, young) = (young, []);
        young[key] = value;
    }
}
