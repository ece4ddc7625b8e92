using System.Diagnostics;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Tests;

public sealed class FastPathTests
{
    const int BytesPerPermit = 256;

    [Fact]
    public async Task A_question_about_a_customer_in_memory_is_answered_on_the_spot_with_hardly_an_allocation()
    {
        await using var rig = await Rig.OpenAsync("memory");
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var question = Say.Provide("C-1") with { Act = "use", Recipient = null };
        rig.Grains.AskAsync(question).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        await BytesAsync(rig.Grains, question);
        (await BytesAsync(rig.Grains, question)).ShouldBeLessThanOrEqualTo(BytesPerPermit);
    }

    [Fact]
    public async Task Where_spans_are_collected_a_question_that_nobody_follows_costs_as_little()
    {
        using var collecting = new ActivityListener { ShouldListenTo = source => source.Name == Spans.Source, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(collecting);
        await A_question_about_a_customer_in_memory_is_answered_on_the_spot_with_hardly_an_allocation();
        Spans.Begin("grain.turn");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Spans.Begin("grain.turn").ShouldBeNull();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    static async Task<long> BytesAsync(LocalGrains grains, Question question)
    {
        const int Times = 1_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
            if (!(await grains.AskAsync(question)).Permitted) throw new InvalidOperationException("it was to be permitted");
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }
}
