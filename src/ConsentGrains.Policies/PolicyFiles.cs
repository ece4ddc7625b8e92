using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Policies.Reading;

namespace ConsentGrains.Policies;

/// <summary>The door to policy files: the five built-in ones, and any other text of the same schema (docs/policy-files.md).</summary>
public static class PolicyFiles
{
    static readonly string[] Names = ["ELS-TEL.yaml", "ELS-EL.yaml", "EMANA.yaml", "ENS.yaml", "NTTW.yaml"];
    static readonly Lazy<IReadOnlyList<PolicyFile>> Files = new(() => [.. Names.Select(name => Accepted(Load(Resource(name), name)))]);
    static readonly Lazy<PartiesFile> Parties = new(() => PartiesReading.Read(Resource(PartiesReading.FileName), PartiesReading.FileName));

    /// <summary>The five published policies.</summary>
    /// <exception cref="PolicyRefusedException">A file is malformed: each problem with file, line and column.</exception>
    public static IReadOnlyList<Policy> LoadBuiltIn() => [.. BuiltIn().Select(file => file.Policy)];

    /// <summary>The five published policies with what their files say beside them.</summary>
    /// <exception cref="PolicyRefusedException">A file is malformed.</exception>
    public static IReadOnlyList<PolicyFile> BuiltIn() => Files.Value;

    /// <summary>The parties a fresh registry knows.</summary>
    /// <exception cref="PolicyRefusedException">The file is malformed.</exception>
    public static IReadOnlyList<PartyEntry> BuiltInParties() => Parties.Value.Parties;

    internal static PartiesFile BuiltInPartiesFile() => Parties.Value;

    /// <summary>Reads a policy from text. Never throws for content.</summary>
    /// <param name="name">Named in problems.</param>
    public static PolicyLoad Load(string text, string name) => PolicyReading.Read(text, name);

    /// <summary>Reads a later version given as changes to an earlier one (docs/policy-files.md). Never throws for content.</summary>
    /// <param name="earlier">The whole text of the earlier version, <see cref="PolicyFile.Text"/>.</param>
    /// <param name="changes">A mapping with the keys that change; the version's name and day are among them.</param>
    /// <returns>The whole later version, its text too. A problem at line 0 stands in what the earlier version brought.</returns>
    public static PolicyLoad Amend(string earlier, string changes, string name) => PolicyReading.ReadAmended(earlier, changes, name);

    /// <summary>Reads a policy from a file. Never throws for content; a file that cannot be read is a problem at line 0.</summary>
    public static PolicyLoad LoadFile(string path)
    {
        try
        {
            return Load(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new PolicyLoad.Refused([new PolicyProblem(path, 0, 0, PolicyProblemCode.FileUnreadable, $"The file cannot be read: {e.Message}", "Name a file that exists and may be read.")]);
        }
    }

    internal static PolicyFile Accepted(PolicyLoad load) => load switch
    {
        PolicyLoad.Loaded loaded => loaded.File,
        PolicyLoad.Refused refused => throw new PolicyRefusedException(refused.Problems),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static string Resource(string name)
    {
        using var stream = typeof(PolicyFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"The program was built without its resource '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
