using System.Collections.Immutable;

namespace ConsentGrains.Core.Directory;

static class EntrustmentEvolution
{
    public static DirectoryState Recorded(DirectoryState state, Entrustment entry)
    {
        var others = state.EntrustmentsTo.GetValueOrDefault(entry.Recipient, []).RemoveAll(e => e.Id == entry.Id);
        return state with
        {
            Entrustments = state.Entrustments.SetItem(entry.Id, entry),
            EntrustmentsTo = state.EntrustmentsTo.SetItem(entry.Recipient, others.Add(entry)),
        };
    }

    /// <summary>The newest of a contractor, so that the directory stays small; the journal keeps them all.</summary>
    public static DirectoryState Supervised(DirectoryState state, DirectoryEvent.SupervisionRecorded e)
    {
        var log = state.Supervisions.GetValueOrDefault(e.Id, []);
        var kept = log.Length < Limits.SupervisionsKept ? log : log.RemoveAt(0);
        return state with { Supervisions = state.Supervisions.SetItem(e.Id, kept.Add(e.Entry)) };
    }

    /// <summary>What stands under an entry ends with it: nobody works on an approval that is gone.</summary>
    public static DirectoryState Ended(DirectoryState state, string id, DateOnly until)
    {
        if (!state.Entrustments.TryGetValue(id, out var entry)) return state;
        var after = entry.Until < until ? state : Recorded(state, entry with { Until = until });
        after = after with { Ended = after.Ended.Add(new(entry.Recipient, EndedGroundKind.Entrustment, id, until)) };
        foreach (var below in state.Entrustments.Values.Where(e => e.Under == id && !(e.Until < until)).OrderBy(e => e.Id, StringComparer.Ordinal))
            after = Ended(after, below.Id, until);
        return after;
    }
}
