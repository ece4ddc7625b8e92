using System.Globalization;

namespace ConsentGrains.Cluster.Tests.Harness;

/// <summary>Which process a connection on this machine comes from (Linux).</summary>
static class Sender
{
    const int Local = 1, Inode = 9;

    /// <param name="port">From which it was sent.</param>
    /// <returns>Null for none of them.</returns>
    public static SiloProcess? Of(int port, IEnumerable<SiloProcess> silos)
    {
        var end = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        var inodes = File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(line => line[Local].EndsWith(end, StringComparison.Ordinal)).Select(line => $"socket:[{line[Inode]}]").ToHashSet(StringComparer.Ordinal);
        return silos.FirstOrDefault(silo => silo.IsUp && FilesOf(silo.Process.Id).Any(inodes.Contains));
    }

    static IEnumerable<string> FilesOf(int process) =>
        Directory.EnumerateFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/fd")).Select(TargetOf);

    static string TargetOf(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget ?? "";
        }
        catch (IOException)
        {
            // Closed meanwhile.
            return "";
        }
    }
}
