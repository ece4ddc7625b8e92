namespace ConsentGrains.Benchmarks.Http;

/// <summary>N2: what a decision costs the server beyond receiving a request and sending an answer.</summary>
static class N2
{
    const int Customers = 1_000;
    const double Ratio = 1.3;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = Options.Read(args, new(Seconds: 4, Rounds: 7, Rate: 10_000));
        Machine.Print($"N2: one decision per HTTP request, {Interleaved.Connections} connections, {options.Rate} requests/s offered, {options.Rounds} rounds of {options.Seconds} s");
        await using var server = await ServerProcess.StartAsync(Customers);
        var questions = Requests.One(Customers);
        var answer = await server.RememberAnswerAsync(questions[0]);
        Console.WriteLine($"asked {questions[0].Body.Length} bytes, answered {answer.Length}: {answer}");
        var decision = new Side("decision", questions, options.Rate);
        var parsing = new Side("parsing", Requests.One(Customers, BareEndpoint.Parsing), options.Rate);
        var scanning = new Side("scanning", Requests.One(Customers, BareEndpoint.Scanning), options.Rate);
        var atPoint = new Side("at point", Requests.AtPoint(Customers), options.Rate, ByTransmission: true);
        await Interleaved.RunAsync(server, options, [decision, atPoint, parsing, scanning]);
        var targets = new Targets();
        Console.WriteLine($"a decision against a bare endpoint that only scans the body: {decision.Cpu.Middle / scanning.Cpu.Middle:0.00} ×");
        targets.AtMost("server CPU of a decision against a bare endpoint that parses the body", decision.Cpu.Middle / parsing.Cpu.Middle, Ratio, " ×");
        targets.AtMost("server CPU of a decision on joint use ① against the same", atPoint.Cpu.Middle / parsing.Cpu.Middle, Ratio, " ×");
        return targets.ExitCode;
    }
}
