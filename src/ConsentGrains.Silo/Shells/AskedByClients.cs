using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Logbook;

namespace ConsentGrains.Silo.Shells;

/// <summary>Answers Orleans clients, and hands to this silo's decision log what it answered, as it is done for HTTP. The shell a client reached does it and nobody
/// after it, so that a question is logged once wherever it is decided.</summary>
sealed class AskedByClients(IGrains grains, IDecisionLog log, TimeProvider clock)
{
    /// <summary>In the place of the id of a key.</summary>
    public const string Key = "orleans";

    readonly LogRules rules = new();

    /// <exception cref="UnloggedException">It must be on the disk before it is answered, and is not: there is no answer.</exception>
    public async Task<Answer> AskAsync(Question question, Asker who)
    {
        var answer = await grains.AskAsync(question, new(who.Party, who.SeesAll), default);
        // Without a moment asked for, the answer's own is the moment it was given.
        var time = question.At is null ? answer.AsOf : Instant.From(clock.GetUtcNow());
        var entry = new LogEntry(LogKind.Decision, time, who.Party, Key, who.SeesAll) { Question = question, Answer = answer };
        if (rules.MustBeOnDisk(question, answer, grains.Directory.Policies)) await log.WriteAsync([entry]);
        else log.Note(entry);
        return answer;
    }
}
