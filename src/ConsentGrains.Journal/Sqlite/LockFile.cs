namespace ConsentGrains.Journal.Sqlite;

/// <summary>A file beside the database, held exclusively while a process owns the journal; the system lets go of it when the process ends.</summary>
sealed class LockFile : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];
    readonly FileStream file;

    LockFile(FileStream file) => this.file = file;

    /// <summary>Null when another process, or another journal of this one, holds it.</summary>
    public static LockFile? TryTake(string path)
    {
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault) when (Taken.Contains(fault.HResult))
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}
