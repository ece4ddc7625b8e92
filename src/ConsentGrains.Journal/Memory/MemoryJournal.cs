namespace ConsentGrains.Journal.Memory;

/// <summary>A journal that lasts as long as its process: for tests and trials. It behaves like the others in all but durability.</summary>
public static class MemoryJournal
{
    public static JournalLog Create(KeyRing keys, TimeProvider time)
    {
        // Nothing in memory ever waits, so the task has ended when it comes back.
        var opened = JournalLog.OpenAsync(new MemoryStore(), keys, time, null, CancellationToken.None);
        return opened.GetAwaiter().GetResult();
    }
}
