using System.Text.Json.Nodes;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Web.Tests.Access;

/// <summary>A search finds exactly what asking about every candidate one by one finds, in any state of the registry.</summary>
public sealed class SearchPropertyTests(ITestOutputHelper output) : IAsyncLifetime
{
    const int Commands = 400;
    const int Searches = 60;
    const int Customers = 25;

    static readonly string[] Operators = ["els", "emana"];
    static readonly string[] Policies = ["ELS-EL", "ELS-TEL", "EMANA"];
    static readonly string[] Parties = ["els", "emana", "iehl-kanto", "occto"];
    static readonly string[] Items = ["ELS-EL-3/name", "ELS-EL-3/phone", "ELS-TEL-1.1/name", "ELS-TEL-1.1/call-log", "EMANA-1/name", "EMANA-1/service-content", "no-such/item"];
    static readonly string[] Purposes = ["ELS-EL-2-PU3", "ELS-EL-2-PU7", "ELS-EL-5-JU2-U5", "ELS-TEL-1.1-PU1", "ELS-TEL-2-JU1-U3", "EMANA-2-PU1a", "EMANA-2-PU2", "els-extra", "no-such"];
    static readonly string[] ActNames = ["use", "joint-use", "provide", "entrust", "transmit"];

    /// <summary>Questions that are often permitted.</summary>
    static readonly (string Party, string Act, string Purpose, string Item)[] Sensible =
    [
        ("els", "use", "ELS-EL-2-PU3", "ELS-EL-3/name"), ("els", "provide", "ELS-EL-2-PU3", "ELS-EL-3/name"), ("iehl-kanto", "joint-use", "ELS-EL-5-JU2-U5", "ELS-EL-3/name"),
        ("els", "use", "ELS-TEL-1.1-PU1", "ELS-TEL-1.1/call-log"), ("els", "use", "els-extra", "ELS-EL-3/phone"), ("emana", "use", "EMANA-2-PU2", "EMANA-1/name"),
    ];

    readonly TestRegistry registry = new();
    int found;

    public Task InitializeAsync() => registry.InitializeAsync();

    public Task DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public async Task Search_finds_what_asking_one_by_one_finds()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await registry.Els.MustAsync("/v1/purposes", new JsonObject
        { ["id"] = "els-extra", ["operator"] = "els", ["policy"] = "ELS-EL", ["text"] = "電気の使い方の助言", ["items"] = new JsonArray("ELS-EL-3/name", "ELS-EL-3/phone") });
        // At least one customer of whom something is permitted, whatever the seed.
        await registry.EnrolAsync("sure");
        for (var i = 0; i < Commands; i++) await TellAsync(random);
        using var auditor = await registry.KeyAsync("occto", "audit");
        (await auditor.FindAsync(Searching.Resource, Asking.Permitted("x"))).ShouldContain("els/sure");
        for (var i = 0; i < Searches; i++) await CompareAsync(random, auditor, $"seed {seed}, search {i}");
        output.WriteLine($"found {found}");
    }

    async Task CompareAsync(Random random, Client auditor, string when)
    {
        var json = Question(random);
        var limit = random.Next(1, 8);
        var directory = registry.Grains.Directory;
        var shown = $"{when}: {json.ToJsonString()}";
        await SameAsync(auditor, Searching.Subject, json, limit, directory.Parties.Keys.Select(p => (p, With(json, party: p))), shown);
        await SameAsync(auditor, Searching.Resource, json, limit, Everyone().Select(c => (c, With(json, customer: c))), shown);
        var purposes = directory.Policies.Families.SelectMany(f => f.Versions).SelectMany(v => v.Purposes.Concat(v.Schemes.SelectMany(s => s.Purposes))).Select(p => p.Id)
            .Concat(directory.Purposes.Keys).Distinct(StringComparer.Ordinal);
        await SameAsync(auditor, Searching.Action, json, limit, purposes.SelectMany(p => ActNames.Select(a => ($"{a} {p}", With(json, act: a, purpose: p)))), shown);
        var own = json["resource"]!["id"]!.GetValue<string>().StartsWith("els/", StringComparison.Ordinal) ? registry.Els : registry.Emana;
        (await own.FindAsync(Searching.Subject, json)).ShouldBe(await auditor.FindAsync(Searching.Subject, json), ignoreOrder: false, shown);
    }

    async Task SameAsync(Client auditor, string path, JsonObject json, int limit, IEnumerable<(string Name, Question Question)> all, string shown)
    {
        var permitted = new List<string>();
        foreach (var (name, question) in all)
            if ((await registry.Grains.AskAsync(question, new Caller("occto", true), CancellationToken.None)).Permitted) permitted.Add(name);
        found += permitted.Count;
        var search = json.DeepClone();
        if (path == Searching.Action) search["action"] = null;
        (await auditor.FindAsync(path, search, limit)).ShouldBe(permitted.Order(StringComparer.Ordinal), ignoreOrder: false, $"{path}, {shown}");
    }

    static IEnumerable<string> Everyone() => Operators.SelectMany(o => Enumerable.Range(0, Customers).Select(n => $"{o}/P{n}")).Append("els/sure");

    static JsonObject Question(Random random)
    {
        var (party, act, purpose, item) = random.Next(3) == 0
            ? (Of(random, Parties), Of(random, ActNames), Of(random, Purposes), Of(random, Items)) : Sensible[random.Next(Sensible.Length)];
        var question = Asking.Question(party, $"{(item.StartsWith("EMANA", StringComparison.Ordinal) ? "emana" : "els")}/P{random.Next(Customers)}", purpose, item);
        question["action"]!["name"] = act;
        if (random.Next(2) == 0) question["context"]!["recipient"] = Of(random, Parties);
        if (random.Next(4) == 0) question["context"]!["form"] = "statistical";
        if (random.Next(4) == 0) question["resource"]!["properties"]!["items"]!.AsArray().Add(Of(random, Items));
        return question;
    }

    static Question With(JsonObject json, string? party = null, string? customer = null, string? act = null, string? purpose = null) => new()
    {
        Party = party ?? json["subject"]!["id"]!.GetValue<string>(),
        Customer = customer ?? json["resource"]!["id"]!.GetValue<string>(),
        Act = act ?? json["action"]!["name"]!.GetValue<string>(),
        Purpose = purpose ?? json["action"]!["properties"]!["purpose"]!.GetValue<string>(),
        Items = [.. json["resource"]!["properties"]!["items"]!.AsArray().Select(i => i!.GetValue<string>())],
        Recipient = json["context"]!["recipient"]?.GetValue<string>(),
        Form = json["context"]!["form"] is null ? Form.Individual : Form.Statistical,
    };

    /// <summary>Some are refused: that is part of a random life.</summary>
    async Task TellAsync(Random random)
    {
        var id = new CustomerId(Of(random, Operators), $"P{random.Next(Customers)}");
        Command command = random.Next(12) switch
        {
            < 4 => new Command.ToCustomer(id, new CustomerCommand.Enrol(Of(random, Policies), CustomerKind.Individual)),
            < 6 => new Command.ToCustomer(id, new CustomerCommand.RecordContract("K1", Of(random, Policies), (ContractState)random.Next(5))),
            < 9 => new Command.ToCustomer(id, new CustomerCommand.GiveConsent(MaybeOf(random, Purposes), MaybeOf(random, Parties), null, Secrecy: random.Next(2) == 0)),
            9 => new Command.ToCustomer(id, new CustomerCommand.WithdrawConsent(MaybeOf(random, Purposes), MaybeOf(random, Parties), null)),
            10 => new Command.ToCustomer(id, new CustomerCommand.OrderStop(new(Act: MaybeOf(random, ActNames)))),
            _ => Directory(random),
        };
        await registry.Grains.TellAsync(command, new Envelope("els", Evidence: "form"), CommandTerms.None, CancellationToken.None);
    }

    static Command.ToDirectory Directory(Random random)
    {
        var day = new DateOnly(2026, 1, 1);
        return new(random.Next(2) == 0
            ? new DirectoryCommand.GrantRole(Of(random, Parties), random.Next(2) == 0 ? "enex-group" : "retailer", day, null)
            : new DirectoryCommand.RecordEntrustment($"E{random.Next(5)}", Of(random, Operators), Of(random, Parties), ["work"], [.. Purposes[..7]], [.. Items[..6]], day, null, null, true, true, true, true, true));
    }

    static string Of(Random random, string[] words) => words[random.Next(words.Length)];

    static string? MaybeOf(Random random, string[] words) => random.Next(2) == 0 ? Of(random, words) : null;
}
