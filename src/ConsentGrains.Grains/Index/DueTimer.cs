using ConsentGrains.Core;

namespace ConsentGrains.Grains.Index;

/// <summary>Notices what has come due and enters it in the due log. It looks at the clock anew each time and keeps nothing in memory, so a restart or a
/// jump of the clock loses nothing; never before its moment; once, because the log knows each thing by its key. No decision depends on it.</summary>
sealed class DueTimer(IndexFile index, DueLog log, TimeProvider time)
{
    /// <summary>Set in tests: called between the entry in the log and the mark in the index.</summary>
    public Action? Between { get; set; }

    /// <returns>How many things were found due.</returns>
    public int Turn()
    {
        var found = 0;
        while (Open(time.Now()) is { Count: > 0 } due)
        {
            log.Add(due, time.Now());
            Between?.Invoke();
            index.Write(db =>
            {
                foreach (var item in due) db.Run("UPDATE ix_due SET logged = 1 WHERE due_us = $1 AND key = $2", item.DueMicros, item.Key);
            });
            found += due.Count;
        }

        return found;
    }

    List<OpenDue> Open(Instant now) => index.Read(db => db.Query(
        $"SELECT {OpenDue.Columns} FROM ix_due WHERE logged = 0 AND due_us <= $1 ORDER BY due_us, key LIMIT $2",
        OpenDue.Read, now.Micros, Limits.DuePerTurn));
}
