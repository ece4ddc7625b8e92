using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Tests.Requests.Requesting;

namespace ConsentGrains.Core.Tests.Requests;

public sealed class RequestRulesTests
{
    static readonly RequestCommand.Receive Plain = new("ELS-EL", RequestType.Disclosure, Sample.Els, new() { Items = ["ELS-EL-3/name"] });

    public static TheoryData<int, string> Rows
    {
        get
        {
            var rows = new TheoryData<int, string>();
            foreach (var (row, text) in RequestRefusalRows.All.Select(r => $"{Wire.Name(r.Code)} {r.Command.GetType().Name}").Index()) rows.Add(row, text);
            return rows;
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_command_to_a_request_is_refused_by_name(int row, string about)
    {
        var (code, field, state, command) = RequestRefusalRows.All[row];
        var refusal = Refused(state, command);
        (refusal?.Code, refusal?.Field).ShouldBe((code, field), about);
        Refusals.Message(refusal!).Ja.ShouldNotContain("{");
    }

    [Fact]
    public void Rows_stand_in_the_order_of_the_codes() => RequestRefusalRows.All.Select(r => r.Code).ShouldBeInOrder();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-14, -14)]
    [InlineData(-15, 0)]
    [InlineData(1, 0)]
    public void The_day_on_the_form_counts_up_to_two_weeks_before_arrival(int dated, int counts) =>
        After(RequestState.Unknown, Plain with { Application = Plain.Application with { Dated = Sample.Today.AddDays(dated) } }).Day.ShouldBe(Sample.Today.AddDays(counts));

    [Fact]
    public void The_target_is_the_operators_and_the_two_weeks_are_the_laws()
    {
        var state = After(RequestState.Unknown, Plain with { Application = Plain.Application with { Arrived = Sample.Today.AddDays(-3) } });
        state.Target.ShouldBe(Sample.Today.AddDays(11));
        state.SuitFrom.ShouldBe(Sample.Today.AddDays(12));
        After(RequestState.Unknown, Plain with { Type = RequestType.PurposeNotice }).SuitFrom.ShouldBeNull();
        After(RequestState.Unknown, new RequestCommand.Receive("ELS-TEL", RequestType.Disclosure, null, new() { Items = ["ELS-TEL-1.1/name"] })).SuitFrom.ShouldBeNull();
    }

    [Fact]
    public void A_cure_keeps_the_day_of_arrival_and_of_the_request()
    {
        var received = new RequestCommand.Receive("EMANA", RequestType.Disclosure, null, new() { Arrived = Sample.Today.AddDays(-5), Items = ["EMANA-1/name"], Papers = [new(PaperKind.Passport)] });
        var state = After(RequestState.Unknown, received, new RequestCommand.Examine(new()), new RequestCommand.Resubmit(new(FormState.Complete, null, null, [])), new RequestCommand.Examine(new()));
        (state.Stage, state.Arrived, state.Day).ShouldBe((RequestStage.Accepted, Sample.Today.AddDays(-5), Sample.Today.AddDays(-5)));
    }

    [Fact]
    public void The_last_day_of_a_paper_is_read_and_not_kept()
    {
        var state = After(RequestState.Unknown, Plain with { Application = Plain.Application with { Papers = [new(PaperKind.Passport, Until: Sample.Today.AddDays(-1))] } });
        state.Application.Papers.ShouldHaveSingleItem().ShouldBe(new Paper(PaperKind.Passport, InDate: false));
    }

    [Fact]
    public void Destroyed_papers_are_no_longer_listed()
    {
        var state = After(RequestState.Unknown, Plain with { Application = Plain.Application with { Papers = [new(PaperKind.Passport)] } }, new RequestCommand.Withdraw());
        state.Due.ShouldBe(Sample.Today);
        var disposed = After(state, new RequestCommand.DisposeOfPapers());
        (disposed.Disposed, disposed.Application.Papers.Count, disposed.Due).ShouldBe((true, 0, null));
        RequestRules.Decide(disposed, new RequestCommand.DisposeOfPapers(), Sample.Directory, Sample.Now).Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_step_that_comes_twice_comes_to_nothing() =>
        RequestRules.Decide(RequestRefusalRows.Received, new RequestCommand.CarryOut(), Sample.Directory, Sample.Now).Events.ShouldBeEmpty();

    [Fact]
    public void An_answer_that_could_not_be_carried_out_is_none()
    {
        var stop = RequestRefusalRows.Investigate(new("ELS-EL", RequestType.Erasure, Sample.Els, new()));
        var answered = After(stop, RequestRefusalRows.Answer("", AnswerResult.Granted) with { Basis = StopBasis.Unlawful });
        answered.Stage.ShouldBe(RequestStage.Answering);
        RequestSaga.Due("r-1", answered).ShouldBe(
        [
            new RequestStep(Sample.Els, new CustomerCommand.LiftHold("開示等の請求 r-1"), "request-r-1-1-0-lift", MayBeRefused: true),
            new RequestStep(Sample.Els, new CustomerCommand.Erase(), "request-r-1-1-0"),
        ]);
        var undone = After(answered, new RequestCommand.UndoAnswer("legal-hold"));
        (undone.Stage, undone.Outcome, undone.UndoneWhy, undone.Fee).ShouldBe((RequestStage.Investigating, null, "legal-hold", 0));
        RequestSaga.Due("r-1", undone).ShouldBeEmpty();
        RequestSaga.Due("r-1", After(undone, RequestRefusalRows.Answer("", AnswerResult.Granted) with { Basis = StopBasis.Unlawful }))[1].Key.ShouldBe("request-r-1-2-0");
        RequestSaga.Hold("r-1", undone)!.Key.ShouldBe("request-r-1-hold-1", "what the answer lifted is held again");
    }

    [Fact]
    public void An_open_request_holds_whom_it_is_about_and_a_closed_one_lets_go()
    {
        var open = RequestRefusalRows.Investigate(new("ELS-EL", RequestType.Erasure, Sample.Els, new()));
        RequestSaga.Hold("r-1", open).ShouldBe(new RequestStep(Sample.Els, new CustomerCommand.PlaceHold(new(9999, 12, 30), "開示等の請求 r-1"), "request-r-1-hold", MayBeRefused: true));
        RequestSaga.Hold("r-1", open with { Customer = null }).ShouldBeNull();
        foreach (var stage in new[] { RequestStage.NotMade, RequestStage.Replied, RequestStage.Withdrawn })
            RequestSaga.Hold("r-1", open with { Stage = stage })!.Command.ShouldBe(new CustomerCommand.LiftHold("開示等の請求 r-1"), Wire.Name(stage));
    }

    [Fact]
    public void Corrections_of_the_registrys_own_facts_are_carried_out()
    {
        var state = RequestRefusalRows.Investigate(new("ELS-EL", RequestType.Correction, Sample.Els, new() { Items = ["ELS-EL-3/contract-number"] }));
        var answer = RequestRefusalRows.Answer("ELS-EL-3/contract-number", AnswerResult.Granted) with { Corrections = [new CustomerCommand.RecordContract("K1", "ELS-EL", ContractState.Ended)] };
        RequestSaga.Due("r-1", After(state, answer)).Single().Command.ShouldBeOfType<CustomerCommand.RecordContract>();
    }

    [Fact]
    public void The_operators_terms_are_its_own()
    {
        var directory = Sample.After(Sample.Directory, new DirectoryCommand.SetDesk("ELS-EL", new(7, 10, 5, true)));
        var received = (RequestEvent.Received)RequestRules.Decide(RequestState.Unknown, Plain, directory, Sample.Now).Events.Single();
        received.Target.ShouldBe(Sample.Today.AddDays(7));
        var sent = RequestRules.Decide(RequestRefusalRows.Received, new RequestCommand.Examine(new(Doubted: true)), directory, Sample.Now).Events;
        ((RequestEvent.ResubmissionAsked)sent[1]).Until.ShouldBe(Sample.Today.AddDays(10));
        ((RequestEvent.Withdrawn)RequestRules.Decide(RequestRefusalRows.Received, new RequestCommand.Withdraw(), directory, Sample.Now).Events.Single()).DisposeFrom.ShouldBe(Sample.Today.AddDays(5));
    }

    [Fact]
    public void A_fee_on_refused_items_is_a_setting()
    {
        var directory = Sample.After(Sample.Directory, new DirectoryCommand.SetDesk("ENS", new(14, 30, 0, true)));
        var state = After(
            RequestState.Unknown, new RequestCommand.Receive("ENS", RequestType.Disclosure, null, new() { Form = FormState.Complete, Items = ["ENS-1/name"], Papers = [new(PaperKind.Passport)] }),
            new RequestCommand.Examine(new(AddressFinding.Agree)), new RequestCommand.Investigate());
        var refuse = RequestRefusalRows.Answer("ENS-1/name", AnswerResult.Refused, GroundKind.Harm);
        ((RequestEvent.Answered)RequestRules.Decide(state, refuse, Sample.Directory, Sample.Now).Events.Single()).Fee.ShouldBe(0);
        ((RequestEvent.Answered)RequestRules.Decide(state, refuse, directory, Sample.Now).Events.Single()).Fee.ShouldBe(220);
    }
}
