namespace ConsentGrains.Tests.Shared;

/// <summary>The PostgreSQL installed on this machine.</summary>
static class PostgresBinaries
{
    static readonly string[] Roots = ["/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr"];

    /// <summary>The folder of `initdb` and `pg_ctl`; null where there is none.</summary>
    public static string? Folder { get; } = Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));

    public const string Missing = "PostgreSQL's server is not installed here, so the journal on PostgreSQL is NOT tested: apt-get install postgresql, or put its bin folder on the PATH";

    static IEnumerable<string> Candidates()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)) yield return folder;
        foreach (var root in Roots.Where(Directory.Exists))
            foreach (var version in Directory.EnumerateDirectories(root).OrderByDescending(Version)) yield return Path.Combine(version, "bin");
    }

    // 16 comes after 9.6, whatever stands before the number.
    static double Version(string folder)
    {
        var digits = string.Concat(Path.GetFileName(folder).SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.'));
        return double.TryParse(digits, out var number) ? number : 0;
    }
}
