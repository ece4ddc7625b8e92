using System.Net.Http.Headers;

namespace ConsentGrains.Benchmarks.Http;

/// <summary>What watching costs: the same decisions by a server whose measurements nobody takes, by one that a collector reads every second, and by the same while
/// a dashboard is followed besides.</summary>
static class Watched
{
    const int Customers = 1_000;
    const double Measuring = 1.03;
    const double Following = 1.02;
    static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>What happens once a second is compiled for good only after it happened so often.</summary>
    const int WarmFigures = 75;
    static readonly TimeSpan WarmPeriod = TimeSpan.FromMilliseconds(50);

    /// <summary>Two of the same program, started one after the other, differ by what their compilers saw: it takes several.</summary>
    const int Pairs = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = Options.Read(args, new(Seconds: 4, Rounds: 24, Rate: 10_000));
        Machine.Print($"watched: one decision per HTTP request, {options.Rate} requests/s offered, {options.Rounds} rounds of {options.Seconds} s on {Pairs} pairs of servers in turn");
        var questions = Requests.One(Customers);
        var (plain, measured, followed) = (new Side("unmeasured", questions, options.Rate), new Side("collected", questions, options.Rate), new Side("followed", questions, options.Rate));
        var pairs = new List<Pair>();
        try
        {
            for (var i = 0; i < Pairs; i++) pairs.Add(await Pair.StartAsync(options, plain, followed));
            for (var round = 1; round <= options.Rounds; round++) await pairs[round % Pairs].MeasureAsync(options, round, plain, measured, followed);
        }
        finally
        {
            foreach (var pair in pairs) await pair.DisposeAsync();
        }

        var targets = new Targets();
        targets.AtMost("server CPU of a decision, measured and collected every second, against unmeasured", plain.AgainstEach(measured), Measuring, " ×");
        targets.AtMost("the same with a dashboard followed, against without", measured.AgainstEach(followed), Following, " ×");
        return targets.ExitCode;
    }

    /// <param name="Unmeasured">Nobody listens to what it measures.</param>
    /// <param name="Cookie">Of who follows: opening the page is no part of following it.</param>
    sealed record Pair(ServerProcess Unmeasured, ServerProcess Measured, string Cookie) : IAsyncDisposable
    {
        public static async Task<Pair> StartAsync(Options options, Side plain, Side followed)
        {
            var measured = await ServerProcess.StartAsync(Customers);
            var pair = new Pair(await ServerProcess.StartAsync(Customers, measured: false), measured, await SignInAsync(measured));
            await Interleaved.WarmUpAsync(pair.Unmeasured, options, [plain]);
            Console.WriteLine($"watching for {WarmFigures} s, until that is compiled too");
            await WithAsync((begun, stop) => CollectAsync(pair.Measured, begun, stop, WarmPeriod), () => FollowAsync(pair.Measured, pair.Cookie, new(), CancellationToken.None, WarmFigures));
            await WithAsync((begun, stop) => WatchAsync(pair.Measured, pair.Cookie, begun, stop), () => Interleaved.WarmUpAsync(pair.Measured, options, [followed]));
            return pair;
        }

        /// <summary>Each of the three, forwards and backwards by turns: who comes last is not always the same.</summary>
        public async Task MeasureAsync(Options options, int round, Side plain, Side measured, Side followed)
        {
            Func<Task>[] turns =
            [
                () => plain.MeasureAsync(Unmeasured, Interleaved.Connections, options.Seconds, round),
                () => WithAsync((begun, stop) => CollectAsync(Measured, begun, stop, Period), () => measured.MeasureAsync(Measured, Interleaved.Connections, options.Seconds, round)),
                () => WithAsync((begun, stop) => WatchAsync(Measured, Cookie, begun, stop), () => followed.MeasureAsync(Measured, Interleaved.Connections, options.Seconds, round)),
            ];
            if (round / Pairs % 2 == 1) Array.Reverse(turns);
            foreach (var turn in turns) await turn();
        }

        public async ValueTask DisposeAsync()
        {
            await Unmeasured.DisposeAsync();
            await Measured.DisposeAsync();
        }
    }

    /// <param name="beside">Says when it goes on for good: how it begins is not measured.</param>
    static async Task WithAsync(Func<TaskCompletionSource, CancellationToken, Task> beside, Func<Task> measure)
    {
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var running = beside(begun, stop.Token);
        await await Task.WhenAny(begun.Task, running);
        await measure();
        await stop.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // It goes on until then.
        }
    }

    static Task WatchAsync(ServerProcess server, string cookie, TaskCompletionSource begun, CancellationToken stop) =>
        Task.WhenAll(CollectAsync(server, new(), stop, Period), FollowAsync(server, cookie, begun, stop, int.MaxValue));

    static async Task CollectAsync(ServerProcess server, TaskCompletionSource begun, CancellationToken stop, TimeSpan period)
    {
        using var client = new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", server.WatchingKey) } };
        for (; ; await Task.Delay(period, stop))
        {
            if ((await client.GetStringAsync("/metrics", stop)).Length == 0) throw new InvalidOperationException("there are no metrics");
            begun.TrySetResult();
        }
    }

    /// <summary>As a browser does.</summary>
    static async Task<string> SignInAsync(ServerProcess server)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
        using var signIn = await client.PostAsync("/sign-in", new FormUrlEncodedContent([KeyValuePair.Create("key", server.WatchingKey), KeyValuePair.Create("to", "/admin")]));
        var cookie = signIn.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return (await client.GetStringAsync("/admin")).Length > 0 ? cookie : throw new InvalidOperationException("there is no dashboard");
    }

    /// <summary>The figures of a page that is open, as they come.</summary>
    /// <param name="until">Ends after so many of them.</param>
    static async Task FollowAsync(ServerProcess server, string cookie, TaskCompletionSource begun, CancellationToken stop, int until)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Address, DefaultRequestHeaders = { { "Cookie", cookie } } };
        using var figures = new StreamReader(await client.GetStreamAsync("/admin/live", stop));
        for (var seen = 0; await figures.ReadLineAsync(stop) is { } line;)
        {
            begun.TrySetResult();
            if (line.StartsWith("data:", StringComparison.Ordinal) && ++seen == until) return;
        }

        throw new InvalidOperationException("the dashboard ended");
    }
}
