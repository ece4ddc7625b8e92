using System.Globalization;

namespace ConsentGrains.Benchmarks.Peers;

/// <summary>Processor time of a PostgreSQL server: its first process, those it has, and those that ended. Of Linux alone.</summary>
/// <param name="folder">Of the server; its first process's number stands in `data/postmaster.pid`.</param>
sealed class PostgresCpu(string folder)
{
    const double TicksPerSecond = 100;
    const int ParentField = 1, UserField = 11, SystemField = 12, EndedUserField = 13, EndedSystemField = 14;

    readonly string first = File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First().Trim();

    public TimeSpan Read()
    {
        var ticks = 0L;
        foreach (var process in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)))
            if (Fields(process!) is { } fields && (process == first || fields[ParentField] == first))
                ticks += Number(fields[UserField]) + Number(fields[SystemField]) + (process == first ? Number(fields[EndedUserField]) + Number(fields[EndedSystemField]) : 0);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    // What stands behind the name, which may hold anything in its brackets: state, parent, … (proc(5)).
    static string[]? Fields(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        // It ended meanwhile.
        catch (IOException)
        {
            return null;
        }
    }

    static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
