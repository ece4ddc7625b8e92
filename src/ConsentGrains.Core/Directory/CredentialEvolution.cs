namespace ConsentGrains.Core.Directory;

static class CredentialEvolution
{
    public static DirectoryState Issued(DirectoryState state, DirectoryEvent.CredentialIssued e) =>
        With(state, new Credential(e.Id, e.Party, e.Roles, e.Label, e.SecretHash, null, null, e.Until, false, state.Recorded));

    /// <summary>At most one older secret stays good, and only to a moment.</summary>
    public static DirectoryState Rotated(DirectoryState state, DirectoryEvent.CredentialRotated e) =>
        state.Credentials.TryGetValue(e.Id, out var known)
            ? With(state, known with { Hash = e.SecretHash, OldHash = e.OldUntil is null ? null : known.Hash, OldUntil = e.OldUntil })
            : state;

    public static DirectoryState Revoked(DirectoryState state, DirectoryEvent.CredentialRevoked e) =>
        state.Credentials.TryGetValue(e.Id, out var known) ? With(state, known with { Revoked = true, OldHash = null, OldUntil = null }) : state;

    static DirectoryState With(DirectoryState state, Credential credential) => state with
    {
        Credentials = state.Credentials.SetItem(credential.Id, credential),
        CredentialsByHash = state.CredentialsByHash.SetItem(credential.Hash, credential.Id),
    };
}
