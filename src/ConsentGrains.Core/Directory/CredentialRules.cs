namespace ConsentGrains.Core.Directory;

/// <summary>Credentials: the registry holds hashes only.</summary>
static class CredentialRules
{
    public static DirectoryEvent Issued(DirectoryCommand.IssueCredential issue, Checked check, DateOnly today)
    {
        check.Dates(today, issue.Until);
        check.Id("id", issue.Id);
        check.Text("label", issue.Label, Limits.NameLength);
        check.Party("party", issue.Party);
        check.That(issue.Roles.Count > 0, RefusalCode.ListEmpty, "roles");
        foreach (var role in issue.Roles)
            check.That(Words.CredentialRoles.Contains(role), RefusalCode.CredentialRoleUnknown, "roles", role);
        check.That(!check.Directory.Credentials.ContainsKey(issue.Id), RefusalCode.CredentialExists, "id", issue.Id);
        Fresh(issue.SecretHash, check);
        return new DirectoryEvent.CredentialIssued(
            issue.Id, issue.Party, [.. issue.Roles.Distinct()], issue.SecretHash, issue.Label, issue.Until);
    }

    public static DirectoryEvent Rotated(DirectoryCommand.RotateCredential rotate, Checked check)
    {
        if (Known(rotate.Id, check) is { } credential) check.That(!credential.Revoked, RefusalCode.CredentialRevoked, "id", rotate.Id);
        Fresh(rotate.SecretHash, check);
        return new DirectoryEvent.CredentialRotated(rotate.Id, rotate.SecretHash, rotate.OldUntil);
    }

    /// <summary>Revoking twice changes nothing and is accepted.</summary>
    public static DirectoryEvent Revoked(DirectoryCommand.RevokeCredential revoke, Checked check)
    {
        Known(revoke.Id, check);
        return new DirectoryEvent.CredentialRevoked(revoke.Id);
    }

    static Credential? Known(string id, Checked check)
    {
        check.That(check.Directory.Credentials.TryGetValue(id, out var credential), RefusalCode.CredentialUnknown, "id", id);
        return credential;
    }

    // The hash itself is not shown: it is of no use to who sent it and of some to others.
    static void Fresh(string hash, Checked check)
    {
        check.That(Texts.IsHash(hash), RefusalCode.IdMalformed, "secretHash");
        check.That(!check.Directory.CredentialsByHash.ContainsKey(hash), RefusalCode.CredentialExists, "secretHash");
    }
}
