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

    public static async Task<int> RunAsync(string[] args)
    {
        var options = Options.Read(args, new(Seconds: 4, Rounds: 9, Rate: 10_000));
        Machine.Print($"watched: one decision per HTTP request, {options.Rate} requests/s offered, {options.Rounds} rounds of {options.Seconds} s");
        await using var unmeasured = await ServerProcess.StartAsync(Customers, measured: false);
        await using var server = await ServerProcess.StartAsync(Customers);
        var questions = Requests.One(Customers);
        var (plain, measured, followed) = (new Side("unmeasured", questions, options.Rate), new Side("collected", questions, options.Rate), new Side("followed", questions, options.Rate));
        await Interleaved.WarmUpAsync(unmeasured, options, [plain]);
        await WithAsync(stop => WatchAsync(server, stop), () => Interleaved.WarmUpAsync(server, options, [followed]));
        for (var round = 1; round <= options.Rounds; round++)
        {
            await plain.MeasureAsync(unmeasured, Interleaved.Connections, options.Seconds, round);
            await WithAsync(stop => CollectAsync(server, stop), () => measured.MeasureAsync(server, Interleaved.Connections, options.Seconds, round));
            await WithAsync(stop => WatchAsync(server, stop), () => followed.MeasureAsync(server, Interleaved.Connections, options.Seconds, round));
        }

        var targets = new Targets();
        targets.AtMost("server CPU of a decision, measured and collected every second, against unmeasured", plain.AgainstEach(measured), Measuring, " ×");
        targets.AtMost("the same with a dashboard followed, against without", measured.AgainstEach(followed), Following, " ×");
        return targets.ExitCode;
    }

    static async Task WithAsync(Func<CancellationToken, Task> beside, Func<Task> measure)
    {
        using var stop = new CancellationTokenSource();
        var running = beside(stop.Token);
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

    static Task WatchAsync(ServerProcess server, CancellationToken stop) => Task.WhenAll(CollectAsync(server, stop), FollowAsync(server, stop));

    static async Task CollectAsync(ServerProcess server, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", server.WatchingKey) } };
        for (; ; await Task.Delay(Period, stop))
            if ((await client.GetStringAsync("/metrics", stop)).Length == 0) throw new InvalidOperationException("there are no metrics");
    }

    /// <summary>As a browser does: signed in, the page once, then its figures as they come.</summary>
    static async Task FollowAsync(ServerProcess server, CancellationToken stop)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
        using var signIn = await client.PostAsync(
            "/sign-in", new FormUrlEncodedContent([KeyValuePair.Create("key", server.WatchingKey), KeyValuePair.Create("to", "/admin")]), stop);
        client.DefaultRequestHeaders.Add("Cookie", signIn.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        if ((await client.GetStringAsync("/admin", stop)).Length == 0) throw new InvalidOperationException("there is no dashboard");
        using var figures = new StreamReader(await client.GetStreamAsync("/admin/live", stop));
        while (await figures.ReadLineAsync(stop) is not null)
        {
        }

        throw new InvalidOperationException("the dashboard ended");
    }
}
