using Microsoft.Extensions.Logging;

namespace ConsentGrains.Server.Serving;

/// <summary>What went wrong in what goes on beside requests, in either edition. Each goes on by itself.</summary>
static partial class BackgroundFaults
{
    [LoggerMessage(EventId = 4001, EventName = "CheckpointNotWritten", Level = LogLevel.Error, Message = "A checkpoint could not be written; the next one is tried in a minute")]
    public static partial void CheckpointNotWritten(ILogger logger, Exception fault);

    [LoggerMessage(EventId = 4002, EventName = "IndexNotFollowed", Level = LogLevel.Error, Message = "The index could not follow the journal; it goes on in a moment")]
    public static partial void IndexNotFollowed(ILogger logger, Exception fault);

    [LoggerMessage(EventId = 4003, EventName = "WebhooksNotServed", Level = LogLevel.Error, Message = "Webhooks could not be looked after; they go on in a moment")]
    public static partial void WebhooksNotServed(ILogger logger, Exception fault);

    [LoggerMessage(EventId = 4004, EventName = "DecisionLogNotWritten", Level = LogLevel.Error, Message = "The decision log could not be written; what must be on record is not answered meanwhile")]
    public static partial void DecisionLogNotWritten(ILogger logger, Exception fault);
}
