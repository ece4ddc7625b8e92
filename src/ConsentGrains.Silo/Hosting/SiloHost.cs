using ConsentGrains.Journal.Postgres;
using ConsentGrains.Silo.Placement;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
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
        services.AddSingleton<SiloMap>().AddSingleton<Places>();
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = settings.ClusterId);
            silo.Configure<EndpointOptions>(ends =>
            {
                (ends.AdvertisedIPAddress, ends.SiloPort, ends.GatewayPort) = (settings.Advertised, settings.SiloPort, settings.GatewayPort);
            });
            silo.Configure<SiloMessagingOptions>(calls => calls.ResponseTimeout = TimeSpan.FromSeconds(Limits.CallSeconds));
            silo.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = (Npgsql, PostgresJournal.ForOrleans(settings.Journal)));
            silo.UseSiloMetadata(new Dictionary<string, string>(StringComparer.Ordinal) { [SiloMap.AreaKey] = settings.Areas });
            silo.AddPlacementDirector<BesidePartition, PartitionDirector>();
        });
        services.AddHostedService<Steward>();
    }
}
