namespace ConsentGrains.Core.Tests.House;

/// <summary>The repository this test was built from: what stands in it, without what a build leaves behind.</summary>
static class Repository
{
    static readonly string[] NotOurs = ["bin", "obj", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static IReadOnlyList<SourceFile> Sources { get; } = [.. CSharpUnder("src")];

    public static IReadOnlyList<SourceFile> Tests { get; } = [.. CSharpUnder("tests")];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Paths from the root, with forward slashes, in ordinal order.</summary>
    public static IEnumerable<string> Files(string folder, string extension) =>
        System.IO.Directory.EnumerateFiles(Path.Combine(Root, folder), "*" + extension, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Intersect(NotOurs, StringComparer.Ordinal).Any())
            .Order(StringComparer.Ordinal);

    static IEnumerable<SourceFile> CSharpUnder(string folder) =>
        Files(folder, ".cs").Select(path => new SourceFile(path, Read(path)));

    static string FindRoot(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ConsentGrains.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No ConsentGrains.sln above {from}: house tests run inside the repository.");
    }
}
