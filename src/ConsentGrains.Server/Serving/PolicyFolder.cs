using System.Diagnostics;
using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;

namespace ConsentGrains.Server.Serving;

/// <summary>The policies a start begins with: the five built-in ones and those of a folder.</summary>
static class PolicyFolder
{
    /// <exception cref="PolicyRefusedException">A file is malformed.</exception>
    public static PolicyBook Load(string? folder)
    {
        List<PolicyFile> files = [.. PolicyFiles.BuiltIn()];
        foreach (var path in folder is null ? [] : Paths(folder)) Add(files, PolicyFiles.LoadFile(path));
        return PolicyBook.Of(files.Select(file => file.Policy));
    }

    static string[] Paths(string folder)
    {
        if (!Directory.Exists(folder)) throw Unusable($"There is no folder {folder}, which --policies names.");
        string[] paths = [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)];
        return paths.Length <= Limits.PolicyFiles ? paths : throw Unusable($"{folder} holds {paths.Length} policy files; {Limits.PolicyFiles} are read at most.");
    }

    static void Add(List<PolicyFile> files, PolicyLoad load)
    {
        switch (load)
        {
            case PolicyLoad.Refused refused: throw new PolicyRefusedException(refused.Problems);
            case PolicyLoad.Loaded { File: var file } when files.Find(other => IsSame(other, file)) is { } other:
                throw new StopException(ExitCode.CannotStart, StopCode.PolicyFileMalformed,
                    $"{file.Name} is {file.Policy.Name}, which {other.Name} is already. A version never changes: give the later one a name of its own.");
            case PolicyLoad.Loaded loaded: files.Add(loaded.File); break;
            default: throw new UnreachableException();
        }
    }

    static bool IsSame(PolicyFile one, PolicyFile other) => one.Policy.Id == other.Policy.Id && one.Policy.Version == other.Policy.Version;

    static StopException Unusable(string message) => new(ExitCode.CannotStart, StopCode.FolderUnusable, message);
}
