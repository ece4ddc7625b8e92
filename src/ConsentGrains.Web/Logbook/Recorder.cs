using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Web.Access;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Web.Logbook;

/// <summary>Hands to the decision log what was answered and what was read. Called before the answer is sent.</summary>
sealed class Recorder(IDecisionLog log, IGrains grains, TimeProvider clock)
{
    readonly LogRules rules = new();

    /// <summary>Entries of a batch are handed in together, in the order of its answers.</summary>
    /// <param name="receipt">The bytes of the decision's id.</param>
    public LogEntry EntryOf(Presented who, in Evaluator.Evaluated evaluated, byte[] receipt)
    {
        var (question, answer) = (evaluated.Question!, evaluated.Answer!);
        // Without a moment asked for, the answer's own is the moment it was given.
        var time = question.At is null ? answer.AsOf : Now;
        return new(evaluated.Gates is null ? LogKind.Decision : LogKind.Explanation, time, who.Party, who.Credential, who.SeesAll)
        {
            Question = question,
            Answer = answer,
            Receipt = receipt,
        };
    }

    /// <summary>Returns at once, unless the decision must be on the disk before it is answered.</summary>
    /// <exception cref="UnloggedException">It must be, and is not: there is no answer.</exception>
    public ValueTask RecordAsync(LogEntry entry)
    {
        if (MustBeOnDisk(entry)) return log.WriteAsync([entry]);
        log.Note(entry);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc cref="RecordAsync(LogEntry)"/>
    public ValueTask RecordAsync(IReadOnlyList<LogEntry> batch)
    {
        for (var i = 0; i < batch.Count; i++)
            if (MustBeOnDisk(batch[i])) return log.WriteAsync(batch);
        log.Note(batch);
        return ValueTask.CompletedTask;
    }

    /// <summary>A search: that it was made, and each decision that was told.</summary>
    /// <param name="sought">`subject`, `resource`, `action`.</param>
    /// <param name="customer">Whom it was about, where it was about one.</param>
    public ValueTask RecordSearchAsync(Call call, string sought, string? customer, IReadOnlyList<Question> permitted, IReadOnlyList<Answer> answers)
    {
        var made = new LogEntry(LogKind.Search, Now, call.Who.Party, call.Who.Credential, call.Who.SeesAll) { Customer = CustomerId.Parse(customer), What = sought };
        return RecordAsync([made, .. permitted.Zip(answers, (question, answer) => made with { Customer = null, Question = question, Answer = answer })]);
    }

    /// <param name="what">`customer`, `history` …</param>
    public void Read(Call call, CustomerId? customer, string what, Instant? at = null) => log.Note(ReadOf(call, customer, what, at));

    /// <summary>A list showed something of several customers: an entry for each.</summary>
    public void Read(Call call, IEnumerable<CustomerId> customers, string what) => log.Note([.. customers.Distinct().Select(c => ReadOf(call, c, what, null))]);

    LogEntry ReadOf(Call call, CustomerId? customer, string what, Instant? at) =>
        new(LogKind.Read, Now, call.Who.Party, call.Who.Credential, call.Who.SeesAll) { Customer = customer, What = what, At = at };

    bool MustBeOnDisk(LogEntry entry) => entry.Answer is not null && rules.MustBeOnDisk(entry.Question!, entry.Answer!, grains.Directory.Policies);

    Instant Now => Instant.From(clock.GetUtcNow());
}
