using ConsentGrains.Web.Access;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ConsentGrains.Web;

/// <summary>How a host puts the registry on HTTP. It registers an <see cref="Grains.IGrains"/> of its own.</summary>
public static class ConsentGrainsWeb
{
    public static IServiceCollection AddConsentGrainsWeb(this IServiceCollection services, ConsentGrainsWebOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRouting();
        services.AddSingleton(options);
        services.AddSingleton(s => new TokenBuckets(s.GetRequiredService<TimeProvider>(), options.RequestsPerSecond, options.RequestBurst));
        services.AddSingleton<Keys>().AddSingleton<Gatehouse>();
        services.AddSingleton<Evaluator>().AddSingleton<EvaluationEndpoints>().AddSingleton<Discovery>();
        services.AddSingleton<Health>();
        return services;
    }

    public static WebApplication MapConsentGrains(this WebApplication app)
    {
        app.UseRouting();
        app.UseMiddleware<Unrouted>();
        app.Services.GetRequiredService<Health>().Map(app);
        app.Services.GetRequiredService<Discovery>().Map(app);
        app.Services.GetRequiredService<EvaluationEndpoints>().Map(app);
        return app;
    }
}
