using ConsentGrains.Core;

namespace ConsentGrains.Client;

/// <summary>Something that happened, as it crosses processes: the event's bytes as the journal stores them.</summary>
sealed record EntrySent(int Version, Instant Recorded, string Type, byte[] Clear, byte[] Secret);
