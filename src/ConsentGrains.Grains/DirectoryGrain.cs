using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains.Heat;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains;

/// <summary>The one directory, with every version it ever had. Never put away.</summary>
sealed class DirectoryGrain : Turns
{
    readonly DirectoryTimeline first;
    readonly DirectoryEventCodec codec;
    readonly DirectoryStream rules = new();
    readonly Teller<DirectoryTimeline, DirectoryCommand, DirectoryEvent> teller;
    readonly SemaphoreSlim reading = new(1, 1);
    readonly IJournal journal;

    public DirectoryGrain(IJournal journal, DirectoryState builtIn, DirectoryEventCodec codec, TimeProvider time, Thermometer heat)
    {
        (first, this.codec) = (DirectoryTimeline.From(builtIn), codec);
        teller = new(journal, time, heat, rules);
        Stream = new(new(journal, (_, image) => new(Fold(image)), Copied: true), StreamName.Directory);
        this.journal = journal;
    }

    public LiveStream<DirectoryTimeline> Stream { get; }

    /// <summary>The newest version that was published, also while the stream must be loaded again.</summary>
    public DirectoryState Latest => (Stream.Last ?? first).Latest;

    public async ValueTask<Outcome> TellAsync(DirectoryCommand command, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        if (!TryHold()) throw new System.Diagnostics.UnreachableException("the directory is never put away");
        try
        {
            return await teller.TellAsync(this, Stream, command, envelope, terms, cancel);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Reads what another process has appended meanwhile.</summary>
    /// <exception cref="JournalUnavailableException">The journal does not answer.</exception>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        var before = await Stream.LoadedAsync(cancel);
        // The owner publishes what it appends.
        if (journal.TenureOf(StreamName.Directory) != 0) return;
        await reading.WaitAsync(cancel);
        try
        {
            var after = before = await Stream.LoadedAsync(cancel);
            await foreach (var e in journal.ReadPartitionAsync(PartitionId.Directory, before.Latest.Version, cancel)) after = Evolve(after, e);
            if (!ReferenceEquals(before, after)) Stream.Advance(before, after);
        }
        finally
        {
            reading.Release();
        }
    }

    // A load starts from the built-in version anew: what a dropped timeline had added beyond the disk's version is not in it.
    DirectoryTimeline Fold(StreamImage image)
    {
        var timeline = DirectoryTimeline.From(first.Latest);
        foreach (var e in image.Events) timeline = Evolve(timeline, e);
        return timeline;
    }

    DirectoryTimeline Evolve(DirectoryTimeline timeline, StoredEvent e)
    {
        var stored = codec.Decode(e.Type, e.Clear, e.Secret);
        return rules.Evolve(timeline, [stored.Event], new Instant(e.Micros), stored.Envelope.First);
    }
}
