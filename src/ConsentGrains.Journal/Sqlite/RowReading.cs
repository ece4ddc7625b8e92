namespace ConsentGrains.Journal.Sqlite;

/// <summary>Reads rows whose columns stand in the order of <see cref="Sql"/>.</summary>
static class RowReading
{
    public const int Columns = 15;

    public static ReadRow Event(Statement s) => new(
        new EventRow
        {
            Partition = new(s.Int(0)),
            Position = s.Long(1),
            Stream = s.Guid(2),
            Version = s.Int(3),
            Type = s.Text(4),
            Micros = s.Long(5),
            KeyId = s.BytesOrNull(6),
            Clear = s.Bytes(7),
            Sealed = s.BytesOrNull(8),
            Audience = s.Text(9),
            Hash = s.Bytes(10),
        },
        s.BytesOrNull(11),
        s.BytesOrNull(12),
        s.Int(13) != 0 ? StreamOwner.Missing : s.Int(14) != 0 ? StreamOwner.Erased : StreamOwner.Live);

    /// <summary>All rows of a statement. Damage met on the way is reported where it lies, after the last row that could be read.</summary>
    public static List<ReadRow> Events(Statement s, PartitionId? partition, long? after)
    {
        var rows = new List<ReadRow>();
        try
        {
            while (s.Step()) rows.Add(Event(s));
            return rows;
        }
        catch (SqliteFault fault)
        {
            s.Reset();
            throw fault.ForReader(partition, rows is [.., var last] ? last.Event.Position + 1 : after + 1);
        }
    }

    public static CheckpointRow Checkpoint(Statement s) => new(s.Long(0), s.Text(1), s.Bytes(2), s.Bytes(3));
}
