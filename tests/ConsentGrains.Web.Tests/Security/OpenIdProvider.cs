using System.Diagnostics;
using System.Threading.Channels;
using ConsentGrains.Web.Tests.Browser;
using Xunit;

namespace ConsentGrains.Web.Tests.Security;

/// <summary>npm `oidc-provider` in a process of its own (tests/clients/provider.mjs).</summary>
sealed class OpenIdProvider : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(Chromium.PatienceMilliseconds);
    static readonly string? Folder = Find(AppContext.BaseDirectory);
    readonly Process process;
    readonly Channel<string> told = Channel.CreateUnbounded<string>();

    OpenIdProvider(Process process) => this.process = process;

    /// <summary>Why none can be had here; null where one can.</summary>
    public static string? Missing { get; } = Chromium.Missing ?? (Folder is null ? "oidc-provider is not installed here, so signing in with a provider is NOT tested: npm ci --prefix tests (.ci/run does it)." : null);

    public Uri Issuer { get; private set; } = null!;

    /// <summary>The next authorization it gave, with what was asked.</summary>
    public async Task<string> ToldAsync() => await told.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public static async Task<OpenIdProvider> StartAsync()
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Folder!, "clients", "provider.mjs")]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start");
        var provider = new OpenIdProvider(process);
        var listening = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            // Between them it prints advice of its own.
            if (line.Data is null || line.Data.StartsWith("http://", StringComparison.Ordinal)) listening.TrySetResult(line.Data);
            else if (line.Data.StartsWith("auth ", StringComparison.Ordinal)) provider.told.Writer.TryWrite(line.Data);
        };
        process.BeginOutputReadLine();
        provider.Issuer = new(await listening.Task.WaitAsync(Patience) ?? throw new InvalidOperationException("the provider did not start"));
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.Dispose();
    }

    static string? Find(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Directory.Exists(Path.Combine(folder, "node_modules", "oidc-provider"))) return folder;
            else if (Directory.Exists(Path.Combine(folder, "tests", "node_modules", "oidc-provider"))) return Path.Combine(folder, "tests");
        return null;
    }
}

/// <summary>A test with a browser and an OpenID provider; skipped, and said so, where one of them is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProviderFactAttribute : FactAttribute
{
    public ProviderFactAttribute() => Skip = OpenIdProvider.Missing;
}
