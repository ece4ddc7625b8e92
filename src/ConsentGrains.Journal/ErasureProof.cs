namespace ConsentGrains.Journal;

/// <summary>What the erasure ledger says of one erased stream, and the first signed checkpoint that covers it: an erasure can be neither denied nor made up later.</summary>
/// <param name="Stream">The random id its rows still carry.</param>
/// <param name="Micros">When it was erased.</param>
/// <param name="Name">The keyed hash of the name, lower-case hex: who has the name and the registry's key can make it again.</param>
/// <param name="Number">Its place in the ledger, from 1.</param>
/// <param name="Version">Of the stream's last event, which erased it.</param>
/// <param name="Checkpoint">Null until one was written: within a minute.</param>
public sealed record ErasureProof(Guid Stream, long Micros, string Name, int Number, int Version, SignedCheckpoint? Checkpoint);

/// <param name="Text">What is signed: number, time, digest of the ledger, heads of the partitions.</param>
/// <param name="Signature">ECDSA P-256 over the text, 64 bytes.</param>
public sealed record SignedCheckpoint(long Number, long Micros, string Text, byte[] Signature);
