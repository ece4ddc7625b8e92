using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Journal;
using ConsentGrains.Policies;

namespace ConsentGrains.Server.Bulk;

/// <summary>Writes every command that led to what the journal holds, as NDJSON that imports again to the same state: the directory first,
/// each customer's in order. Erased customers and credentials are left out.</summary>
sealed class Exporting(IJournal journal, Stream output)
{
    static readonly byte[] NewLine = "\n"u8.ToArray();
    readonly DirectoryEventCodec directory = new(Publications.Kept);
    long lastEnding;

    public long Lines { get; private set; }

    /// <param name="partitionDone">Told after each partition.</param>
    public async Task RunAsync(Action<int, long> partitionDone, CancellationToken cancel)
    {
        for (var partition = 0; partition < PartitionId.Count; partition++)
        {
            await foreach (var stored in journal.ReadPartitionAsync(new PartitionId(partition), 0, cancel))
                if (Command(stored) is { } command) await WriteAsync(command, cancel);
            partitionDone(partition + 1, Lines);
        }
    }

    WrittenCommand? Command(StoredEvent stored) => stored.Partition == PartitionId.Directory ? OfDirectory(stored) : OfCustomer(stored);

    WrittenCommand? OfDirectory(StoredEvent stored)
    {
        var read = directory.Decode(stored.Type, stored.Clear, stored.Secret);
        // Ending an entrustment ends those below it in the same append; the one command does it again.
        if (read.Event is DirectoryEvent.EntrustmentEnded && stored.Micros == lastEnding) return null;
        if (read.Event is DirectoryEvent.EntrustmentEnded) lastEnding = stored.Micros;
        return CommandOf.Event(read.Event) is { } command ? CommandWriter.Write(new TargetedCommand.ToDirectory(command), Note(read.Envelope)) : null;
    }

    /// <summary>Null for an event whose subject's key has been destroyed: whose it was can not be read any more.</summary>
    static WrittenCommand? OfCustomer(StoredEvent stored)
    {
        if (stored.Secret is null) return null;
        var read = CustomerEventCodec.Decode(stored.Type, stored.Clear, stored.Secret);
        if (read.Customer is not { } customer || read.Event is CustomerEvent.Erased) return null;
        return CommandOf.Event(read.Event) is { } command ? CommandWriter.Write(new TargetedCommand.ToCustomer(customer, command), Note(read.Envelope)) : null;
    }

    static CommandNote Note(Envelope envelope) => new(envelope.Evidence, envelope.Via, envelope.Desk, envelope.Cause);

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
