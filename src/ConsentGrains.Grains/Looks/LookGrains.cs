using System.Security.Cryptography;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Looks;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Looks;

/// <summary>Writes looks. Nothing of them is kept in memory, and each lies in a partition that this process owns: any process of several can take one.</summary>
sealed class LookGrains(IJournal journal, Drain drain) : ILooks
{
    const int IdBytes = 10;
    static readonly Envelope Timer = new("registry", Via: Causes.Retention);
    readonly LookNames names = new(journal);

    /// <inheritdoc/>
    public async ValueTask<Outcome> TakeAsync(Look look, Envelope envelope, CancellationToken cancel)
    {
        if (!drain.TryEnter()) return new Outcome.Unavailable(false, "the registry is stopping");
        try
        {
            if (Owned() is not var (id, stream)) return new Outcome.Unavailable(false, "this process owns no partition");
            var written = LookEventCodec.Encode(look with { Id = id, Subject = await names.CloseAsync(look) }, envelope);
            cancel.ThrowIfCancellationRequested();
            return await journal.AppendAsync(new Append(stream, 0, [new EventData(written.Type, written.Clear, written.Secret, [])])) switch
            {
                AppendResult.Committed c => new Outcome.Accepted(c.Version, new(c.Micros), Id: id),
                AppendResult.Unavailable u => new Outcome.Unavailable(false, u.Why),
                var other => new Outcome.Unavailable(true, other.ToString()),
            };
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            return new Outcome.Unavailable(false, e.Message);
        }
        finally
        {
            drain.Leave();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> EndAsync(string id, Instant before, CancellationToken cancel)
    {
        var stream = NameOf(id);
        if (journal.TenureOf(stream) == 0 || !drain.TryEnter()) return false;
        try
        {
            var image = await journal.LoadAsync(stream, cancel);
            if (image.Erased || image.Version == 0 || image.LastMicros >= before.Micros) return false;
            var written = LookEventCodec.EncodeEnd(Timer);
            var ending = new Append(stream, image.Version, [new EventData(written.Type, written.Clear, written.Secret, [])]) { Erase = true };
            return await journal.AppendAsync(ending) is AppendResult.Committed;
        }
        catch (JournalUnavailableException)
        {
            // The next turn tries again.
            return false;
        }
        finally
        {
            drain.Leave();
        }
    }

    static StreamName NameOf(string id) => new("look", id);

    (string Id, StreamName Stream)? Owned()
    {
        for (var i = 0; i < Limits.LookTries; i++)
        {
            var id = "L-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
            var stream = NameOf(id);
            if (journal.TenureOf(stream) != 0) return (id, stream);
        }

        return null;
    }
}
