using System.Globalization;

namespace ConsentGrains.Cluster.Tests.Harness;

/// <summary>Which process a connection on this machine comes from (Linux).</summary>
static class Sender
{
    const int Local = 1, Inode = 9, Looks = 50;

    /// <summary>The kernel's table is no snapshot: a line may be skipped while others come and go, so one look that finds nothing says nothing.</summary>
    /// <param name="port">From which it was sent.</param>
    /// <returns>Null for none of them.</returns>
    public static SiloProcess? Of(int port, IReadOnlyCollection<SiloProcess> silos) =>
        Enumerable.Range(0, Looks).Select(_ => Look(port, silos)).FirstOrDefault(silo => silo is not null);

    static SiloProcess? Look(int port, IEnumerable<SiloProcess> silos)
    {
        var end = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        var inodes = File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(line => line[Local].EndsWith(end, StringComparison.Ordinal)).Select(line => $"socket:[{line[Inode]}]").ToHashSet(StringComparer.Ordinal);
        return silos.FirstOrDefault(silo => silo.IsUp && FilesOf(silo.Process.Id).Any(inodes.Contains));
    }

    static IEnumerable<string> FilesOf(int process)
    {
        try
        {
            return [.. Directory.EnumerateFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/fd")).Select(TargetOf)];
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return [];
        }
    }

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
