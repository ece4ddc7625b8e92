using ConsentGrains.Client;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Streams;

namespace ConsentGrains.Examples;

/// <summary>An account system that asks and tells the registry as an Orleans client: one connection to each silo, no HTTP. It needs the package
/// ConsentGrains.Client and, for the list of silos in the database, Microsoft.Orleans.Clustering.AdoNet with Npgsql.</summary>
public sealed class AccountSystem : IAsyncDisposable
{
    readonly IHost host;
    readonly RegistryClient registry;
    readonly string party;

    AccountSystem(IHost host, string party)
    {
        (this.host, this.party) = (host, party);
        registry = new(host.Services.GetRequiredService<IGrainFactory>(), party);
    }

    /// <param name="database">Of the cluster, with `Search Path=consent_journal`.</param>
    /// <param name="party">In whose name it asks and tells.</param>
    public static async Task<AccountSystem> ConnectAsync(string database, string party, string cluster = "consent")
    {
        var host = Host.CreateEmptyApplicationBuilder(new()).UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = cluster)
            .AddMemoryStreams(NoticeStreams.Provider)
            .UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = ("Npgsql", database))).Build();
        await host.StartAsync();
        return new(host, party);
    }

    /// <summary>Before data are used: may they be? Whoever gets no answer does not use them.</summary>
    public async Task<bool> MayUseAsync(string customer, string purpose, params string[] items)
    {
        try
        {
            return (await registry.AskAsync(new Question { Act = "use", Party = party, Customer = customer, Purpose = purpose, Items = items })).Permitted;
        }
        catch (RegistryUnavailableException)
        {
            return false;
        }
    }

    /// <summary>A customer withdraws a consent. Once this returns, every silo obeys. The key makes it safe to send again what was not answered.</summary>
    /// <param name="key">One for each withdrawal, kept with it.</param>
    public async Task WithdrawAsync(string customer, string recipient, string key)
    {
        var command = new TargetedCommand.ToCustomer(CustomerId.Parse(customer)!.Value, new CustomerCommand.WithdrawConsent(null, recipient, null));
        for (var wait = TimeSpan.FromMilliseconds(100); ; wait *= 2)
        {
            var told = await TryAsync(command, key);
            if (told is { Ending: Ending.Accepted }) return;
            if (told is { Ending: not Ending.Unavailable }) throw new InvalidOperationException($"refused: {told.Ending} {told.Refusal?.Code}");
            await Task.Delay(wait);
        }
    }

    /// <summary>Is told the moment something is committed that may concern a subscription. It says where, not what: read the changes from `/v1/changes` by a cursor
    /// then, and now and then without having been told.</summary>
    public Task ListenAsync(string subscription, Func<Notice, Task> told) => host.Services.GetRequiredKeyedService<IStreamProvider>(NoticeStreams.Provider)
        .GetStream<Notice>(NoticeStreams.OfSubscriber(subscription)).SubscribeAsync((notice, _) => told(notice));

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    async Task<Told?> TryAsync(TargetedCommand command, string key)
    {
        try
        {
            return await registry.TellAsync(command, key);
        }
        // Whether it was carried out is not known: the same key finds out.
        catch (Exception lost) when (lost is RegistryUnavailableException or TimeoutException)
        {
            return null;
        }
    }
}
