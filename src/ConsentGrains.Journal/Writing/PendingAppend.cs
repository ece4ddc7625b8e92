using System.Diagnostics;
using ConsentGrains.Journal.Sealing;

namespace ConsentGrains.Journal.Writing;

/// <summary>An append made ready outside the writer: named, sealed, waiting for its place in the commit order.</summary>
sealed class PendingAppend(Append append, NameHash name, PartitionId partition)
{
    readonly TaskCompletionSource<AppendResult?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Append Append { get; } = append;
    public NameHash Name { get; } = name;
    public PartitionId Partition { get; } = partition;
    public required EventRow[] Rows { get; init; }

    /// <summary>Set where something was sealed or the stream is to be created.</summary>
    public Guid Stream { get; init; }

    /// <summary>Whose key sealed it; null where nothing is sealed.</summary>
    public Subject? Subject { get; init; }
    public byte[]? Snapshot { get; init; }
    public NameHash CommandKey { get; init; }
    public NameHash BodyHash { get; init; }

    /// <summary>What it will weigh in its group.</summary>
    public required int Bytes { get; init; }

    /// <summary>Of whoever follows it; null: nobody.</summary>
    public Activity? Span { get; set; }

    /// <summary>How it ends once the group it is placed in is committed.</summary>
    public AppendResult? Outcome { get; set; }

    /// <summary>The result, or null where it must be prepared anew: the stream's subject is not the one it was sealed for.</summary>
    public Task<AppendResult?> Done => done.Task;

    public void Complete(AppendResult? result) => done.SetResult(result);
}
