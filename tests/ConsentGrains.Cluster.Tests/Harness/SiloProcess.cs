using System.Globalization;
using ConsentGrains.Server.Tests.Harness;

namespace ConsentGrains.Cluster.Tests.Harness;

/// <summary>One place of a cluster: a silo that is started, stopped, killed and started again there.</summary>
sealed class SiloProcess(Folder folder, string name, string connection, int siloPort, int gatewayPort, string[] more) : IAsyncDisposable
{
    ServerProcess? process;
    bool frozen;

    public string Name => name;

    /// <summary>As it reaches the database; changed before a start.</summary>
    public string Connection { get; set; } = connection;

    public ServerProcess Process => process ?? throw new InvalidOperationException($"{name} was not started");

    /// <summary>May be asked: started, and neither stopped, killed nor frozen.</summary>
    public bool IsUp { get; private set; }

    public Uri Url => new(Process.Url);

    public int GatewayPort => gatewayPort;

    public async Task StartAsync()
    {
        if (process is not null) await process.DisposeAsync();
        process = ServerProcess.LaunchProgram(Cluster.Program, folder,
        [
            "--data", folder[name], "--master-key-file", folder["master.key"], "--signing-key-file", folder["signing.pem"], "--urls", "http://127.0.0.1:0",
            "--silo-port", siloPort.ToString(CultureInfo.InvariantCulture), "--gateway-port", gatewayPort.ToString(CultureInfo.InvariantCulture), .. more,
        ], ("ConnectionStrings__Journal", Connection));
        await process.ReadyAsync();
        IsUp = true;
    }

    public Task KillAsync()
    {
        IsUp = false;
        return Process.KillAsync();
    }

    /// <returns>How it ended.</returns>
    public async Task<Ended> TerminateAsync()
    {
        IsUp = false;
        await Process.TerminateAsync();
        return await Process.EndedAsync();
    }

    public Task FreezeAsync()
    {
        (IsUp, frozen) = (false, true);
        return Process.FreezeAsync();
    }

    public Task ThawAsync()
    {
        frozen = false;
        return Process.ThawAsync();
    }

    /// <summary>Asked no more: it is expected to end by itself.</summary>
    public void GiveUp() => IsUp = false;

    public async ValueTask DisposeAsync()
    {
        IsUp = false;
        if (process is null) return;
        if (frozen) await ThawAsync();
        await process.DisposeAsync();
    }
}
