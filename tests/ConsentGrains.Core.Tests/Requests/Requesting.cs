using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;
using ConsentGrains.Core.Tests.Customers;
using ConsentGrains.Tests.Shared;

namespace ConsentGrains.Core.Tests.Requests;

/// <summary>Requests as the desk enters them, and commands to them.</summary>
static class Requesting
{
    public static RequestCommand.Receive Receive(RequestCase one) => new(one.Policy, Wire.Find<RequestType>(one.Type)!.Value, Customer(one.Policy), Application(one.Sent));

    public static Core.Customers.CustomerId Customer(string policy) => new(Sample.Policies.Family(policy)!.Operator, "C-000123");

    public static Application Application(string[] words) => new()
    {
        Channel = Word<RequestChannel>(words, "ch") ?? RequestChannel.Post,
        Form = Word<FormState>(words, "form") ?? FormState.None,
        Stamps = RequestCase.Value(words, "stamps") is { } yen ? int.Parse(yen) : null,
        By = Word<AskedBy>(words, "by") ?? AskedBy.Principal,
        PrincipalHasNoPaper = words.Contains("no-paper"),
        AnswerToAgent = words.Contains("to-agent"),
        Papers = Papers(words),
        Items = RequestCase.Value(words, "items")?.Split(',') ?? [],
        Recipients = RequestCase.Value(words, "recipients")?.Split(',') ?? [],
        Purpose = RequestCase.Value(words, "purpose"),
        MarketingChannel = RequestCase.Value(words, "marketing"),
    };

    public static Findings Findings(string[] words) => new(
        Word<AddressFinding>(words, "addresses"), words.Contains("doubted"), RequestCase.Value(words, "authority") is { } shown ? shown == "true" : null,
        Word<SubjectFinding>(words, "subject") ?? SubjectFinding.Person, RequestCase.Value(words, "entrustedBy"));

    public static Cure Cure(string[] words) => new(
        Word<FormState>(words, "form"), RequestCase.Value(words, "stamps") is { } yen ? int.Parse(yen) : null, Word<RequestChannel>(words, "ch"), Papers(words));

    public static RequestCommand.Answer Answer(RequestCase one, RequestState state)
    {
        var answers = one.Answers().SelectMany(a => (a.Subject.Length > 0 ? [a.Subject] : AnswerRulesSubjects(state)).Select(subject => new ItemAnswer(
            subject, Wire.Find<AnswerResult>(a.Result)!.Value, [.. a.Grounds.Select(g => Wire.Find<GroundKind>(g)!.Value)])));
        return new([.. answers], Word<StopBasis>(one.Answer, "basis"), one.Answer.Contains("reviewed"));
    }

    public static RequestState After(RequestState state, params RequestCommand[] commands) => AfterAt(Sample.Now, state, commands);

    public static RequestState AfterAt(Instant moment, RequestState state, params RequestCommand[] commands)
    {
        foreach (var command in commands)
        {
            var decided = RequestRules.Decide(state, command, Sample.Directory, moment);
            if (decided.Refusal is { } refusal) throw new InvalidOperationException($"{command} was refused: {refusal}");
            foreach (var happened in decided.Events) state = RequestRules.Evolve(state, happened, moment);
        }

        return state;
    }

    public static Refusal? Refused(RequestState state, RequestCommand command) => RequestRules.Decide(state, command, Sample.Directory, Sample.Now).Refusal;

    static IReadOnlyList<string> AnswerRulesSubjects(RequestState state) =>
        state.Application.Items.Count > 0 && state.Type != RequestType.Erasure ? state.Application.Items
        : state.Application.Recipients.Count > 0 ? state.Application.Recipients : [""];

    static IReadOnlyList<Paper> Papers(string[] words) => [.. RequestCase.Values(words, "paper").Select(Paper)];

    /// <summary>`family-register@agent:issued=-30:until=10:seal=delegation`; days from today.</summary>
    static Paper Paper(string text)
    {
        var parts = text.Split(':');
        var kind = parts[0].Split('@');
        return new(
            Wire.Find<PaperKind>(kind[0])!.Value, kind.Length > 1 ? PaperOf.Agent : PaperOf.Principal, Day(parts, "issued"), Day(parts, "until"),
            Word<SealOn>(parts, "seal"));
    }

    static DateOnly? Day(string[] parts, string name) => RequestCase.Value(parts, name) is { } days ? Sample.Today.AddDays(int.Parse(days)) : null;

    static T? Word<T>(string[] words, string name) where T : struct, Enum =>
        RequestCase.Value(words, name) is { } word ? Wire.Find<T>(word) ?? throw new FormatException($"{word} is no {typeof(T).Name}") : null;
}
