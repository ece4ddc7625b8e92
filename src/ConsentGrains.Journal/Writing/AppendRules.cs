namespace ConsentGrains.Journal.Writing;

/// <summary>What a caller must never hand in; each breach is a bug of the caller and throws.</summary>
static class AppendRules
{
    public static void Check(Append append)
    {
        Require(append.ExpectedVersion >= 0, "the expected version is negative");
        Require(append.Events.Count > 0 || append.Command is not null, "without an event there must be a command to remember");
        Require(append.Events.Count <= Limits.EventsPerAppend, $"more than {Limits.EventsPerAppend} events");
        Require(append.Snapshot is not { } s || s.Length <= Limits.SnapshotBytes, $"a snapshot over {Limits.SnapshotBytes} bytes");
        Require(!append.Erase || (append.Snapshot is null && append.Events.Count > 0), "an erasure has an event and no snapshot");
        for (var i = 0; i < append.Events.Count; i++) Check(append.Events[i], append.Erase);
    }

    static void Check(EventData data, bool erases)
    {
        Require(data.Type.Length > 0, "an event without a type");
        Require(data.Clear.Length + data.Secret.Length <= Limits.EventBytes, $"an event over {Limits.EventBytes} bytes");
        Require(!erases || data.Secret.IsEmpty, "the events of an erasure carry no secret");
    }

    static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new ArgumentException(otherwise, "append");
    }
}
