namespace ConsentGrains.Journal.Writing;

/// <summary>Asks the store, in one go, for the streams and commands of a batch that the writer does not remember.</summary>
sealed class Lookups(IJournalStore store, GroupMaker maker, Remembered<(NameHash, NameHash), CommandRow> commands)
{
    readonly List<NameHash> names = [];
    readonly HashSet<NameHash> asked = [];
    readonly List<(NameHash Name, CommandRef Key)> keys = [];
    readonly List<CommandRef> refs = [];

    public async ValueTask FillAsync(List<PendingAppend> batch)
    {
        await FillStreamsAsync(batch);
        await FillCommandsAsync(batch);
    }

    async ValueTask FillStreamsAsync(List<PendingAppend> batch)
    {
        names.Clear();
        asked.Clear();
        foreach (var pending in batch)
        {
            pending.Outcome = null;
            if (!maker.Knows(pending.Name, out _) && asked.Add(pending.Name)) names.Add(pending.Name);
        }
        if (names.Count == 0) return;
        var heads = await store.FindStreamsAsync(names);
        for (var i = 0; i < heads.Length; i++) maker.Learn(names[i], heads[i]);
    }

    async ValueTask FillCommandsAsync(List<PendingAppend> batch)
    {
        keys.Clear();
        refs.Clear();
        foreach (var pending in batch) Ask(pending);
        if (refs.Count == 0) return;
        var rows = await store.FindCommandsAsync(refs);
        for (var i = 0; i < rows.Length; i++)
            if (rows[i] is { } row) commands.Set((keys[i].Name, row.Key), row);
    }

    void Ask(PendingAppend pending)
    {
        if (pending.Append.Command is not { } command || commands.TryGet((pending.Name, pending.CommandKey), out _)) return;
        if (!maker.Knows(pending.Name, out var head) || !head.Exists) return;
        var key = new CommandRef(head.Id, command.Actor, pending.CommandKey);
        keys.Add((pending.Name, key));
        refs.Add(key);
    }
}
