using System.Globalization;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>Whatever is sent to whatever is served, there is an answer, never a 5xx, and nothing of what was refused stays behind. `./build.sh soak rubbish`
/// sends more of it; SOAK_SEED and SOAK_FIRST begin again where it failed.</summary>
[Collection(nameof(Alone))]
public sealed class RubbishTests(ITestOutputHelper output) : IAsyncLifetime
{
    const int Shown = 20;
    static readonly int Requests = Setting("SOAK_REQUESTS", 5_000);
    static readonly int Seed = Setting("SOAK_SEED", 1);
    static readonly int First = Setting("SOAK_FIRST", 0);

    readonly string folder = Directory.CreateTempSubdirectory("rubbish-").FullName;
    readonly Faults faults = new();
    readonly List<string> wrong = [];
    readonly SortedDictionary<string, int> counted = new(StringComparer.Ordinal);
    readonly HashSet<Endpoint> met = [];
    TestRegistry registry = null!;
    int answered;
    int changed;

    public Task InitializeAsync()
    {
        var options = new TestRegistry().Options with { RequestsPerSecond = 0, ImportFolder = Path.Combine(folder, "imports") };
        registry = new() { Folder = folder, LogFile = Path.Combine(folder, "decisions.db"), Logs = faults, Options = options };
        return registry.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await registry.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Rubbish_is_refused_and_leaves_nothing_behind()
    {
        output.WriteLine($"seed {Seed}, {Requests} requests from {First} on");
        await registry.EnrolAsync("R1");
        await registry.EnrolAsync("R2");
        var import = (await registry.Admin.MustAsync("/v1/imports", new JsonObject(), ("Idempotency-Key", "rubbish"))).Json["id"]!.GetValue<string>();
        var surface = await Surface.OfAsync(registry);
        var maker = new Maker(surface, Seed, [registry.Admin.Secret!, registry.Els.Secret!, registry.Partner.Secret!], import);
        // What is made once and kept is there after a fifth.
        const int warming = 5;
        await SendAsync(maker, First, Requests / warming);
        var before = await Sizes.OfAsync(registry, folder);
        (answered, changed) = (0, 0);
        await SendAsync(maker, First + (Requests / warming), Requests - (Requests / warming));
        var after = await Sizes.OfAsync(registry, folder);
        foreach (var (code, count) in counted) output.WriteLine($"{count,7} {code}");
        output.WriteLine($"{surface.Endpoints.Count} endpoints\n{before}\n{after}");
        wrong.ShouldBeEmpty();
        after.ShouldComeFrom(before, Requests, changed, answered);
        met.Count.ShouldBe(Math.Min(Requests, surface.Endpoints.Count));
        (await registry.Admin.GetAsync("/v1/policies")).Status.ShouldBe(200);
    }

    async Task SendAsync(Maker maker, int first, int count)
    {
        using var connection = new RawConnection(registry.Address);
        for (var number = first; number < first + count && wrong.Count < Shown; number++)
        {
            registry.Time.Advance(TimeSpan.FromMilliseconds(1));
            var request = maker.Make(number);
            var appends = registry.Journal.Counters.Appends;
            var answer = await connection.SendAsync(request);
            if (Judge.Fault(request, answer) is { } fault) wrong.Add($"{fault}\n{request}");
            if (answer is { Status: >= 400 } && registry.Journal.Counters.Appends != appends) wrong.Add($"It was refused, and written:\n{request}");
            wrong.AddRange(faults.Take().Select(told => $"{told}\n{request}"));
            Count(request, answer);
        }
    }

    void Count(RawRequest request, RawAnswer? answer)
    {
        var code = answer is null ? "no answer" : $"{answer.Status} {Judge.CodeOf(answer)}".TrimEnd();
        counted[code] = counted.GetValueOrDefault(code) + 1;
        met.Add(request.Endpoint);
        // Whoever hung up may have been answered all the same.
        if (answer is not { Status: >= 400 }) answered++;
        if (answer is not { Status: >= 400 } && request.Endpoint.Method != "GET") changed++;
    }

    static int Setting(string name, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(name) ?? otherwise.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>What measures the whole process runs while nothing else does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
