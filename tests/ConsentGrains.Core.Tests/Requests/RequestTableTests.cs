using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;
using ConsentGrains.Core.Tests.Customers;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Tests.Requests.Requesting;

namespace ConsentGrains.Core.Tests.Requests;

/// <summary>Every line of the table of requests, from receipt to reply.</summary>
public sealed class RequestTableTests
{
    public static TheoryData<string> Names => [.. RequestCase.All.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_request_becomes_what_the_table_says(string name)
    {
        var one = RequestCase.All.Single(c => c.Name == name);
        var state = After(RequestState.Unknown, Receive(one));
        if (state.Stage != RequestStage.NotMade) state = Examined(one, state);
        if (state.Stage == RequestStage.Accepted)
        {
            state = After(state, new RequestCommand.Investigate());
            state = After(state, Answer(one, state));
            if (state.Stage == RequestStage.Answering) state = After(state, new RequestCommand.CarryOut());
        }

        Check(one, state);
    }

    [Fact]
    public void The_table_has_every_policy_every_type_and_every_defect()
    {
        RequestCase.All.Select(c => c.Policy).Distinct().Count().ShouldBe(5);
        RequestCase.All.Select(c => c.Type).Distinct().Order().ShouldBe(Enum.GetValues<RequestType>().Select(Wire.Name).Order());
        RequestCase.All.SelectMany(c => c.Defects).Distinct().Order()
            .ShouldBe(Enum.GetValues<DefectKind>().Select(Wire.Name).Order());
        RequestCase.All.Select(c => c.Name).ShouldBeUnique();
    }

    static RequestState Examined(RequestCase one, RequestState state)
    {
        state = After(state, new RequestCommand.Examine(Findings(one.Found)));
        if (one.Defects.Length == 0) return state;
        state.Stage.ShouldBe(RequestStage.AwaitingResubmission);
        state.Defects.Select(d => Wire.Name(d.Kind)).ShouldBe(one.Defects);
        if (one.Cure.Contains("lapse")) return AfterAt(Instant.StartOf(state.CureUntil!.Value.AddDays(1)), state, new RequestCommand.Lapse());
        var found = Findings(one.Found) with { Doubted = false };
        if (found.Addresses is not null) found = found with { Addresses = AddressFinding.Agree };
        return After(state, new RequestCommand.Resubmit(Cure(one.Cure)), new RequestCommand.Examine(found));
    }

    static void Check(RequestCase one, RequestState state)
    {
        int.Parse(RequestCase.Value(one.Expected, "fee")!).ShouldBe(state.Fee);
        if (RequestCase.Value(one.Expected, "not-made") is { } why)
        {
            (state.Stage, Wire.Name(state.NotMadeWhy!.Value)).ShouldBe((RequestStage.NotMade, why));
            return;
        }

        Wire.Name(state.Outcome!.Value).ShouldBe(one.Expected[0]);
        state.FeeClause.ShouldBe(RequestCase.Value(one.Expected, "clause"));
        var by = Wire.Find<ReplyMethod>(RequestCase.Value(one.Expected, "by")!)!.Value;
        if (state.Fee > 0 && one.Policy == "ENS") state = After(state, new RequestCommand.PayFee(state.Fee));
        state = AfterAt(Instant.StartOf(Sample.Today.AddDays(40)), state, new RequestCommand.Reply(by));
        Wire.Name(state.RepliedTo!.Value).ShouldBe(RequestCase.Value(one.Expected, "to"));
        var cited = AnswerGrounds.Of(state, Sample.Directory);
        if (RequestCase.Value(one.Expected, "ground") is { } clauses) cited.Select(g => g.Clause).OfType<string>().Distinct().Order().ShouldBe(clauses.Split(',').Order());
        if (RequestCase.Value(one.Expected, "law") is { } law) cited.Select(g => g.Law).ShouldContain(law.Replace('+', ' '));
    }
}
