using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace ConsentGrains.Server.Tests.Harness;

/// <summary>A test that watches the system calls of a server. Skipped, and said so, only where strace is missing or not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StraceTheoryAttribute : TheoryAttribute
{
    static readonly Lazy<bool> Works = new(() =>
    {
        try
        {
            using var run = Process.Start(new ProcessStartInfo("strace", ["-o", "/dev/null", "true"]) { UseShellExecute = false, RedirectStandardError = true })!;
            run.StandardError.ReadToEnd();
            run.WaitForExit();
            return run.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    });

    public StraceTheoryAttribute()
    {
        if (!Works.Value) Skip = "strace is not installed here or may trace nothing, so that no acknowledgement leaves before its flush is NOT shown: apt-get install strace, and allow ptrace";
    }
}
