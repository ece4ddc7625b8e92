using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Sharing;

/// <summary>The copies of the directory in other processes.
/// INVARIANT (directory-known): a directory command is acknowledged only once no other process can decide by an older version: each has said so with a beat,
/// or may answer nothing any more. A beat of a process that is behind does not count, so one that wakes up later does not decide by it either.</summary>
sealed class Copies(Partitions partitions, IElsewhere elsewhere, TimeProvider time)
{
    /// <returns>Null; or why it is not certain.</returns>
    public async ValueTask<string?> KnowAsync(int version)
    {
        var telling = elsewhere.TellDirectoryAsync();
        var until = time.GetUtcNow().AddSeconds(Limits.CopySeconds);
        do
        {
            if (await AllKnowAsync(version)) return null;
            await Task.WhenAny(telling, Task.Delay(Limits.CopyMilliseconds));
            await Task.Delay(Limits.CopyMilliseconds);
        }
        while (time.GetUtcNow() < until);
        return "not every process knows the new directory yet";
    }

    async ValueTask<bool> AllKnowAsync(int version)
    {
        try
        {
            var standing = await partitions.LookAsync(CancellationToken.None);
            return standing.Members.All(member => member.Id == standing.Self || !member.MayAnswer || member.Directory is not { } known || known >= version);
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
    }
}
