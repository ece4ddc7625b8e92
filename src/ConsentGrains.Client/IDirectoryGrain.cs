using Orleans;
using Orleans.Concurrency;

namespace ConsentGrains.Client;

/// <summary>The directory; its key is <see cref="Key"/>. As for <see cref="ICustomerGrain"/>, the sender is trusted.</summary>
[Alias("consentgrains.directory")]
public interface IDirectoryGrain : IGrainWithStringKey
{
    public const string Key = "directory";

    /// <summary>Carries out a command. Accepted means: no silo decides by the directory before it any more, which takes up to seven seconds while one is frozen.</summary>
    /// <param name="order">An <see cref="Order"/>.</param>
    /// <returns>A <see cref="Told"/>.</returns>
    [AlwaysInterleave, ResponseTimeout("00:00:15"), Alias("tell")]
    Task<Reply> TellAsync(byte[] order);
}
