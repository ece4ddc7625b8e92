namespace ConsentGrains.Journal.Checkpoints;

/// <summary>Where signed checkpoints go, outside the store, so that whoever can change the store can not make it look whole.</summary>
/// <param name="KeyPath">PEM file of an ECDSA P-256 private key; made where nothing was signed yet. Keep it apart from the journal.</param>
/// <param name="AnchorPath">Text file to which one line is added per checkpoint; best on another machine or medium.</param>
public sealed record CheckpointPlace(string KeyPath, string AnchorPath)
{
    /// <summary>The copy of the erasure ledger: the anchor's path with `.erasures`.</summary>
    public string LedgerPath => AnchorPath + ".erasures";
}
