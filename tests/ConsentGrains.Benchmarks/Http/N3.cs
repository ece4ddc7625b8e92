namespace ConsentGrains.Benchmarks.Http;

/// <summary>N3: what a decision costs in a batch of 100 against one that comes alone.</summary>
static class N3
{
    const int Customers = 1_000;
    const int Each = 100;
    const double Share = 0.1;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = Options.Read(args, new(Seconds: 3, Rounds: 15, Rate: 10_000));
        Machine.Print($"N3: {Each} decisions per HTTP request against one, {Interleaved.Connections} connections, {options.Rounds} rounds of {options.Seconds} s");
        await using var server = await ServerProcess.StartAsync(Customers);
        var batches = Requests.Many(Customers, Each);
        var answer = await server.RememberAnswerAsync(batches[0]);
        Console.WriteLine($"asked {batches[0].Body.Length} bytes, answered {answer.Length}; {answer.Split("\"decision\":true").Length - 1} permits");
        var one = new Side("one", Requests.One(Customers), options.Rate);
        // Ten times as many decisions a second as alone.
        var many = new Side("batch", batches, options.Rate * 10 / Each, Each);
        var scanning = new Side("scanning", Requests.Many(Customers, Each, BareEndpoint.Scanning), many.Rate, Each);
        await Interleaved.RunAsync(server, options, [one, many, scanning]);
        var targets = new Targets();
        targets.AtMost("server CPU of a decision in a batch against one alone", many.Cpu.Middle / one.Cpu.Middle, Share, " ×");
        return targets.ExitCode;
    }
}
