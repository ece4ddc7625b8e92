using System.Diagnostics;
using ConsentGrains.Grains.Importing;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Web.Access;
using ConsentGrains.Web.Access.Signing;
using ConsentGrains.Web.Access.Search;
using ConsentGrains.Web.Admin;
using ConsentGrains.Web.Audits;
using ConsentGrains.Web.Admin.Customers;
using ConsentGrains.Web.Admin.Points;
using ConsentGrains.Web.Admin.Policies;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Desk;
using ConsentGrains.Web.Feed;
using ConsentGrains.Web.Feed.Webhooks;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Imports;
using ConsentGrains.Web.Incidents;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Looks;
using ConsentGrains.Web.Metrics;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Policies;
using ConsentGrains.Web.Receipts;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Retention;
using ConsentGrains.Web.Security;
using ConsentGrains.Web.Security.Oidc;
using ConsentGrains.Web.Sites;
using ConsentGrains.Web.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.OpenApi;

namespace ConsentGrains.Web;

/// <summary>How a host puts the registry on HTTP. It registers an <see cref="Grains.IGrains"/>, an <see cref="Grains.Index.IIndex"/>,
/// an <see cref="Grains.Feed.IFeed"/> and an <see cref="Grains.Logbook.IDecisionLog"/> of its own.</summary>
public static class ConsentGrainsWeb
{
    public static IServiceCollection AddConsentGrainsWeb(this IServiceCollection services, ConsentGrainsWebOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRouting();
        services.AddSingleton(options);
        services.AddSingleton(s => new TokenBuckets(s.GetRequiredService<TimeProvider>(), options.RequestsPerSecond, options.RequestBurst));
        services.AddSingleton<Keys>().AddSingleton<Gatehouse>().AddSingleton<AdminDoor>();
        services.AddSingleton<DiagnosticSource, BrokenHttp>().Configure<KestrelServerOptions>(BrokenHttp.Configure);
        services.AddSingleton<Evaluator>().AddSingleton<EvaluationEndpoints>().AddSingleton<Discovery>();
        services.AddSingleton<DecisionSigner>().AddSingleton<AnswerWriter>().AddSingleton<VerifyEndpoints>();
        services.AddSingleton<SearchToken>().AddSingleton<Searcher>().AddSingleton<SearchEndpoints>();
        services.AddSingleton<Recorder>().AddSingleton<LogEndpoints>();
        services.AddSingleton<FeedPlaces>().AddSingleton<FeedReadings>().AddSingleton<EventStreams>().AddSingleton<FeedEndpoints>().AddSingleton<ExportEndpoint>().AddSingleton<SubscriptionEndpoints>();
        services.AddSingleton<IPostman>(s => new WebhookPostman(options.Webhooks, s.GetRequiredService<TimeProvider>())).AddSingleton<Positions>().AddSingleton<Deliveries>();
        services.AddSingleton<CommandDesk>().AddSingleton<CommandEndpoints>().AddSingleton<CustomerEndpoints>().AddSingleton<ListEndpoints>().AddSingleton<SupplyPointEndpoints>().AddSingleton<ReceiptEndpoints>();
        services.AddSingleton<DirectoryEndpoints>().AddSingleton<PolicyEndpoints>().AddSingleton<DraftEndpoints>().AddSingleton<ImpactEndpoint>().AddSingleton<DraftForms>().AddSingleton<DraftPages>().AddSingleton<KeyEndpoints>();
        services.AddSingleton(s => ImportFolder.Open(options.ImportFolder, s.GetRequiredService<TimeProvider>())).AddSingleton<ImportReceiver>().AddSingleton<ImportEndpoints>();
        services.AddSingleton<RequestDesk>().AddSingleton<RequestIntake>().AddSingleton<RequestEndpoints>().AddSingleton<ProvisionEndpoints>();
        services.AddSingleton<RetentionEndpoints>().AddSingleton<ErasureEndpoint>();
        services.AddSingleton<IncidentDesk>().AddSingleton<IncidentQuery>().AddSingleton<IncidentEndpoints>().AddSingleton<IncidentPages>();
        services.AddSingleton<AuditReading>().AddSingleton<AuditEndpoints>();
        services.AddSingleton<SiteDesk>().AddSingleton<TransmitEndpoints>();
        // Japanese is written as it is.
        services.AddSingleton(System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
        services.AddSingleton<Sessions>().AddSingleton<PageWriter>().AddSingleton<PageHouse>().AddSingleton<PageEndpoints>().AddSingleton<DeskPages>().AddSingleton<ContractorPages>();
        services.AddSingleton<LookTickets>().AddSingleton<Looker>().AddSingleton<LookListing>().AddSingleton<LookEndpoints>().AddSingleton<LookPages>().AddSingleton<QuestionForm>().AddSingleton<CustomerPages>();
        services.AddSingleton<PointPages>().AddSingleton<PolicyPages>();
        services.AddOidc(options);
        services.AddSingleton<RequestSpans>().AddSingleton<TraceExport>().AddSingleton<Instruments>().AddSingleton<MetricScrape>().AddSingleton<MetricsEndpoint>();
        services.AddSingleton<Pulse>().AddSingleton<FigureReading>().AddSingleton<LiveFigures>().AddSingleton<AdminPages>();
        services.AddSingleton<Health>().AddSingleton<ErrorPages>();
        services.AddSingleton<OpenApiBytes>().AddOpenApi(OpenApiBytes.Document, openApi =>
        {
            openApi.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            openApi.AddDocumentTransformer<OpenApiDescription>();
        });
        return services;
    }

    public static WebApplication MapConsentGrains(this WebApplication app)
    {
        OidcSetUp.KeepOut(app);
        // Made now: nothing else asks for it, and spans are made from the moment there is somebody who listens.
        app.Services.GetRequiredService<TraceExport>();
        app.UseRouting();
        app.UseMiddleware<Unrouted>();
        app.Services.GetRequiredService<Health>().Map(app);
        app.Services.GetRequiredService<MetricsEndpoint>().Map(app);
        app.Services.GetRequiredService<Discovery>().Map(app);
        app.Services.GetRequiredService<EvaluationEndpoints>().Map(app);
        app.Services.GetRequiredService<VerifyEndpoints>().Map(app);
        app.Services.GetRequiredService<SearchEndpoints>().Map(app);
        app.Services.GetRequiredService<LogEndpoints>().Map(app);
        app.Services.GetRequiredService<FeedEndpoints>().Map(app);
        app.Services.GetRequiredService<ExportEndpoint>().Map(app);
        app.Services.GetRequiredService<SubscriptionEndpoints>().Map(app);
        app.Services.GetRequiredService<ErrorPages>().Map(app);
        app.Services.GetRequiredService<CommandEndpoints>().Map(app);
        app.Services.GetRequiredService<CustomerEndpoints>().Map(app);
        app.Services.GetRequiredService<ReceiptEndpoints>().Map(app);
        app.Services.GetRequiredService<ListEndpoints>().Map(app);
        app.Services.GetRequiredService<SupplyPointEndpoints>().Map(app);
        app.Services.GetRequiredService<DirectoryEndpoints>().Map(app);
        app.Services.GetRequiredService<PolicyEndpoints>().Map(app);
        app.Services.GetRequiredService<DraftEndpoints>().Map(app);
        app.Services.GetRequiredService<DraftPages>().Map(app);
        app.Services.GetRequiredService<KeyEndpoints>().Map(app);
        app.Services.GetRequiredService<ImportEndpoints>().Map(app);
        app.Services.GetRequiredService<OpenApiBytes>().Map(app);
        AsyncApiDocument.Map(app);
        app.Services.GetRequiredService<RequestEndpoints>().Map(app);
        app.Services.GetRequiredService<ProvisionEndpoints>().Map(app);
        app.Services.GetRequiredService<RetentionEndpoints>().Map(app);
        app.Services.GetRequiredService<ErasureEndpoint>().Map(app);
        app.Services.GetRequiredService<IncidentEndpoints>().Map(app);
        app.Services.GetRequiredService<TransmitEndpoints>().Map(app);
        app.Services.GetRequiredService<AuditEndpoints>().Map(app);
        app.Services.GetRequiredService<PageEndpoints>().Map(app);
        app.Services.GetRequiredService<OidcSignIn>().Map(app);
        app.Services.GetRequiredService<AdminPages>().Map(app);
        app.Services.GetRequiredService<LookEndpoints>().Map(app);
        app.Services.GetRequiredService<LookPages>().Map(app);
        app.Services.GetRequiredService<CustomerPages>().Map(app);
        app.Services.GetRequiredService<PointPages>().Map(app);
        app.Services.GetRequiredService<PolicyPages>().Map(app);
        app.Services.GetRequiredService<DeskPages>().Map(app);
        app.Services.GetRequiredService<ContractorPages>().Map(app);
        app.Services.GetRequiredService<IncidentPages>().Map(app);
        app.MapSwaggerUI("docs", page =>
        {
            page.DocumentTitle = "ConsentGrains";
            page.SwaggerEndpoint("/openapi/v1.json", "ConsentGrains");
        });
        return app;
    }
}
