using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Tests.Switching;

/// <summary>What every switching support system does, whatever carries its messages.</summary>
public sealed class ConformanceTests
{
    static readonly Grains.Switching.SwitchRef Of = Sides.Ref(1);

    public static TheoryData<string> Kinds => Sides.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_registered_is_asked_of_the_current_retailer_and_of_nobody_else(string kind)
    {
        using var sides = Sides.Of(kind);
        var registration = Sides.Registration(Of, new("E-1", "山田, \"太郎\"", "　東京都　１－１".Trim()));
        (await sides.RegisterAsync(registration)).ShouldBeNull();
        (await sides.AskedAsync()).ShouldHaveSingleItem().ShouldBe(registration);
        (await sides.AskedAsync(Sides.Gaining)).ShouldBeEmpty();
        (await sides.AskedAsync("third")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Each_entry_of_a_call_is_answered_on_its_own(string kind)
    {
        using var sides = Sides.Of(kind);
        var others = Sides.Registration(Sides.Ref(2)) with { By = "third" };
        var empty = Sides.Registration(Sides.Ref(3), Sides.Keys with { Name = " " });
        var own = Sides.Registration(Sides.Ref(4)) with { Losing = Sides.Gaining };
        var replies = await sides.System.RegisterAsync(Sides.Gaining, [Sides.Registration(Of), others, empty, own, Sides.Registration(Sides.Ref(5))], default);
        replies.Select(reply => reply.Refused).ShouldBe([null, RefusalCode.IssuerNotEntitled, RefusalCode.TextMalformed, RefusalCode.SameRetailer, null]);
        replies.Select(reply => reply.Of).ShouldBe([Of, others.Of, empty.Of, own.Of, Sides.Ref(5)]);
        (await sides.AskedAsync()).Select(each => each.Of).ShouldBe([Of, Sides.Ref(5)]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Registering_twice_asks_once_and_another_for_the_point_is_refused(string kind)
    {
        using var sides = Sides.Of(kind);
        await sides.RegisterAsync(Sides.Registration(Of));
        (await sides.RegisterAsync(Sides.Registration(Of))).ShouldBeNull();
        (await sides.RegisterAsync(Sides.Registration(Of) with { By = "third" }, "third")).ShouldBe(RefusalCode.SwitchAlreadyOpen);
        (await sides.AskedAsync()).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_later_application_takes_the_place_of_an_earlier_one(string kind)
    {
        using var sides = Sides.Of(kind);
        await sides.RegisterAsync(Sides.Registration(Of));
        (await sides.RegisterAsync(Sides.Registration(Sides.Ref(1, 7)))).ShouldBeNull();
        (await sides.RegisterAsync(Sides.Registration(Sides.Ref(1, 5)))).ShouldBe(RefusalCode.SwitchAlreadyOpen);
        (await sides.JudgeAsync(Sides.Ok(Of))).ShouldBe(RefusalCode.SwitchNotOpen);
        (await sides.JudgeAsync(Sides.Ok(Sides.Ref(1, 7)))).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_judgement_reaches_the_new_retailer_with_every_reason(string kind)
    {
        using var sides = Sides.Of(kind);
        await sides.RegisterAsync(Sides.Registration(Of));
        (await sides.JudgeAsync(Sides.Ng(Of, "name-mismatch", "address-mismatch"))).ShouldBeNull();
        var result = (await sides.ResultsAsync()).ShouldHaveSingleItem();
        (result.Of, result.Result, result.IsMatched).ShouldBe((Of, Judgement.Ng, false));
        result.Reasons.ShouldBe(["name-mismatch", "address-mismatch"]);
        (await sides.ResultsAsync(Sides.Losing)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_judgement_stands_and_only_the_current_retailer_gives_it(string kind)
    {
        using var sides = Sides.Of(kind);
        (await sides.JudgeAsync(Sides.Ok(Of))).ShouldBe(RefusalCode.SwitchNotOpen);
        await sides.RegisterAsync(Sides.Registration(Of));
        (await sides.JudgeAsync(Sides.Ok(Of), Sides.Gaining)).ShouldBe(RefusalCode.IssuerNotEntitled);
        (await sides.JudgeAsync(Sides.Ng(Of, "no-such-reason"))).ShouldBe(RefusalCode.JudgementReasonUnknown);
        (await sides.JudgeAsync(new(Of, Judgement.Ok, ["name-mismatch"]))).ShouldBe(RefusalCode.JudgementContradictory);
        (await sides.JudgeAsync(Sides.Ok(Of))).ShouldBeNull();
        (await sides.JudgeAsync(Sides.Ok(Of))).ShouldBeNull();
        (await sides.JudgeAsync(Sides.Ng(Of))).ShouldBe(RefusalCode.SwitchAlreadyJudged);
        (await sides.ResultsAsync()).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Both_applications_match_in_either_order_and_both_sides_are_told(string kind)
    {
        using var sides = Sides.Of(kind);
        foreach (var (of, startsFirst) in new[] { (Of, true), (Sides.Ref(2), false) })
        {
            await sides.RegisterAsync(Sides.Registration(of));
            await sides.JudgeAsync(Sides.Ok(of));
            (await (startsFirst ? sides.StartAsync(of) : sides.StopAsync(of))).ShouldBeNull();
            (await sides.ResultsAsync()).ShouldNotContain(result => result.Of == of && result.IsMatched);
            (await (startsFirst ? sides.StopAsync(of) : sides.StartAsync(of))).ShouldBeNull();
            (await sides.ResultsAsync()).ShouldContain(result => result.Of == of && result.IsMatched);
            (await sides.ResultsAsync(Sides.Losing)).ShouldContain(result => result.Of == of && result.IsMatched);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Applications_need_an_ok_and_the_right_side_and_are_locked(string kind)
    {
        using var sides = Sides.Of(kind);
        (await sides.StartAsync(Of)).ShouldBe(RefusalCode.SwitchNotOpen);
        await sides.RegisterAsync(Sides.Registration(Of));
        (await sides.StartAsync(Of)).ShouldBe(RefusalCode.SwitchNotJudged);
        await sides.JudgeAsync(Sides.Ok(Of));
        (await sides.StartAsync(Of, Sides.Losing)).ShouldBe(RefusalCode.IssuerNotEntitled);
        (await sides.StopAsync(Of, Sides.Gaining)).ShouldBe(RefusalCode.IssuerNotEntitled);
        await sides.StartAsync(Of);
        (await sides.StartAsync(Of)).ShouldBeNull();
        (await sides.StartAsync(Of, on: new(2027, 1, 5))).ShouldBe(RefusalCode.SwitchLocked);
        await sides.RegisterAsync(Sides.Registration(Sides.Ref(2)));
        await sides.JudgeAsync(Sides.Ng(Sides.Ref(2)));
        (await sides.StartAsync(Sides.Ref(2))).ShouldBe(RefusalCode.SwitchNotOpen);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_received_comes_in_pages_from_a_cursor(string kind)
    {
        using var sides = Sides.Of(kind);
        await sides.System.RegisterAsync(Sides.Gaining, [.. Enumerable.Range(1, 5).Select(i => Sides.Registration(Sides.Ref(i)))], default);
        var first = await sides.System.InquireAsync(Sides.Losing, 0, 3, default);
        var second = await sides.System.InquireAsync(Sides.Losing, first.Next, 3, default);
        first.Entries.Concat(second.Entries).Select(each => each.Of.Point.Digits[^1]).ShouldBe("12345");
        (await sides.System.InquireAsync(Sides.Losing, second.Next, 3, default)).Entries.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_call_is_bounded_and_can_be_cancelled(string kind)
    {
        using var sides = Sides.Of(kind);
        var tooMany = new Grains.Switching.Registration[Grains.Limits.SwitchesPerExchange + 1];
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await sides.System.RegisterAsync(Sides.Gaining, tooMany, default));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await sides.System.InquireAsync(Sides.Losing, 0, tooMany.Length, default));
        await Should.ThrowAsync<OperationCanceledException>(async () => await sides.System.InquireAsync(Sides.Losing, 0, 1, new(canceled: true)));
        await Should.ThrowAsync<OperationCanceledException>(async () => await sides.System.RegisterAsync(Sides.Gaining, [Sides.Registration(Of)], new(canceled: true)));
        (await sides.AskedAsync()).ShouldBeEmpty();
    }
}
