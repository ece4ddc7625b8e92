using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Grains.SupplyPoints;
using ConsentGrains.Journal;
using ConsentGrains.Policies;

namespace ConsentGrains.Server.Bulk;

/// <summary>Writes every command that led to what the journal holds, as NDJSON that imports again to the same state: the directory first,
/// then customers and supply points in the order in which it happened, since each leads to something at the other. Every line says when it was recorded first,
/// and holds as of then again. Erased customers and credentials are left out.</summary>
sealed class Exporting(IJournal journal, Stream output)
{
    static readonly byte[] NewLine = "\n"u8.ToArray();
    readonly DirectoryEventCodec directory = new(Publications.Kept);
    long lastEnding;

    public long Lines { get; private set; }

    /// <summary>Events there are to look at.</summary>
    public long Total => Enumerable.Range(0, PartitionId.Count).Sum(p => journal.HeadOf(new PartitionId(p)));

    /// <param name="show">Told from time to time: events looked at, lines written.</param>
    public async Task RunAsync(Action<long, long> show, CancellationToken cancel)
    {
        var done = 0L;
        await foreach (var stored in journal.ReadPartitionAsync(PartitionId.Directory, 0, cancel))
        {
            if (OfDirectory(stored) is { } command) await WriteAsync(command, cancel);
            done++;
        }

        await foreach (var stored in InTime.ReadAsync(new PointJournal(journal), cancel))
        {
            if ((EventTypes.IsOfPoint(stored.Type) ? OfPoint(stored) : OfCustomer(stored)) is { } command) await WriteAsync(command, cancel);
            if (++done % Limits.ExportShown == 0) show(done, Lines);
        }
    }

    WrittenCommand? OfDirectory(StoredEvent stored)
    {
        var read = directory.Decode(stored.Type, stored.Clear, stored.Secret);
        // Ending an entrustment ends those below it in the same append; the one command does it again.
        if (read.Event is DirectoryEvent.EntrustmentEnded && stored.Micros == lastEnding) return null;
        if (read.Event is DirectoryEvent.EntrustmentEnded) lastEnding = stored.Micros;
        return CommandOf.Event(read.Event) is { } command ? CommandWriter.Write(new TargetedCommand.ToDirectory(command), Note(read.Envelope, stored)) : null;
    }

    /// <summary>Null for an event whose subject's key has been destroyed: whose it was can not be read any more.</summary>
    static WrittenCommand? OfCustomer(StoredEvent stored)
    {
        // Subscriptions belong to one registry, as credentials do.
        if (stored.Secret is null || !EventTypes.IsOfCustomer(stored.Type)) return null;
        var read = CustomerEventCodec.Decode(stored.Type, stored.Clear, stored.Secret);
        if (read.Customer is not { } customer || read.Event is CustomerEvent.Erased) return null;
        return CommandOf.Event(read.Event) is { } command ? CommandWriter.Write(new TargetedCommand.ToCustomer(customer, command), Note(read.Envelope, stored)) : null;
    }

    /// <summary>Null for a step of the registry's own. A move-in that a contract brought about is written too, though the contract brings it about again:
    /// the holder stays also where his contract is left out because he was erased.</summary>
    static WrittenCommand? OfPoint(StoredEvent stored)
    {
        var read = SupplyPointEventCodec.Decode(stored.Type, stored.Clear, stored.Secret);
        if (read.Point is not { } point) return null;
        return CommandOf.Event(read.Event) is { } command ? CommandWriter.Write(new TargetedCommand.ToPoint(point, command), Note(read.Envelope, stored)) : null;
    }

    static CommandNote Note(Envelope envelope, StoredEvent stored) =>
        new(envelope.Evidence, envelope.Via, envelope.Desk, envelope.Cause, envelope.First ?? new Instant(stored.Micros));

    async ValueTask WriteAsync(WrittenCommand command, CancellationToken cancel)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WritePropertyName(command.Name);
            json.WriteRawValue(command.Fields, skipInputValidation: true);
            json.WriteEndObject();
        }

        await output.WriteAsync(NewLine, cancel);
        Lines++;
    }
}
