using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Core.Codec;
using ConsentGrains.Grains.SupplyPoints;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Sqlite;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Retention;

/// <summary>A planted identifier is looked for in every byte of the store, and in everything that opens with the registry's keys, before and after the erasure.</summary>
public sealed class WholeStoreTests : IDisposable
{
    const string Plant = "PLANT-7f3a9c51", Customer = "/v1/customers/els/" + Plant, Point = "0300000000000000000077";
    const int MasterKeyBytes = 32;

    Client? desk;
    string incident = "";
    readonly string folder = Directory.CreateTempSubdirectory("whole-store-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Nothing_of_an_erased_customer_is_in_any_byte_of_the_store()
    {
        var registry = new TestRegistry { Folder = folder, LogFile = Path.Combine(folder, "decisions.db") };
        await registry.InitializeAsync();
        try
        {
            await LiveAsync(registry);
            await registry.PassAsync();
            Bytes().ShouldContain(file => file.StartsWith("index.db", StringComparison.Ordinal), "the search finds what lies there in the clear");
            (await OpenedAsync(registry.Journal)).ShouldBe(["customer", "provision", "request", "supply-point"], "and what is sealed, of the customer and of whatever tells of him");
            (await NamedAsync(registry)).ShouldBe($$"""{"customer":"els/{{Plant}}"}""");
            await registry.Els.MustAsync(Customer + "/erasure", new JsonObject());
            await registry.PassAsync();
            (await NamedAsync(registry)).ShouldBe("""{"erased":true}""", "in memory as on the disk");
            (await desk!.GetAsync(Customer + "/provisions")).Json["results"]!.AsArray().Count.ShouldBe(1, "who still has the number finds what the law keeps");
            (await registry.Els.GetAsync($"/v1/supply-points/{Point}")).Text.ShouldNotContain(Plant);
        }
        finally
        {
            desk?.Dispose();
            await registry.DisposeAsync();
        }

        Bytes().ShouldBeEmpty();
        await using var journal = await SqliteJournal.OpenAsync(Path.Combine(folder, "journal.db"), KeyRing.Of(new byte[MasterKeyBytes]), new ManualTime());
        (await OpenedAsync(journal)).ShouldBe(["provision", "request"], "what other duties keep under keys of their own, until their own terms end");
        await journal.VerifyAsync(null, CancellationToken.None);
    }

    [Fact]
    public async Task The_certificate_says_when_what_went_and_what_stays()
    {
        var registry = new TestRegistry();
        await registry.InitializeAsync();
        try
        {
            (await registry.Els.GetAsync(Customer + "/erasure")).Status.ShouldBe(404);
            await registry.Els.MustAsync(Customer + "/enrolments", new JsonObject { ["policy"] = "ELS-EL" });
            (await registry.Els.GetAsync(Customer + "/erasure")).Status.ShouldBe(404);
            await registry.Els.MustAsync(Customer + "/erasure", new JsonObject());
            var certificate = (await registry.Els.GetAsync(Customer + "/erasure")).Json;
            (certificate["customer"]!.GetValue<string>(), certificate["ledger"]!["number"]!.GetValue<int>()).ShouldBe(($"els/{Plant}", 1));
            certificate["ledger"]!["name"]!.GetValue<string>().Length.ShouldBe(64);
            certificate["destroyed"]!.AsArray().Select(d => d!["what"]!.GetValue<string>()).ShouldContain("supply-points");
            var page = await registry.Els.GetAsync(Customer + "/erasure?format=html");
            (page.Status, page.Text.Contains("消去証明書", StringComparison.Ordinal)).ShouldBe((200, true));
            (await registry.Emana.GetAsync(Customer + "/erasure")).Code.ShouldBe("customer-of-other-operator");
        }
        finally
        {
            await registry.DisposeAsync();
        }
    }

    /// <summary>He is everywhere a customer can be: enrolled, in a contract, consenting, stopped, at a supply point with a snapshot, asked about, read.</summary>
    async Task LiveAsync(TestRegistry registry)
    {
        desk = await registry.KeyAsync("els", "desk", "register");
        await registry.Admin.MustAsync("/v1/roles", new JsonObject { ["party"] = "els", ["role"] = "retailer", ["from"] = "2016-04-01" });
        await registry.Els.MustAsync($"/v1/supply-points/{Point}", new JsonObject { ["customer"] = $"els/{Plant}", ["voltage"] = "low" });
        await registry.Els.MustAsync(Customer + "/enrolments", new JsonObject { ["policy"] = "ELS-EL", ["evidence"] = Plant, ["desk"] = Plant });
        await registry.Els.MustAsync(Customer + "/contracts", new JsonObject { ["id"] = Plant, ["policy"] = "ELS-EL", ["state"] = "active", ["supplyPoint"] = Point });
        await registry.Els.MustAsync(Customer + "/consents", new JsonObject { ["recipient"] = "iehl-kanto", ["purpose"] = "ELS-EL-2-PU3", ["until"] = "2099-01-01", ["evidence"] = Plant });
        await registry.Els.MustAsync(Customer + "/stops", new JsonObject { ["act"] = "use", ["channel"] = "phone" });
        for (var i = 0; i < 20; i++)
            await registry.Admin.MustAsync($"/v1/supply-points/{Point}/lookup-passwords", new JsonObject { ["customer"] = $"els/{Plant}", ["retailer"] = "els", ["days"] = 7 });
        var asked = await registry.Els.PostAsync("/access/v1/evaluation", JsonNode.Parse("""
            {"subject": {"type": "party", "id": "els"}, "action": {"name": "provide", "properties": {"purpose": "ELS-EL-2-PU3"}},
             "resource": {"type": "customer", "id": "els/PLANT", "properties": {"items": ["ELS-EL-3/name"]}}, "context": {"recipient": "iehl-kanto", "documentRef": "PLANT"}}
            """.Replace("PLANT", Plant, StringComparison.Ordinal))!.AsObject());
        asked.Status.ShouldBe(200, asked.Text);
        (await registry.Els.GetAsync(Customer)).Status.ShouldBe(200);
        (await registry.Els.GetAsync(Customer + "/history")).Status.ShouldBe(200);
        (await registry.Admin.GetAsync("/v1/decisions")).Text.ShouldContain(Plant);
        await desk.MustAsync("/v1/provisions/received", new JsonObject { ["customer"] = $"els/{Plant}", ["provider"] = "iehl-kanto", ["items"] = new JsonArray("ELS-EL-3/name"), ["acquired"] = Plant });
        var request = (await desk.MustAsync("/v1/requests", new JsonObject { ["policy"] = "ELS-EL", ["type"] = "provision-records", ["customer"] = $"els/{Plant}", ["recipients"] = new JsonArray("iehl-kanto"), ["evidence"] = Plant })).Json["id"]!.GetValue<string>();
        await desk.MustAsync($"/v1/requests/{request}/withdraw", new JsonObject());
        incident = (await desk.MustAsync("/v1/incidents", new JsonObject { ["policy"] = "ELS-EL", ["known"] = "2026-04-01", ["overview"] = "端末の紛失" })).Json["id"]!.GetValue<string>();
        await desk.MustAsync($"/v1/incidents/{incident}/customers", new JsonObject { ["customers"] = new JsonArray($"els/{Plant}") });
    }

    /// <summary>Names of files that hold the plant as UTF-8, UTF-16 or hexadecimal; the lock file names a process and is held.</summary>
    string[] Bytes()
    {
        byte[][] patterns = [Encoding.UTF8.GetBytes(Plant), Encoding.Unicode.GetBytes(Plant), Encoding.UTF8.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Plant)))];
        return [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && patterns.Any(p => Read(file).AsSpan().IndexOf(p) >= 0)).Select(f => Path.GetFileName(f)!)];
    }

    static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    async Task<string> NamedAsync(TestRegistry registry) => (await desk!.GetAsync($"/v1/incidents/{incident}/customers")).Json["results"]!.AsArray().Single()!.ToJsonString();

    /// <summary>In which kinds of streams the plant is, of what opens with the keys that are there.</summary>
    static async Task<string[]> OpenedAsync(IJournal journal)
    {
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        var opened = new PointJournal(journal);
        for (var i = 0; i < PartitionId.Count; i++)
            await foreach (var e in opened.ReadPartitionAsync(new(i), 0, CancellationToken.None))
                if (e.Secret is { } secret && secret.Span.IndexOf(Encoding.UTF8.GetBytes(Plant)) >= 0) kinds.Add(KindOf(e.Type));
        return [.. kinds];
    }

    static string KindOf(string type) =>
        EventTypes.IsOfCustomer(type) ? "customer" : EventTypes.IsOfPoint(type) ? "supply-point" : type.Split('.')[0];
}
