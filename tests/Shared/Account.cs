using System.Diagnostics;

namespace ConsentGrains.Tests.Shared;

/// <summary>Under whose account PostgreSQL runs: this one's, or, since it refuses root, another one's.</summary>
static class Account
{
    static readonly string[] Others = ["postgres", "nobody"];

    /// <summary>Null: this one.</summary>
    public static string? Other { get; } = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? Others.First(Exists) : null;

    /// <summary>Starts a program with its input and output in our hands.</summary>
    public static Process AsOther(string program, params string[] args)
    {
        string[] command = Other is null ? [program, .. args]
            : OnPath("setpriv") ? ["setpriv", $"--reuid={Other}", $"--regid={GroupOf(Other)}", "--clear-groups", program, .. args]
            : ["runuser", "-u", Other, "--", program, .. args];
        return Start(command);
    }

    public static Task RunAsOtherAsync(string program, params string[] args) => EndAsync(AsOther(program, args), program);

    public static Task RunAsync(string program, params string[] args) => EndAsync(Start([program, .. args]), program);

    static Process Start(string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        WorkingDirectory = "/",
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    static async Task EndAsync(Process process, string program)
    {
        using var ending = process;
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {said}");
    }

    static bool Exists(string user) => File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal));

    static string GroupOf(string user) => File.ReadLines("/etc/passwd").First(line => line.StartsWith(user + ":", StringComparison.Ordinal)).Split(':')[3];

    static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
