using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ConsentGrains.Server.Commands;

static class VersionCommand
{
    /// <summary>`0.1.0`, without the build's mark.</summary>
    public static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    public static Command Create()
    {
        var command = new Command("version", "Print the version.");
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine($"consent {Version}, {RuntimeInformation.FrameworkDescription}"));
        return command;
    }
}
