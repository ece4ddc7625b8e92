namespace ConsentGrains.Journal.Sqlite;

/// <summary>Keeps the write-ahead log short while the writer goes on: a connection of its own moves the bulk into the file beside the writing, and the
/// writer then moves only what came meanwhile, so that the next group begins the log anew.
/// Ownership: called by the writer between two groups.</summary>
/// <param name="longest">Pages in the log after which they are moved.</param>
sealed class LogMover(Database writing, string path, int longest = Limits.CheckpointPages) : IDisposable
{
    /// <summary>Of the longest log: less than this gives no room to speak of.</summary>
    const int PartWorthMoving = 8;

    Database? mine;
    Task moving = Task.CompletedTask;
    bool bulkMoved;
    int pages;

    /// <summary>After every group.</summary>
    public void Look()
    {
        pages += writing.TakePagesWritten();
        if (!moving.IsCompleted) return;
        if (bulkMoved) MoveRest();
        else if (pages >= longest) Begin();
    }

    /// <summary>After a group that was not written, as on a full disk: what the log holds more than once is room, should it be moved and begun anew.</summary>
    public void MakeRoom()
    {
        if (!moving.IsCompleted) return;
        pages += writing.TakePagesWritten();
        if (bulkMoved || pages >= longest / PartWorthMoving) MoveRest();
    }

    /// <summary>Ends when nothing is being moved.</summary>
    public async ValueTask RestAsync() => await moving;

    public void Dispose()
    {
        moving.GetAwaiter().GetResult();
        mine?.Dispose();
    }

    void Begin()
    {
        pages = 0;
        bulkMoved = true;
        moving = Task.Run(MoveBulk);
    }

    // What fails here is left to the writer, who meets the same fault and says so.
    void MoveBulk()
    {
        try
        {
            mine ??= Database.OpenMover(path);
            mine.MoveLog();
        }
        catch (SqliteFault)
        {
            mine?.Dispose();
            mine = null;
        }
    }

    // A reader may stand in the way; the log grows on until the next time.
    void MoveRest()
    {
        bulkMoved = false;
        try
        {
            if (writing.MoveLog()) pages = 0;
        }
        catch (SqliteFault)
        {
            // The group before is safe in the log; a file that cannot be written refuses the next one by name.
        }
    }
}
