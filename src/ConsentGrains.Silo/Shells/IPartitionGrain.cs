using ConsentGrains.Client;
using Orleans;
using Orleans.Concurrency;

namespace ConsentGrains.Silo.Shells;

/// <summary>One partition, by its number; lives on the silo that owns it. Silos reach each other's customers and supply points through it. Bodies are those of
/// <see cref="Wire"/>; `micros` are moments, null for now.</summary>
[Alias("consentgrains.partition")]
interface IPartitionGrain : IGrainWithStringKey
{
    /// <summary>Makes sure that there is an owner, here.</summary>
    /// <returns>Whether it is this silo.</returns>
    [AlwaysInterleave, Alias("hold")]
    Task<bool> HoldAsync();

    /// <summary>Hands over to another silo.</summary>
    /// <param name="silo">Its address.</param>
    [Alias("move")]
    Task MoveAsync(string silo);

    [AlwaysInterleave, Alias("ask")]
    Task<Reply> AskAsync(byte[] question, byte[] asker);

    [AlwaysInterleave, Alias("explain")]
    Task<Reply> ExplainAsync(byte[] question, byte[] asker);

    [AlwaysInterleave, ResponseTimeout("00:00:08"), Alias("tell")]
    Task<Reply> TellAsync(byte[] order);

    /// <summary>A command to the directory may have to wait for a frozen silo.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:14"), Alias("tell-directory")]
    Task<Reply> TellDirectoryAsync(byte[] order);

    /// <summary>As <see cref="Grains.LocalGrains.StepAsync"/>.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:08"), Alias("step")]
    Task<Reply> StepAsync(byte[] order);

    [AlwaysInterleave, Alias("read-customer")]
    Task<Reply> ReadCustomerAsync(string customer, long? micros);

    [AlwaysInterleave, Alias("read-history")]
    Task<Reply> ReadHistoryAsync(string customer);

    [AlwaysInterleave, Alias("read-point")]
    Task<Reply> ReadPointAsync(string digits, long? micros);

    /// <summary>As <see cref="Grains.LocalGrains.ReadSettledAsync"/>.</summary>
    [AlwaysInterleave, Alias("read-settled")]
    Task<Reply> ReadSettledAsync(string digits, long? micros, long notBefore);

    [AlwaysInterleave, Alias("read-switches")]
    Task<Reply> ReadSwitchesAsync(string digits);

    [AlwaysInterleave, Alias("read-subscription")]
    Task<Reply> ReadSubscriptionAsync(string id);

    [AlwaysInterleave, ResponseTimeout("00:00:08"), Alias("tell-request")]
    Task<Reply> TellRequestAsync(string request, byte[] order);

    [AlwaysInterleave, Alias("read-request")]
    Task<Reply> ReadRequestAsync(string request);

    [AlwaysInterleave, ResponseTimeout("00:00:08"), Alias("resume-request")]
    Task<Reply> ResumeRequestAsync(string request);

    [AlwaysInterleave, ResponseTimeout("00:00:08"), Alias("tell-incident")]
    Task<Reply> TellIncidentAsync(string incident, byte[] order);

    [AlwaysInterleave, Alias("read-incident")]
    Task<Reply> ReadIncidentAsync(string incident);

    /// <param name="visitor">The hash that is the visitor's key.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:08"), Alias("tell-visitor")]
    Task<Reply> TellVisitorAsync(string visitor, byte[] order);

    /// <inheritdoc cref="TellVisitorAsync"/>
    [AlwaysInterleave, Alias("read-visitor")]
    Task<Reply> ReadVisitorAsync(string visitor);

    [AlwaysInterleave, ResponseTimeout("00:00:08"), Alias("record-provision")]
    Task<Reply> RecordProvisionAsync(string key, byte[] order);

    [AlwaysInterleave, ResponseTimeout("00:00:08"), Alias("remove-provisions")]
    Task<Reply> RemoveProvisionsAsync(string key);

    [AlwaysInterleave, Alias("read-provisions")]
    Task<Reply> ReadProvisionsAsync(string key);

    [AlwaysInterleave, Alias("resume-point")]
    Task<Reply> ResumePointAsync(string digits);

    [AlwaysInterleave, Alias("resume-customer")]
    Task<Reply> ResumeCustomerAsync(string customer, int version);
}
