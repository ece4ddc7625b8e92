using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains;

/// <summary>The one directory, with every version it ever had. Never put away.</summary>
sealed class DirectoryGrain
{
    readonly DirectoryTimeline first;
    readonly DirectoryEventCodec codec;
    readonly DirectoryStream rules = new();
    readonly Teller<DirectoryTimeline, DirectoryCommand, DirectoryEvent> teller;
    readonly Turns turns = new();

    public DirectoryGrain(IJournal journal, DirectoryState builtIn, DirectoryEventCodec codec, TimeProvider time)
    {
        (first, this.codec) = (DirectoryTimeline.From(builtIn), codec);
        teller = new(journal, time, rules);
        Stream = new(journal, StreamName.Directory, (_, image) => new(Fold(image)));
    }

    public LiveStream<DirectoryTimeline> Stream { get; }

    /// <summary>The newest version that was published, also while the stream must be loaded again.</summary>
    public DirectoryState Latest => (Stream.Last ?? first).Latest;

    public async ValueTask<Outcome> TellAsync(DirectoryCommand command, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        if (!turns.TryHold()) throw new System.Diagnostics.UnreachableException("the directory is never put away");
        try
        {
            return await teller.TellAsync(turns, Stream, command, envelope, terms, cancel);
        }
        finally
        {
            turns.Leave();
        }
    }

    // A load starts from the built-in version anew: what a dropped timeline had added beyond the disk's version is not in it.
    DirectoryTimeline Fold(StreamImage image)
    {
        var timeline = DirectoryTimeline.From(first.Latest);
        foreach (var e in image.Events)
        {
            var stored = codec.Decode(e.Type, e.Clear, e.Secret);
            timeline = rules.Evolve(timeline, [stored.Event], new Instant(e.Micros), stored.Envelope.First);
        }

        return timeline;
    }
}
