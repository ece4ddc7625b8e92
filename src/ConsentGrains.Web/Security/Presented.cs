using ConsentGrains.Core.Directory;

namespace ConsentGrains.Web.Security;

/// <summary>Who sends a request: the party, the key and the roles it is bound to.</summary>
/// <param name="Person">Who sits at the page, where that is known.</param>
public readonly record struct Presented(string Party, string Credential, Roles Roles, string? Person = null)
{
    /// <summary>An auditor or administrator.</summary>
    public bool SeesAll => (Roles & (Roles.Audit | Roles.Admin)) != Roles.None;

    public bool IsAdmin => (Roles & Roles.Admin) != Roles.None;

    public bool Has(Roles any) => (Roles & any) != Roles.None;

    public static Presented Of(Credential credential) => new(credential.Party, credential.Id, RoleNames.Of(credential.Roles));
}
