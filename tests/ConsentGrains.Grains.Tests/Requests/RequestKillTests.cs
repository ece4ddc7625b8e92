using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;
using ConsentGrains.Grains.Index;

namespace ConsentGrains.Grains.Tests.Requests;

/// <summary>A registry that dies at each step of an answer in turn — the answer itself, each of its effects at the customer, the mark that it is carried out —
/// before or after the step is on the disk. What is found on the disk finishes by itself, without anybody asking, once; what was acknowledged is obeyed.</summary>
public sealed class RequestKillTests
{
    const string Number = "r-1";
    readonly TestTime time = new();

    public static TheoryData<string, RequestType, bool> Deaths
    {
        get
        {
            var rows = new TheoryData<string, RequestType, bool>();
            foreach (var kind in new[] { "memory", "sqlite" })
                foreach (var type in new[] { RequestType.StopOfUse, RequestType.StopOfProvision, RequestType.Erasure, RequestType.Correction })
                    foreach (var afterWrite in new[] { true, false }) rows.Add(kind, type, afterWrite);
            return rows;
        }
    }

    [Theory, MemberData(nameof(Deaths))]
    public async Task An_answer_that_was_begun_is_in_force_after_the_restart_without_anybody_asking(string kind, RequestType type, bool afterWrite)
    {
        var (whole, appends) = await UninterruptedAsync(kind, type);
        for (var step = 0; step < appends; step++)
        {
            await using var rig = await InvestigatingAsync(kind, type);
            await rig.DieAsync(step, afterWrite, () => AnswerAsync(rig, type));
            using (var index = RegistryIndex.Open(rig.Journal, rig.Grains, null, null, time)) await index.PassAsync(default);
            var state = await rig.Grains.Requests.ReadAsync(Number, default);
            state.IsSettled.ShouldBeTrue($"step {step}");
            // Only an answer of which nothing reached the disk is none.
            var begun = step > 0 || afterWrite;
            state.Stage.ShouldBe(begun ? RequestStage.AnsweredInFull : RequestStage.Investigating, $"step {step}");
            if (begun) await ObeysAsync(rig, type, $"step {step}");
            (await AnswerAsync(rig, type)).ShouldBeOfType<Outcome.Accepted>($"step {step}: the same answer under the same key");
            await ObeysAsync(rig, type, $"step {step}");
            (await SumAsync(rig)).ShouldBe(whole, $"step {step}: once, and nothing tells that it ever died");
            await rig.Journal.VerifyAsync(null, CancellationToken.None);
        }
    }

    [Fact]
    public async Task An_answer_cut_off_before_its_effect_is_finished_before_the_next_command_to_the_request()
    {
        await using var rig = await InvestigatingAsync("sqlite", RequestType.StopOfUse);
        await rig.DieAsync(0, true, () => AnswerAsync(rig, RequestType.StopOfUse));
        var told = await TellAsync(rig, new RequestCommand.Reply(ReplyMethod.Post), "reply");
        told.ShouldBeOfType<Outcome.Accepted>();
        await ObeysAsync(rig, RequestType.StopOfUse, "whoever comes next finishes it");
    }

    async Task<(string Sum, int Appends)> UninterruptedAsync(string kind, RequestType type)
    {
        await using var rig = await InvestigatingAsync(kind, type);
        var appends = 0;
        rig.Journal.OnAppend = (_, write) =>
        {
            appends++;
            return write();
        };
        (await MayAsync(rig, type)).ShouldBeTrue("what is stopped was allowed before");
        (await AnswerAsync(rig, type)).ShouldBeOfType<Outcome.Accepted>();
        await ObeysAsync(rig, type, "the decision after the acknowledgement");
        appends.ShouldBe(4, "the answer, its effect, its end; and the request's own hold, lifted before an erasure, else asked for again and found");
        return (await SumAsync(rig), appends);
    }

    async Task<Rig> InvestigatingAsync(string kind, RequestType type)
    {
        var rig = await Rig.OpenAsync(kind, time);
        await rig.Grains.AcceptedAsync(Say.Enrol("1"));
        await rig.Grains.AcceptedAsync(Say.Consent("1"));
        await rig.Grains.AcceptedAsync(Say.To("1", new CustomerCommand.RecordContract("K1", "ELS-EL", ContractState.Active)));
        var asked = new Application { Purpose = type is RequestType.StopOfUse or RequestType.StopOfProvision ? Say.Purpose : null, Items = type == RequestType.Correction ? ["ELS-EL-3/contract-number"] : [] };
        foreach (var (command, key) in new (RequestCommand, string)[]
                 {
                     (new RequestCommand.Receive("ELS-EL", type, Say.Id("1"), asked), "receive"), (new RequestCommand.Examine(new()), "examine"), (new RequestCommand.Investigate(), "investigate"),
                 })
            (await TellAsync(rig, command, key)).ShouldBeOfType<Outcome.Accepted>(key);
        return rig;
    }

    static Task<Outcome> AnswerAsync(Rig rig, RequestType type) => TellAsync(rig, type == RequestType.Correction
        ? new RequestCommand.Answer([new("ELS-EL-3/contract-number", AnswerResult.Granted, [])], Corrections: [new CustomerCommand.RecordContract("K1", "ELS-EL", ContractState.Suspended)])
        : new RequestCommand.Answer([new("", AnswerResult.Granted, [])], StopBasis.NoLongerNeeded), "answer");

    static async Task<Outcome> TellAsync(Rig rig, RequestCommand command, string key) =>
        await rig.Grains.Requests.TellAsync(Number, command, new("els"), Say.Key(key), CancellationToken.None);

    async Task<bool> MayAsync(Rig rig, RequestType type) => type == RequestType.StopOfProvision
        ? await rig.Grains.MayAsync("1")
        : (await rig.Grains.AskAsync(Say.Provide("1") with { Act = "use", Recipient = null })).Permitted;

    async Task ObeysAsync(Rig rig, RequestType type, string why)
    {
        if (type == RequestType.Correction) (await rig.Grains.ReadAsync("1")).Contracts.Single().State.ShouldBe(ContractState.Suspended, why);
        else (await MayAsync(rig, type)).ShouldBeFalse(why);
    }

    /// <summary>What happened to the request and to the customer, without its times.</summary>
    static async Task<string> SumAsync(Rig rig)
    {
        var told = new List<string>();
        await foreach (var entry in rig.Grains.Requests.HistoryAsync(Number, default)) told.Add(entry.Type);
        told.AddRange((await rig.Grains.HistoryAsync("1")).Select(e => $"{e.Type} {e.Envelope.Cause}"));
        return string.Join('\n', told);
    }
}
