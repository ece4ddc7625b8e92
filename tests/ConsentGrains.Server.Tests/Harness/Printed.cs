using System.Text.RegularExpressions;

namespace ConsentGrains.Server.Tests.Harness;

/// <summary>Finds on the first screen what an operator would copy from it.</summary>
static partial class Printed
{
    public static string AdminKey(string screen) => Key().Match(screen[screen.IndexOf("administrator's key", StringComparison.Ordinal)..]).Value;

    /// <summary>The first key there is.</summary>
    public static string Key(string screen) => Key().Match(screen).Value;

    public static string DemoKeys(string screen) => string.Join('\n', DemoKey().Matches(screen).Select(each => each.Value));

    [GeneratedRegex("cg_[A-Za-z0-9_-]{43}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("^  [a-z-]+ +cg_[A-Za-z0-9_-]{43}", RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex DemoKey();
}
