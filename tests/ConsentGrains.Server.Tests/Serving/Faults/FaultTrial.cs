using System.Diagnostics;
using System.Globalization;
using System.Net;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Server.Tests.Serving.Load;
using Shouldly;

namespace ConsentGrains.Server.Tests.Serving.Faults;

/// <summary>A server under load of commands and questions, to which one fault of its store happens after the other. It is never started again.</summary>
sealed class FaultTrial(HttpClient client)
{
    const int Writers = 8, AskersAtOnce = 2, EnoughRefusals = 8, EnoughAfterwards = 20;

    /// <summary>From memory, no answer to a question that was sent later than this after the last moment in which the store could be heard.</summary>
    static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    static readonly object Question = new
    {
        subject = new { type = "party", id = "els" },
        action = new { name = "use", properties = new { purpose = "ELS-EL-2-PU3" } },
        resource = new { type = "customer", id = $"els/R{Writers}-0", properties = new { items = new[] { "ELS-EL-3/name" } } },
    };

    readonly Crowd crowd = new(Writers);
    readonly Askers askers = new(client, Question);

    /// <param name="hold">How long each fault lasts at least.</param>
    /// <returns>What was seen, a line for each fault.</returns>
    public async Task<IReadOnlyList<Recovery>> RunAsync(IReadOnlyList<StoreFault> faults, TimeSpan hold, Action<string> say)
    {
        await crowd.BeginAsync(client);
        var enough = false;
        var living = crowd.LiveAsync(client, () => Volatile.Read(ref enough));
        var asking = askers.AskAsync(AskersAtOnce, () => Volatile.Read(ref enough));
        var seen = new List<Recovery>();
        await UntilAsync("a load", () => crowd.Count > EnoughAfterwards && askers.PermitsSince(0) > 0, living, asking);
        foreach (var fault in faults)
        {
            seen.Add(await SufferAsync(fault, hold, living, asking));
            say(seen[^1].ToString());
        }

        Volatile.Write(ref enough, true);
        await Task.WhenAll(living, asking);
        await crowd.ShouldBeKnownAsync(client, "at the end");
        await crowd.ShouldEndAsUsualAsync(client, "at the end");
        crowd.Refusals.Keys.ShouldBeSubsetOf(["unavailable", "outcome-unknown"]);
        return seen;
    }

    async Task<Recovery> SufferAsync(StoreFault fault, TimeSpan hold, params Task[] load)
    {
        var before = Refusals();
        await fault.Begin();
        var begun = Stopwatch.GetTimestamp();
        await UntilAsync($"refusals while {fault.Name}", () => Refusals() >= before + EnoughRefusals && Stopwatch.GetElapsedTime(begun) >= hold, load);
        if (fault.StopsDecisions)
        {
            await UntilAsync($"refused questions while {fault.Name}", () => askers.RefusalsSince(begun) > 0, load);
            (await client.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        (await client.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        // Before it ends: what is permitted from then on may be as fresh as can be.
        var fromMemory = fault.StopsDecisions ? askers.PermitsSince(begun + Ticks(Lease)) : 0;
        fromMemory.ShouldBe(0, $"{fault.Name}: permits to questions that were sent after the lease was over");
        var last = fault.StopsDecisions ? Stopwatch.GetElapsedTime(begun, Math.Max(begun, askers.LastPermitBefore(Stopwatch.GetTimestamp()))) : (TimeSpan?)null;
        var refused = Refusals() - before;
        await fault.End();
        return await RecoverAsync(fault.Name, refused, last, load);
    }

    async Task<Recovery> RecoverAsync(string name, int refused, TimeSpan? last, Task[] load)
    {
        var ended = Stopwatch.GetTimestamp();
        var acknowledged = crowd.Count;
        TimeSpan? commands = null, decisions = null;
        await UntilAsync($"answers after {name}", () =>
        {
            if (crowd.Count > acknowledged) commands ??= Stopwatch.GetElapsedTime(ended);
            if (askers.PermitsSince(ended) > 0) decisions ??= Stopwatch.GetElapsedTime(ended);
            return decisions is not null && crowd.Count > acknowledged + EnoughAfterwards;
        }, load);
        using var ready = await client.SendPatientlyAsync(() => new(HttpMethod.Get, "/readyz"));
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new(name, refused, last, commands!.Value, decisions!.Value);
    }

    int Refusals() => crowd.Refusals.Values.Sum();

    static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Unless the load has ended, which it does not by itself unless something is wrong.</summary>
    async Task UntilAsync(string what, Func<bool> holds, params Task[] load)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!holds())
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience) throw new TimeoutException($"waited in vain for {what}: {crowd.Count} commands acknowledged, {Refusals()} refused; {askers}");
            if (Array.Find(load, task => task.IsCompleted) is { } over)
            {
                await over;
                throw new InvalidOperationException("the load has ended although nobody told it to: the server is gone");
            }
            await Task.Delay(Patient.Pause / 4);
        }
    }
}

/// <param name="Refused">Commands that were answered 503 meanwhile.</param>
/// <param name="LastPermit">How long after its beginning the last question that was permitted had been sent; null: decisions may go on.</param>
/// <param name="Commands">From its end to the first command acknowledged.</param>
/// <param name="Decisions">From its end to the first permit to a question sent since.</param>
sealed record Recovery(string Name, int Refused, TimeSpan? LastPermit, TimeSpan Commands, TimeSpan Decisions)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}: {Refused} commands refused; decisions {(LastPermit is { } last ? $"went on for {last.TotalSeconds:0.0} s" : "may go on")}; after it, commands within {Commands.TotalSeconds:0.0} s, decisions within {Decisions.TotalSeconds:0.0} s");
}
