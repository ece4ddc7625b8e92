using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Web.Access.Search;

/// <summary>Finds what is permitted: takes candidates from the directory or the index, and asks the grains about each one. Nothing is found that an
/// evaluation would deny, and nothing among the candidates that it would permit is left out.</summary>
sealed class Searcher(IGrains grains, IIndex index, Gatehouse gatehouse, SearchToken tokens)
{
    /// <param name="Answers">The answer to each question that is permitted.</param>
    /// <param name="Next">The token of the next page; empty where there is none.</param>
    public sealed record Found(IReadOnlyList<Question> Permitted, IReadOnlyList<Answer> Answers, string Next);

    /// <summary>A page, or why there is none.</summary>
    public async ValueTask<(Found? Found, Problem? Problem)> SearchAsync(SearchDraft draft, Presented who, CancellationToken cancel)
    {
        var open = draft.ToQuestion();
        if (MaySearch(draft.Sought, open, who) is { } forbidden) return (null, forbidden);
        string? after = null;
        if (draft.Token is { Length: > 0 } token && (after = tokens.Open(draft.Sought, open, who, token)) is null) return (null, WrongToken());
        if (draft.Sought == Sought.Resource && after is null) await index.CatchUpAsync(cancel);
        return (await FillAsync(draft, open, after, who, cancel), null);
    }

    /// <summary>Ends early, with a token, where much was looked at or the party's bucket is empty: work per request is bounded and never lost.</summary>
    async ValueTask<Found> FillAsync(SearchDraft draft, Question open, string? after, Presented who, CancellationToken cancel)
    {
        var caller = new Caller(who.Party, who.SeesAll);
        var (found, answers) = (new List<Question>(), new List<Answer>());
        var (asked, last) = (0, "");
        foreach (var candidate in From(draft.Sought, open, after, who))
        {
            if (found.Count == draft.Limit || asked == Limits.CandidatesPerSearch || !Afford(asked, who)) return new(found, answers, tokens.Seal(draft.Sought, open, who, last));
            var answer = await grains.AskAsync(candidate.Question, caller, cancel);
            if (answer.Permitted)
            {
                found.Add(candidate.Question);
                answers.Add(answer);
            }

            (asked, last) = (asked + 1, candidate.Key);
        }

        return new(found, answers, "");
    }

    bool Afford(int asked, Presented who) => asked == 0 || asked % Limits.EvaluationsPerToken != 0 || gatehouse.Charge(who, 1) is null;

    IEnumerable<Candidate> From(Sought sought, Question open, string? after, Presented who) => sought switch
    {
        Sought.Subject => Candidates.Subjects(open, grains.Directory, SeesOthers(open, who) ? null : who.Party, after),
        Sought.Action => Candidates.Actions(open, grains.Directory, after),
        _ => Candidates.OperatorOf(open, grains.Directory) is { } party ? Candidates.Resources(open, index, party, after) : [],
    };

    /// <summary>Decided by the question and the directory alone, so that the refusal says nothing about any customer.</summary>
    Problem? MaySearch(Sought sought, Question open, Presented who) => sought switch
    {
        Sought.Resource when who.SeesAll || Candidates.OperatorOf(open, grains.Directory) is not { } party => null,
        Sought.Resource => Permissions.OfCustomer(Candidates.OperatorOf(open, grains.Directory)!, who),
        Sought.Action when !SeesOthers(open, who) && open.Party != who.Party => NotItself(who),
        _ => null,
    };

    /// <summary>Whether what other parties may do with this customer's data is this key's to know, as in the customer's matrix.</summary>
    static bool SeesOthers(Question open, Presented who) => who.SeesAll || (open.Customer is { } customer && Evaluator.IsOf(customer, who.Party));

    static Problem NotItself(Presented who) => Problems.Of(
        ProblemCode.PartyMismatch, $"/subject/id: your key belongs to {who.Party} and asks as {who.Party}, or about its own customers; only an auditor asks for others.");

    static Problem WrongToken() => Problems.Of([new FieldFault("/page/token", FaultCode.Invalid, SearchToken.Wanted)]);
}
