using System.Globalization;
using System.Net.Http.Json;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Tests.Shared;
using ConsentGrains.Web.Tests.Tracing;
using Shouldly;
using Xunit;

namespace ConsentGrains.Cluster.Tests;

/// <summary>What is followed is followed to the silo that owns whom it is about.</summary>
public sealed class TraceTests
{
    const int Customers = 40;
    const string Caller = "00f067aa0ba902b7";

    [PostgresFact]
    public async Task A_command_and_a_decision_are_followed_to_another_silo_and_its_journal()
    {
        await using var collector = await Collector.StartAsync();
        await using var cluster = await Harness.Cluster.StartAsync(2, "--otlp", collector.Address.ToString());
        using var client = cluster.ClientOf(cluster.Silos[0]);
        for (var i = 0; i < Customers; i++)
        {
            // The silo asked owns every second customer or so; whichever it does not own is what this is about.
            await PostAsync(client, "/v1/commands", new { enrol = new { customer = Name(i), policy = "ELS-EL" } }, Trace(i), Name(i));
            await PostAsync(client, "/access/v1/evaluation", QuestionAbout(Name(i)), Trace(Customers + i), null);
        }

        var spans = await collector.UntilAsync(all => Chains(all, "journal.commit").Any() && Chains(all, "silo.answer").Any(chain => chain[^1].Name == "decision"));
        var command = Chains(spans, "journal.commit").First();
        command.Select(span => span.Name).ShouldBe(["journal.commit", "journal.append", "grain.turn", "silo.answer", "silo.call", "command"]);
        command[^1].Parent.ShouldBe(Caller);
        command[..4].Select(span => span.Sender).Distinct().ShouldHaveSingleItem().ShouldNotBe(command[^1].Sender, "it is recorded by another process");
        (command[4].Sender, command[4].Attributes["consent.partition"], command[0].Attributes["consent.store"]).ShouldBe((command[^1].Sender, command[3].Attributes["consent.partition"], "postgres"));
        Chains(spans, "silo.answer").First(chain => chain[^1].Name == "decision").Select(span => span.Name).ShouldBe(["silo.answer", "silo.call", "decision"]);
    }

    /// <summary>From each span of a name up to that of the request, where it went over another silo.</summary>
    static IEnumerable<List<SentSpan>> ChainsOf(IReadOnlyList<SentSpan> all, string name)
    {
        foreach (var span in all.Where(s => s.Name == name))
        {
            List<SentSpan> chain = [span];
            while (all.FirstOrDefault(s => s.Id == chain[^1].Parent) is { } above) chain.Add(above);
            if (chain[^1].Parent == Caller && chain.Exists(s => s.Name == "silo.answer")) yield return chain;
        }
    }

    static IEnumerable<SentSpan[]> Chains(IReadOnlyList<SentSpan> all, string name) => ChainsOf(all, name).Select(chain => chain.ToArray());

    static object QuestionAbout(string customer) => new
    {
        subject = new { type = "party", id = "els" },
        action = new { name = "use", properties = new { purpose = "ELS-EL-2-PU3" } },
        resource = new { type = "customer", id = customer, properties = new { items = new[] { "ELS-EL-3/name" } } },
        context = new { },
    };

    static async Task PostAsync(HttpClient client, string path, object body, string trace, string? key)
    {
        using var reply = await client.SendPatientlyAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            request.Headers.Add("traceparent", trace);
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            return request;
        });
        reply.IsSuccessStatusCode.ShouldBeTrue(await reply.Content.ReadAsStringAsync());
    }

    static string Name(int customer) => string.Create(CultureInfo.InvariantCulture, $"els/T-{customer}");

    static string Trace(int number) => string.Create(CultureInfo.InvariantCulture, $"00-4bf92f3577b34da6a3ce929d{number + 1:x8}-{Caller}-01");
}
