using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConsentGrains.Client;
using ConsentGrains.Cluster.Tests.Harness;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Examples;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Server.Tests.Serving.Load;
using ConsentGrains.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Shouldly;
using Xunit;

namespace ConsentGrains.Cluster.Tests;

/// <summary>Two silos: the same registry at each of them, at a server afterwards, and for an Orleans client.</summary>
public sealed class EditionTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [PostgresFact]
    public async Task Every_silo_shows_the_same_registry_and_so_does_a_server_after_them()
    {
        await using var cluster = await Harness.Cluster.StartAsync(2);
        using var one = cluster.ClientOf(cluster.Silos[0]);
        using var other = cluster.ClientOf(cluster.Silos[1]);
        await SwitchesLiveAcrossSilosAsync(cluster);
        await CustomersAreKnownEverywhereAsync(one, other);
        await RequestsAreWorkedAnywhereAsync(one, other);
        await IncidentsAreKeptAnywhereAsync(one, other);
        await VisitorsChooseAnywhereAsync(one, other);
        await KeysCountEverywhereAsync(one, cluster.Silos[1]);
        await OnlyAdministratorsSeeTheDashboardAsync(one, cluster.Silos[1]);
        await TheFeedGoesOnAtAnotherSiloAsync(one, other);
        await AnOrleansClientIsObeyedAsync(cluster, other);
        await WhatItAskedIsLoggedOnceAsync(one, other);

        await cluster.StopAsync();
        await using var server = await ServerProcess.StartAsync(cluster.Folder, cluster.Connection,
            ["--data", cluster.Folder["server"], "--master-key-file", cluster.Folder["master.key"], "--signing-key-file", cluster.Folder["signing.pem"]]);
        using var client = server.Client(cluster.Key);
        (await RevisionAsync(client, "els/E-7")).ShouldBe(2);
        (await TellAsync(client, new { stop = new { customer = "els/E-7", act = "use", purpose = "ELS-EL-2-PU9" } }, "stop-7")).ShouldBe(3);
        await server.TerminateAsync();
        (await server.EndedAsync()).Exit.ShouldBe(0);
        await cluster.Silos[0].StartAsync();
        using var again = cluster.ClientOf(cluster.Silos[0]);
        (await RevisionAsync(again, "els/E-7")).ShouldBe(3, "and a silo goes on with what the server wrote");
    }

    static async Task SwitchesLiveAcrossSilosAsync(Harness.Cluster cluster)
    {
        using var client = cluster.Client();
        var crowd = new Crowd(2);
        await crowd.BeginAsync(client);
        await crowd.LiveAsync(client, () => crowd.Count >= 40).WaitAsync(Patience);
        (await crowd.ShouldEndAsUsualAsync(client, "over two silos")).ShouldBeGreaterThan(0);
    }

    static async Task CustomersAreKnownEverywhereAsync(HttpClient one, HttpClient other)
    {
        for (var i = 0; i < 20; i++)
        {
            var (customer, first, second) = ($"els/E-{i}", i % 2 == 0 ? one : other, i % 2 == 0 ? other : one);
            (await TellAsync(first, new { enrol = new { customer, policy = "ELS-EL" } }, $"enrol-{i}")).ShouldBe(1);
            (await TellAsync(second, new { consent = new { customer, recipient = "emana", evidence = "form" } }, $"consent-{i}")).ShouldBe(2);
            (await TellAsync(first, new { consent = new { customer, recipient = "emana", evidence = "form" } }, $"consent-{i}")).ShouldBe(2, "a repeat finds its first answer");
            (await RevisionAsync(first, customer)).ShouldBe(2);
            (await second.ReadPatientlyAsync($"/v1/customers/{customer}/history")).GetProperty("results").GetArrayLength().ShouldBe(2);
        }
    }

    /// <summary>Whichever silo owns a request, and whichever owns the customer at whom the answer is carried out.</summary>
    static async Task RequestsAreWorkedAnywhereAsync(HttpClient one, HttpClient other)
    {
        for (var i = 8; i < 14; i++)
        {
            var customer = $"els/E-{i}";
            var made = await PostAsync(one, "/v1/requests", new { policy = "ELS-EL", type = "stop-of-use", customer, channel = "phone", purpose = "ELS-EL-2-PU9" }, $"request-{i}");
            var path = $"/v1/requests/{made.GetProperty("id").GetString()}";
            await PostAsync(other, path + "/examine", new { }, $"examine-{i}");
            await PostAsync(one, path + "/investigate", new { }, $"investigate-{i}");
            await PostAsync(other, path + "/answer", new { answers = new[] { new { result = "granted" } } }, $"answer-{i}");
            var stopped = await one.ReadPatientlyAsync($"/v1/customers/{customer}");
            (stopped.GetProperty("stops").GetArrayLength(), stopped.GetProperty("holds").GetArrayLength()).ShouldBe((1, 1), "the stop is in force at once, and the open request holds its customer");
            foreach (var silo in new[] { one, other })
            {
                (await silo.ReadPatientlyAsync(path)).GetProperty("outcome").GetString().ShouldBe("in-full");
                (await silo.ReadPatientlyAsync(path + "/history")).GetProperty("results").GetArrayLength().ShouldBeGreaterThan(4);
            }
        }
    }

    static async Task VisitorsChooseAnywhereAsync(HttpClient one, HttpClient other)
    {
        const string Origin = "https://www.ens.example";
        await PostAsync(one, "/v1/sites", new { id = "ens-www", @operator = "ens", policy = "ENS", underArticle27_12 = true, noticeComplete = true, origins = new[] { Origin } }, "site");
        for (var i = 0; i < 6; i++)
        {
            var visitor = $"visitor-of-22-letters-{i}";
            await FromAsync(one, "/transmit/ens-www/choice", new { visitor, @out = new[] { "gyro-n" } });
            foreach (var silo in new[] { one, other })
                (await FromAsync(silo, "/transmit/ens-www", new { visitor })).GetProperty("out").EnumerateArray().Select(each => each.GetString()).ShouldBe(["gyro-n"]);
        }

        static async Task<JsonElement> FromAsync(HttpClient silo, string path, object body)
        {
            using var reply = await silo.SendPatientlyAsync(() => new(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "Origin", Origin } } });
            var read = await reply.Content.ReadFromJsonAsync<JsonElement>();
            reply.IsSuccessStatusCode.ShouldBeTrue(read.ToString());
            return read;
        }
    }

    static async Task IncidentsAreKeptAnywhereAsync(HttpClient one, HttpClient other)
    {
        for (var i = 0; i < 6; i++)
        {
            var made = await PostAsync(one, "/v1/incidents", new { policy = "ELS-EL", known = "2026-04-01", cases = new[] { "property" }, headcount = 3, overview = "紛失" }, $"incident-{i}");
            var path = $"/v1/incidents/{made.GetProperty("id").GetString()}";
            await PostAsync(other, path + "/customers", new { customers = new[] { $"els/E-{i}" } }, $"incident-customers-{i}");
            foreach (var silo in new[] { one, other })
            {
                (await silo.ReadPatientlyAsync(path)).GetProperty("revision").GetInt32().ShouldBe(2);
                (await silo.ReadPatientlyAsync(path + "/history")).GetProperty("results").GetArrayLength().ShouldBe(2);
            }
        }
    }

    /// <summary>A directory command is acknowledged only when every silo decides by it.</summary>
    static async Task KeysCountEverywhereAsync(HttpClient one, SiloProcess other)
    {
        for (var i = 0; i < 5; i++)
        {
            var made = await PostAsync(one, "/v1/keys", new { party = "els", roles = new[] { "decide" }, label = "short" });
            using var client = other.Process.Client(made.GetProperty("secret").GetString()!);
            (await client.GetAsync("/v1/policies")).StatusCode.ShouldBe(HttpStatusCode.OK);
            await PostAsync(one, $"/v1/keys/{made.GetProperty("id").GetString()}/revoke", new { });
            (await client.GetAsync("/v1/policies")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    static async Task OnlyAdministratorsSeeTheDashboardAsync(HttpClient admin, SiloProcess silo)
    {
        using var nobody = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = silo.Url };
        var made = await PostAsync(admin, "/v1/keys", new { party = "els", roles = new[] { "decide", "audit" }, label = "looks" });
        using var other = silo.Process.Client(made.GetProperty("secret").GetString()!);
        foreach (var path in new[] { "", "/", "/index.min.js", "/DashboardCounters?exclude=none", "/ClusterStats", "/GrainState?grainId=x", "/SiloStats/x", "/Trace" })
        {
            (await nobody.GetAsync("/admin/orleans" + path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            (await other.GetAsync("/admin/orleans" + path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        using var page = new HttpRequestMessage(HttpMethod.Get, "/admin/orleans/") { Headers = { { "Accept", "text/html" } } };
        (await nobody.SendAsync(page)).Headers.Location!.ToString().ShouldBe("/sign-in?to=%2Fadmin%2Forleans%2F");
        (await admin.GetStringAsync("/admin/orleans/")).ShouldContain("<script");
        var counters = await admin.ReadPatientlyAsync("/admin/orleans/DashboardCounters?exclude=none");
        counters.GetProperty("hosts").GetArrayLength().ShouldBe(2);
        (await admin.GetStringAsync("/openapi/v1.json")).ShouldNotContain("admin/orleans");
        await OurDashboardShowsBothSilosAsync(admin, silo);
    }

    static async Task OurDashboardShowsBothSilosAsync(HttpClient admin, SiloProcess silo)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = silo.Url };
        using var signIn = await browser.PostAsync(
            "/sign-in", new FormUrlEncodedContent([KeyValuePair.Create("key", admin.DefaultRequestHeaders.Authorization!.Parameter!), KeyValuePair.Create("to", "/admin")]));
        browser.DefaultRequestHeaders.Add("Cookie", signIn.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        var silos = (await browser.ReadPatientlyAsync("/admin/figures")).GetProperty("silos").EnumerateArray().ToList();
        (silos.Count, silos.Sum(one => one.GetProperty("partitions").GetInt32()), silos.Count(one => one.GetProperty("here").GetBoolean())).ShouldBe((2, 75, 1));
        silos.SelectMany(one => one.GetProperty("areas").EnumerateArray()).Select(area => area.GetInt32()).Order().ShouldBe(Enumerable.Range(1, 10));
        (await browser.GetStringAsync("/admin")).ShouldContain(silos[0].GetProperty("address").GetString()!);
    }

    static async Task TheFeedGoesOnAtAnotherSiloAsync(HttpClient one, HttpClient other)
    {
        var first = await one.ReadPatientlyAsync("/v1/changes?from=beginning&limit=5");
        var cursor = first.GetProperty("next").GetString();
        var rest = await other.ReadPatientlyAsync($"/v1/changes?after={Uri.EscapeDataString(cursor!)}&limit=5");
        rest.GetProperty("results").GetArrayLength().ShouldBe(5);
    }

    static async Task AnOrleansClientIsObeyedAsync(Harness.Cluster cluster, HttpClient other)
    {
        await using var system = await AccountSystem.ConnectAsync(PostgresJournal.ForOrleans(cluster.Connection), "els");
        using var host = cluster.OrleansClient();
        await host.StartAsync();
        var registry = new RegistryClient(host.Services.GetRequiredService<IGrainFactory>(), "els");
        const string customer = "els/E-3";
        var question = new Question { Act = "provide", Party = "els", Customer = customer, Purpose = "ELS-EL-2-PU3", Items = ["ELS-EL-3/name"], Recipient = "emana" };
        (await registry.AskAsync(question)).Permitted.ShouldBeTrue();
        (await system.MayUseAsync(customer, "ELS-EL-2-PU3", "ELS-EL-3/name")).ShouldBeTrue();
        await system.WithdrawAsync(customer, "emana", "orleans-1");
        await system.WithdrawAsync(customer, "emana", "orleans-1");
        (await RevisionAsync(other, customer)).ShouldBe(3, "what is sent again under its key is done once");
        (await registry.AskAsync(question)).Primary.ShouldBe(ReasonCode.ConsentWithdrawn);
        await host.StopAsync();
    }

    /// <summary>By whichever silo decided it.</summary>
    static async Task WhatItAskedIsLoggedOnceAsync(params HttpClient[] silos)
    {
        var logged = new List<string>();
        foreach (var silo in silos)
            foreach (var entry in (await silo.ReadPatientlyAsync("/v1/customers/els/E-3/decisions")).GetProperty("results").EnumerateArray())
                if (entry.GetProperty("kind").GetString() == "decision") logged.Add($"{entry.GetProperty("by")} {entry.GetProperty("key")} {entry.GetProperty("act")} {entry.GetProperty("decision")}");
        logged.Order(StringComparer.Ordinal).ShouldBe(["els orleans provide False", "els orleans provide True", "els orleans use True"]);
    }

    static async Task<int> RevisionAsync(HttpClient client, string customer) =>
        (await client.ReadPatientlyAsync($"/v1/customers/{customer}")).GetProperty("revision").GetInt32();

    static async Task<int> TellAsync(HttpClient client, object command, string key) =>
        (await PostAsync(client, "/v1/commands", command, key)).GetProperty("revision").GetInt32();

    static async Task<JsonElement> PostAsync(HttpClient client, string path, object body, string? key = null)
    {
        using var reply = await client.SendPatientlyAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            return request;
        });
        var read = await reply.Content.ReadFromJsonAsync<JsonElement>();
        reply.IsSuccessStatusCode.ShouldBeTrue(string.Create(CultureInfo.InvariantCulture, $"{path}: {(int)reply.StatusCode} {read}"));
        return read;
    }
}
