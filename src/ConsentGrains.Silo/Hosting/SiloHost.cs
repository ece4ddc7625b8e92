using ConsentGrains.Client;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Silo.Placement;
using ConsentGrains.Silo.Shells;
using ConsentGrains.Silo.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace ConsentGrains.Silo.Hosting;

/// <summary>Orleans beside HTTP in one host. Orleans' own probes are left slow: who is gone the table of silos says first, and the steward tells the cluster; a silo
/// that is only busy beats all the same, from a thread of its own.</summary>
static class SiloHost
{
    const string Npgsql = "Npgsql";

    public static void Add(WebApplicationBuilder builder, SiloSettings settings, SharedRegistry registry)
    {
        var services = builder.Services;
        services.AddSingleton(registry.Local).AddSingleton(registry.Journal.Partitions).AddSingleton(registry.Reader);
        services.AddSingleton(registry.Journal).AddSingleton(registry.Route);
        services.AddSingleton<SiloMap>().AddSingleton<Places>().AddSingleton<AskedByClients>();
        services.AddSingleton<Audiences>().AddSingleton<NoticeSender>().AddSingleton<NoticeReceiver>();
        services.AddSingleton<DeliveryShare>().AddSingleton<IDeliveryShare>(s => s.GetRequiredService<DeliveryShare>());
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = settings.ClusterId);
            silo.Configure<EndpointOptions>(ends =>
            {
                (ends.AdvertisedIPAddress, ends.SiloPort, ends.GatewayPort) = (settings.Advertised, settings.SiloPort, settings.GatewayPort);
                ends.SiloListeningEndpoint = settings.Listening;
            });
            silo.Configure<SiloMessagingOptions>(calls => calls.ResponseTimeout = TimeSpan.FromSeconds(Limits.CallSeconds));
            silo.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = (Npgsql, PostgresJournal.ForOrleans(settings.Journal)));
            AddStreams(silo, settings);
            // What is logged is for who runs the silo, not for who has a key.
            silo.AddDashboard(dashboard => dashboard.HideTrace = true);
            silo.UseSiloMetadata(new Dictionary<string, string>(StringComparer.Ordinal) { [SiloMap.AreaKey] = settings.Areas });
            silo.AddPlacementDirector<BesidePartition, PartitionDirector>();
        });
        services.AddHostedService<Steward>();
        services.AddHostedService(s => s.GetRequiredService<NoticeSender>()).AddHostedService(s => s.GetRequiredService<NoticeReceiver>());
    }

    /// <summary>Before the host starts: Orleans' own services start with it and may call grains at once.</summary>
    public static void Connect(IServiceProvider services, SharedRegistry registry)
    {
        registry.Elsewhere.Connect(services.GetRequiredService<SiloMap>());
        var (deliveries, share) = (services.GetRequiredService<Deliveries>(), services.GetRequiredService<DeliveryShare>());
        registry.Journal.Committed = services.GetRequiredService<NoticeSender>().Take;
        registry.Journal.Partitions.Leaving = partition => share.LeaveAsync(partition, deliveries);
        registry.Route.Connect(services.GetRequiredService<IGrainFactory>());
    }

    /// <summary>The queues are in memory, since a notice may be lost; who subscribes is in the database.</summary>
    static void AddStreams(ISiloBuilder silo, SiloSettings settings)
    {
        silo.AddAdoNetGrainStorage("PubSubStore", table => (table.Invariant, table.ConnectionString) = (Npgsql, PostgresJournal.ForOrleans(settings.Journal)));
        silo.AddMemoryStreams(NoticeStreams.Provider, streams =>
        {
            streams.ConfigurePartitioning(Limits.NoticeQueues);
            streams.ConfigurePullingAgent(agent => agent.Configure(pulling =>
            {
                pulling.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(Limits.NoticeMilliseconds);
                pulling.MaxEventDeliveryTime = TimeSpan.FromSeconds(Limits.NoticeSeconds);
            }));
        });
    }
}
