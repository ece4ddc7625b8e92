using ConsentGrains.Core;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains;

/// <summary>What the erasure ledger says of one erased customer, and the first signed checkpoint that covers it.</summary>
/// <param name="Ref">The random id by which changes name him.</param>
/// <param name="Name">The keyed hash of his number, lower-case hex.</param>
/// <param name="Number">Its place in the ledger, from 1.</param>
/// <param name="Revision">His last, with which he was erased.</param>
/// <param name="Checkpoint">Null until one was written: within a minute.</param>
public sealed record ErasureRecord(Guid Ref, Instant Erased, string Name, int Number, int Revision, CheckpointRecord? Checkpoint)
{
    internal static ErasureRecord? Of(ErasureProof? proof) => proof is null ? null : new(
        proof.Stream, new(proof.Micros), proof.Name, proof.Number, proof.Version,
        proof.Checkpoint is { } signed ? new(signed.Number, new(signed.Micros), signed.Text, signed.Signature) : null);
}

/// <param name="Text">What is signed: number, time, digest of the ledger, heads of the partitions.</param>
/// <param name="Signature">ECDSA P-256 over the text, 64 bytes.</param>
public sealed record CheckpointRecord(long Number, Instant Made, string Text, byte[] Signature);
