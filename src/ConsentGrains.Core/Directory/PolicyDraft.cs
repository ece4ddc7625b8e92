using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Directory;

/// <summary>A later version of a policy that binds nobody yet.</summary>
/// <param name="Source">The file as it was sent, byte for byte what is published.</param>
/// <param name="Revision">The directory's version with it in: another text of the same version has another.</param>
public sealed record PolicyDraft(Policy Policy, string Source, int Revision, Instant Since)
{
    public static string NameOf(string policy, string version) => $"{policy}@{version}";
}
