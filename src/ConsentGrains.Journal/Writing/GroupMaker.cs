using System.Diagnostics;

namespace ConsentGrains.Journal.Writing;

/// <summary>Puts appends in commit order: refuses what is repeated or in conflict, stamps and chains the rest into one group.
/// Used by the one writer only.</summary>
sealed class GroupMaker(PartitionTail[] tails, Stamps stamps, Remembered<(NameHash, NameHash), CommandRow> commands)
{
    readonly Remembered<NameHash, StreamHead> heads = new(Limits.StreamsRemembered);
    readonly Dictionary<(NameHash, NameHash), CommandRow> inGroup = [];
    readonly RowHash hasher = new();

    public CommitGroup Group { get; } = new();

    public bool Knows(NameHash name, out StreamHead head) => heads.TryGet(name, out head);

    public void Learn(NameHash name, StreamHead head) => heads.Set(name, head);

    /// <summary>Decides how the append ends if the group is committed. Null: it must be prepared anew.</summary>
    public AppendResult? Place(PendingAppend pending)
    {
        var tail = tails[pending.Partition.Value];
        if (tail.Closed is { } why) return new AppendResult.Unavailable(why);
        if (!heads.TryGet(pending.Name, out var head)) throw new UnreachableException("a stream's head is looked up before it is placed");
        if (Known(pending) is { } known) return new AppendResult.Repeated(known);
        if (head.Erased || head.Version != pending.Append.ExpectedVersion) return new AppendResult.Conflict(head.Version);
        return IsSealedForAnother(pending, head) ? null : Write(pending, head, tail);
    }

    public void ForgetStreams() => heads.Clear();

    /// <summary>The group is on disk.</summary>
    public void Commit()
    {
        foreach (var (partition, _) in Group.Epochs) tails[partition.Value].Commit();
        foreach (var (key, row) in inGroup) commands.Set(key, row);
        Clear();
    }

    /// <summary>The group is not on disk, or nobody knows.</summary>
    public void Revert(string? mustBeRead)
    {
        foreach (var (partition, _) in Group.Epochs)
        {
            tails[partition.Value].Revert();
            if (mustBeRead is not null) tails[partition.Value].MustBeRead(mustBeRead);
        }
        heads.Clear();
        Clear();
    }

    void Clear()
    {
        Group.Clear();
        inGroup.Clear();
    }

    KnownCommand? Known(PendingAppend pending)
    {
        if (pending.Append.Command is null) return null;
        var key = (pending.Name, pending.CommandKey);
        if (!inGroup.TryGetValue(key, out var row) && !commands.TryGet(key, out row)) return null;
        return row.Expires <= stamps.Now ? null : row.ToKnown(pending.BodyHash);
    }

    // Two appends to one stream at once, or a stream that came to be meanwhile: what was sealed names another id or key.
    static bool IsSealedForAnother(PendingAppend pending, StreamHead head) =>
        head.Exists && ((pending.Stream != Guid.Empty && pending.Stream != head.Id) || (pending.Subject is { IsNew: true } && head.HasKey));

    AppendResult.Committed Write(PendingAppend pending, StreamHead head, PartitionTail tail)
    {
        if (!tail.Touched)
        {
            tail.Touched = true;
            Group.Epochs.Add((pending.Partition, tail.Epoch));
        }
        if (!head.Exists) Group.Streams.Add((pending.Stream, pending.Partition, pending.Name));
        var id = head.Exists ? head.Id : pending.Stream;
        var micros = stamps.Take(pending.Append, pending.Partition, tail);
        foreach (var row in pending.Rows)
        {
            (row.Stream, row.Name) = (id, pending.Name);
            tail.Chain(row, micros, hasher);
            Group.Events.Add(row);
        }
        var version = head.Version + pending.Rows.Length;
        AddRest(pending, id, version, micros);
        heads.Set(pending.Name, new(id, version, head.HasKey || pending.Subject is not null, pending.Append.Erase));
        return new(pending.Rows.Length == 0 ? 0 : pending.Rows[0].Position, version, micros);
    }

    void AddRest(PendingAppend pending, Guid id, int version, long micros)
    {
        if (pending.Subject is { IsNew: true } subject) Group.Keys.Add((subject.KeyId, subject.Wrapped));
        if (pending.Snapshot is { } snapshot) Group.Snapshots.Add((id, version, snapshot));
        if (pending.Append.Erase) Group.Erasures.Add(new(pending.Name, id, micros));
        if (pending.Append.Command is not { } command) return;
        var row = new CommandRow(id, command.Actor, pending.CommandKey, pending.BodyHash, version, micros + Clock.CommandKept);
        Group.Commands.Add(row);
        inGroup[(pending.Name, pending.CommandKey)] = row;
    }
}
