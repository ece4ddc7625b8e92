namespace ConsentGrains.Server.Tests.Harness;

static class Repository
{
    public static string Root { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string PathOf(string path) => Path.Combine(Root, path);

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ConsentGrains.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("These tests run from a build inside the repository.");
        return folder.FullName;
    }
}
