using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>Receipt: whether it is a request at all, on which day it was made, and which papers were in date then.</summary>
static class ReceiptRules
{
    public static IReadOnlyList<RequestEvent> Received(RequestCommand.Receive receive, Checked check, DateOnly today)
    {
        var application = receive.Application;
        var arrived = application.Arrived ?? today;
        check.That(arrived <= today, RefusalCode.DayInFuture, "arrived", Checked.Day(arrived));
        var family = check.Directory.Policies.Family(receive.Policy);
        if (!check.That(family is not null, RefusalCode.PolicyUnknown, "policy", receive.Policy)) return [];
        check.That(receive.Customer is not { } customer || customer.Operator == family!.Operator, RefusalCode.PolicyNotOfOperator, "policy", receive.Policy);
        var policy = family!.InForce(arrived);
        if (!check.That(policy is not null, RefusalCode.VersionNotInForce, "policy", receive.Policy)) return [];
        Named(receive, application, policy!, check);
        var day = DayOf(application, arrived);
        var settings = check.Directory.DeskOf(policy!.Id);
        var received = new RequestEvent.Received(
            policy.Id, policy.Version, receive.Type, receive.Customer, Kept(application, day), arrived, day, arrived.AddDays(settings.TargetDays));
        return policy.Requests.Track(receive.Type).Fee is { NotMadeClause: { } clause } && application.Stamps is null
            ? [received, new RequestEvent.NotMade(NotMadeWhy.StampsMissing, clause, today.AddDays(settings.DisposalDays))]
            : [received];
    }

    public static IReadOnlyList<RequestEvent> Resubmitted(RequestCommand.Resubmit again, RequestState state, Checked check, DateOnly today)
    {
        check.That(state.Application.Papers.Count + again.Cure.Papers.Count <= Limits.PapersPerRequest, RefusalCode.ListTooLong, "papers", Checked.Count(again.Cure.Papers.Count));
        var cure = again.Cure with { Papers = [.. again.Cure.Papers.Select(p => InDate(p, today) with { On = today })] };
        return RequestRules.At(state, check, [new RequestEvent.Resubmitted(cure)], RequestStage.AwaitingResubmission);
    }

    /// <summary>The day written on the form, unless it is later than arrival or more than two weeks before it.</summary>
    static DateOnly DayOf(Application application, DateOnly arrived) =>
        application.Dated is { } dated && dated <= arrived && dated >= arrived.AddDays(-Limits.DatedDays) ? dated : arrived;

    static Application Kept(Application application, DateOnly day) =>
        application with { Arrived = null, Dated = null, Papers = [.. application.Papers.Select(p => InDate(p, day))] };

    static Paper InDate(Paper paper, DateOnly day) => paper with { Until = null, InDate = !(paper.Until < day) && !(paper.Issued > day) };

    static void Named(RequestCommand.Receive receive, Application application, Policy policy, Checked check)
    {
        check.That(application.Papers.Count <= Limits.PapersPerRequest, RefusalCode.ListTooLong, "papers", Checked.Count(application.Papers.Count));
        check.Items("items", application.Items, mayBeEmpty: receive.Type is not (RequestType.Disclosure or RequestType.Correction or RequestType.Addition or RequestType.Deletion));
        foreach (var item in application.Items)
            check.That(check.Directory.Policies.Item(item) is not { } known || known.Family.Id == policy.Id, RefusalCode.ItemNotOfPolicy, "items", item);
        foreach (var recipient in application.Recipients) check.Party("recipients", recipient);
        check.Party("recipient", application.Recipient);
        check.Purpose("purpose", application.Purpose);
        if (application.MarketingChannel is { } channel) check.That(Words.Channels.Contains(channel), RefusalCode.ChannelUnknown, "marketingChannel", channel);
        check.That(application.Stamps is not < 0, RefusalCode.FeeWrong, "stamps");
    }
}
