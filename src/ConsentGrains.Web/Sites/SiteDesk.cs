using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Sites;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Grains.Visitors;
using ConsentGrains.Web.Metrics;

namespace ConsentGrains.Web.Sites;

/// <summary>Answers the visitors of a site: what may be transmitted for this browser, and what it refuses.</summary>
sealed class SiteDesk(IGrains grains, IDecisionLog log, Instruments instruments, TimeProvider clock)
{
    /// <param name="Permitted">The tag of this service may be loaded.</param>
    /// <param name="Reason">Why not.</param>
    public readonly record struct Verdict(SiteTransmission Transmission, bool Permitted, ReasonCode? Reason);

    public SiteNotice NoticeOf(Site site) => SiteNotice.Of(site, grains.Directory, Instant.From(clock.GetUtcNow()).Day);

    /// <param name="visitor">Null: the browser has refused nothing yet, and has no id.</param>
    public async ValueTask<VisitorState> ReadAsync(VisitorKey? visitor, CancellationToken cancel) =>
        visitor is { } known ? await grains.Visitors.ReadAsync(known, cancel) : VisitorState.Unknown;

    public async ValueTask<IReadOnlyList<Verdict>> AskAsync(Site site, VisitorState visitor, CancellationToken cancel)
    {
        var verdicts = new List<Verdict>();
        foreach (var transmission in NoticeOf(site).Transmissions)
        {
            if (transmission.Ask(site) is { } question) verdicts.Add(await AskAsync(site, visitor, transmission, question, cancel));
            else verdicts.Add(new(transmission, false, ReasonCode.PurposeNotStated));
        }

        return verdicts;
    }

    /// <summary>Null: it is on disk.</summary>
    public async ValueTask<Problem?> ChooseAsync(Site site, VisitorKey visitor, IReadOnlyList<string> refused, CancellationToken cancel)
    {
        var envelope = new Envelope(site.Operator, CredentialOf(site), Via: "site");
        return Problems.Of(await grains.Visitors.TellAsync(visitor, new(site.Id, refused), envelope, cancel));
    }

    /// <summary>As any decision it is logged, in the name of the operator and with the site in the place of a key.</summary>
    async ValueTask<Verdict> AskAsync(Site site, VisitorState visitor, SiteTransmission transmission, Question question, CancellationToken cancel)
    {
        var asked = await grains.AskAsync(question, new Caller(site.Operator, false), cancel);
        var answer = VisitorRules.Apply(visitor, question, asked);
        log.Note(new LogEntry(LogKind.Decision, answer.AsOf, site.Operator, CredentialOf(site), false) { Question = question, Answer = answer });
        instruments.Count(question, answer);
        return new(transmission, answer.Permitted, answer.Primary);
    }

    static string CredentialOf(Site site) => $"site:{site.Id}";
}
