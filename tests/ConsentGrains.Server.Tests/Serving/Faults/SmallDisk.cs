using ConsentGrains.Tests.Shared;

namespace ConsentGrains.Server.Tests.Serving.Faults;

/// <summary>A file system of its own that can be filled to the last byte. Only root may mount one.</summary>
sealed class SmallDisk : IAsyncDisposable
{
    /// <summary>Far more than what a server under load writes before its log begins anew: only the ballast may fill it.</summary>
    const int Mebibytes = 384;
    static readonly int[] Blocks = [1024 * 1024, 4096];

    public static bool Possible => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Mountable.Value;

    static readonly Lazy<bool> Mountable = new(() =>
    {
        var disk = new SmallDisk();
        try
        {
            disk.MountAsync().GetAwaiter().GetResult();
            disk.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (Exception refused) when (refused is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Directory.Delete(disk.Root);
            return false;
        }
    });

    SmallDisk() => Root = Directory.CreateTempSubdirectory("disk-").FullName;

    public string Root { get; }

    string Ballast => Path.Combine(Root, "ballast");

    public static async Task<SmallDisk> MakeAsync()
    {
        var disk = new SmallDisk();
        await disk.MountAsync();
        return disk;
    }

    public async Task FillAsync()
    {
        await using var ballast = File.Create(Ballast, bufferSize: 0);
        foreach (var bytes in Blocks) await FillAsync(ballast, new byte[bytes]);
    }

    static async Task FillAsync(FileStream ballast, byte[] block)
    {
        try
        {
            while (true) await ballast.WriteAsync(block);
        }
        catch (IOException)
        {
            return;
        }
    }

    public Task EmptyAsync()
    {
        File.Delete(Ballast);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Account.RunAsync("umount", "--lazy", Root);
        Directory.Delete(Root);
    }

    Task MountAsync() => Account.RunAsync("mount", "-t", "tmpfs", "-o", $"size={Mebibytes}m,mode=0755", "none", Root);
}
