using ConsentGrains.Grains;
using ConsentGrains.Journal;

namespace ConsentGrains.Silo.Hosting;

/// <summary>This silo's copy of the directory, as its beats tell of it.</summary>
sealed class CopyOfDirectory
{
    (LocalGrains Local, Partitions Partitions)? open;
    int reading;

    /// <summary>The version every decision that begins from now on reads at least.</summary>
    public long Known => open?.Local.Directory.Version ?? 0;

    public void Connect(LocalGrains local, Partitions partitions)
    {
        open = (local, partitions);
        partitions.BeatNow();
    }

    /// <summary>Reads on, and beats again once that is done.</summary>
    public void Refresh()
    {
        if (open is { } now && Interlocked.Exchange(ref reading, 1) == 0) _ = ReadAsync(now.Local, now.Partitions);
    }

    async Task ReadAsync(LocalGrains local, Partitions partitions)
    {
        await Task.Yield();
        try
        {
            await local.RefreshDirectoryAsync(default);
            partitions.BeatNow();
        }
        catch (UnavailableException)
        {
            // The next beat finds it behind again.
        }
        finally
        {
            Volatile.Write(ref reading, 0);
        }
    }
}
