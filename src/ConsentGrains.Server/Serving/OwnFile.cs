using System.Text;

namespace ConsentGrains.Server.Serving;

/// <summary>New files and folders that only their owner may read.</summary>
static class OwnFile
{
    public static void Create(string path, string text)
    {
        MakeFolderOf(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    public static void MakeFolderOf(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) MakeFolder(folder);
    }

    /// <summary>With every folder above it that is missing, which the system would leave open to others.</summary>
    public static void MakeFolder(string path)
    {
        if (Directory.Exists(path)) return;
        MakeFolderOf(path);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
