using ConsentGrains.Benchmarks.Durable;
using ConsentGrains.Benchmarks.Feed;
using ConsentGrains.Benchmarks.Http;
using ConsentGrains.Benchmarks.InProcess;
using ConsentGrains.Benchmarks.Load;
using ConsentGrains.Benchmarks.Logging;
using ConsentGrains.Benchmarks.Peers;
using ConsentGrains.Benchmarks.Scale;

namespace ConsentGrains.Benchmarks;

/// <summary>What this program can run, by name. It ends with 0 where every target was reached, 1 where one was missed, 2 where it was called wrongly.</summary>
static class Table
{
    static readonly (string Name, string What, Func<string[], Task<int>> Run)[] Benchmarks =
    [
        ("n1", "a decision in process", N1.RunAsync),
        ("n2", "one decision per HTTP request, against a bare endpoint", N2.RunAsync),
        ("watched", "the same unmeasured, measured, and with a dashboard followed", Watched.RunAsync),
        ("n3", "100 decisions per HTTP request, against one", N3.RunAsync),
        ("n4", "durable commands on SQLite, against plain inserts", N4.RunAsync),
        ("n8", "a change from its acknowledgement to 50 subscribers, against a bare fan-out", N8.RunAsync),
        ("n9", "catching up with the feed from the beginning", N9.RunAsync),
        ("n4-postgres", "durable commands on PostgreSQL, against plain inserts", N4Postgres.RunAsync),
        ("n11", "the same decisions by PostgreSQL, cedar-wasm and casbin", N11.RunAsync),
        ("log", "what the decision log takes for one decision", LogCost.RunAsync),
        ("scale", "start, memory and cold decisions at 10,000 to 1,000,000 customers: [FOLDER [SIZES [CHART.svg]]]", ScaleRun.RunAsync),
        ("scale-postgres", "the same on PostgreSQL: [SIZES]", ScaleRun.RunOnPostgresAsync),
    ];

    /// <summary>What the benchmarks start as processes of their own.</summary>
    static readonly (string Name, string What, Func<string[], Task<int>> Run)[] Children =
    [
        ("server", "the server under load", ServerChild.RunAsync),
        ("feed", "the server with its feed", FeedChild.RunAsync),
        ("load", "the generator of load", LoadChild.RunAsync),
    ];

    public static Task<int> RunAsync(string[] args) => args switch
    {
        ["child", var name, .. var rest] => Find(Children, name, rest),
        [var name, .. var rest] => Find(Benchmarks, name, rest),
        [] => Usage("say which"),
    };

    static Task<int> Find((string Name, string What, Func<string[], Task<int>> Run)[] from, string name, string[] rest)
    {
        foreach (var (known, _, run) in from)
            if (known == name) return run(rest);
        return Usage($"there is no {name}");
    }

    static Task<int> Usage(string why)
    {
        Console.Error.WriteLine($"{why}. Benchmarks (./build.sh bench NAME [--seconds N] [--rounds N] [--rate N]):");
        foreach (var (name, what, _) in Benchmarks) Console.Error.WriteLine($"  {name,-16}{what}");
        return Task.FromResult(2);
    }
}
