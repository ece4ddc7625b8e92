using System.Runtime.InteropServices;

namespace ConsentGrains.Grains.Switching.Files;

/// <summary>Gives a whole file its name, once for all who try. `File.Move` that must not overwrite looks first and renames then on everything but
/// Windows: two who look together both rename, and one file is lost. A hard link (POSIX `link`) is refused where the name is taken.</summary>
static class OneName
{
    const int Exists = 17; // EEXIST, the same on Linux, macOS and FreeBSD.

    /// <summary>Names the file; its old name is left to be deleted.</summary>
    /// <returns>False: somebody else took the name first.</returns>
    /// <exception cref="IOException">The folder can not be written, or its file system makes no hard links.</exception>
    public static bool TryTake(string part, string target)
    {
        if (OperatingSystem.IsWindows()) return TryMove(part, target);
        if (Link(part, target) == 0) return true;
        var errno = Marshal.GetLastPInvokeError();
        return errno == Exists ? false : throw new IOException($"{target} can not be made by a hard link: {Marshal.GetPInvokeErrorMessage(errno)} The folder must lie on a file system that makes them.");
    }

    static bool TryMove(string part, string target)
    {
        try
        {
            File.Move(part, target);
            return true;
        }
        catch (IOException) when (File.Exists(target))
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "link", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string made);
}
