using System.Globalization;
using System.Runtime.InteropServices;

namespace ConsentGrains.Journal.Postgres;

/// <summary>Where a process runs, exactly enough for another one to prove that it is gone: boot of the machine, namespace of process ids, process id.
/// A process that was killed and is started again need not wait for its own former lease.</summary>
static class ProcessPlace
{
    const string Boot = "/proc/sys/kernel/random/boot_id", Names = "/proc/self/ns/pid";
    const int NoSuchProcess = 3;

    /// <summary>Null where the system gives no such proof.</summary>
    public static string? Here() =>
        OperatingSystem.IsLinux() && Around() is { } around ? string.Create(CultureInfo.InvariantCulture, $"{around}/{Environment.ProcessId}") : null;

    /// <summary>True only if it is certain; a process id that was given to another process counts as alive.</summary>
    public static bool IsGone(string? place)
    {
        if (place is null || !OperatingSystem.IsLinux() || Around() is not { } around) return false;
        var at = place.LastIndexOf('/');
        return at > 0 && string.Equals(place[..at], around, StringComparison.Ordinal)
            && int.TryParse(place.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            && kill(id, 0) != 0 && Marshal.GetLastPInvokeError() == NoSuchProcess;
    }

    static string? Around()
    {
        try
        {
            return new FileInfo(Names).LinkTarget is { } names ? $"{File.ReadAllText(Boot).Trim()}/{names}" : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", ExactSpelling = true, SetLastError = true)]
    static extern int kill(int process, int signal);
}
