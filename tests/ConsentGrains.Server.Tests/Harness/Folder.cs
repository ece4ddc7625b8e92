namespace ConsentGrains.Server.Tests.Harness;

/// <summary>A folder of a test's own, gone with it.</summary>
public sealed class Folder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("consent-").FullName;

    public string this[string path] => Path.Combine(Root, path);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
