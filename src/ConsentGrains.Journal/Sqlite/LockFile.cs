namespace ConsentGrains.Journal.Sqlite;

/// <summary>A file beside the database, held exclusively while a process owns the journal; the system lets go of it when the process ends.</summary>
sealed class LockFile : IDisposable
{
    readonly FileStream file;

    LockFile(FileStream file) => this.file = file;

    /// <summary>Null when another process, or another journal of this one, holds it.</summary>
    public static LockFile? TryTake(string path)
    {
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}
