using System.Diagnostics;
using System.Globalization;

namespace ConsentGrains.Server.Tests.Serving.Tracing;

/// <summary>strace on processes that run already, with every thread they have or will have.</summary>
sealed class Strace : IAsyncDisposable
{
    const string Calls = "trace=write,writev,pwrite64,pwritev,fsync,fdatasync,sendto,sendmsg";
    const string TextLength = "4000000";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    readonly Process process;

    Strace(Process process) => this.process = process;

    /// <summary>Returns when it watches them all.</summary>
    public static async Task<Strace> OnAsync(string file, params IReadOnlyList<int> processes)
    {
        string[] watched = [.. processes.SelectMany(id => new[] { "-p", id.ToString(CultureInfo.InvariantCulture) })];
        var strace = Process.Start(new ProcessStartInfo("strace", ["-f", "-yy", "-s", TextLength, "-e", Calls, "-e", "signal=none", "-o", file, .. watched]) { UseShellExecute = false, RedirectStandardError = true })!;
        var left = processes.Count;
        while (left > 0)
        {
            var line = await strace.StandardError.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException("strace has ended");
            // `strace: Process 12 attached with 30 threads`, once for each; what comes to be later is told in the same words, and is not waited for.
            if (line.Contains(" attached", StringComparison.Ordinal)) left--;
        }

        _ = strace.StandardError.ReadToEndAsync();
        return new(strace);
    }

    /// <summary>Lets the processes go; the file is whole then.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.Dispose();
    }
}
