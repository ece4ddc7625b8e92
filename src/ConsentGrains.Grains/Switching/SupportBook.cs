using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Switching;

/// <summary>What a switching support system knows and by which rules it takes a message; how messages travel is its holder's matter. Told again,
/// what has been taken changes nothing. Not for several threads at a time.</summary>
/// <param name="deliver">Told of what a retailer is to receive, in the order in which it came about.</param>
sealed class SupportBook(Action<Delivery> deliver)
{
    readonly Dictionary<SwitchRef, Entry> entries = [];
    readonly Dictionary<SupplyPointNumber, Entry> newest = [];

    /// <summary>Null: taken.</summary>
    public RefusalCode? Register(string sender, Registration registration)
    {
        if (registration.By != sender) return RefusalCode.IssuerNotEntitled;
        if (registration.Losing == sender) return RefusalCode.SameRetailer;
        var before = newest.GetValueOrDefault(registration.Of.Point);
        if (before?.Registration == registration) return null;
        // A later number says that the registry has closed the earlier application, which nobody told this system.
        if (before?.Of.Number >= registration.Of.Number) return RefusalCode.SwitchAlreadyOpen;
        if (!IsText(registration.Keys.Contract) || !IsText(registration.Keys.Name) || !IsText(registration.Keys.Address)) return RefusalCode.TextMalformed;
        var entry = new Entry(registration);
        entries.Add(registration.Of, entry);
        newest[registration.Of.Point] = entry;
        deliver(new Delivery.ToJudge(registration.Losing, registration));
        return null;
    }

    public RefusalCode? Judge(string sender, JudgedRegistration judged)
    {
        if (judged.Reasons.Any(reason => !Words.SwitchRefusals.Contains(reason))) return RefusalCode.JudgementReasonUnknown;
        if (judged.Result == Judgement.Ok && judged.Reasons.Count > 0) return RefusalCode.JudgementContradictory;
        if (entries.GetValueOrDefault(judged.Of) is not { } entry) return RefusalCode.SwitchNotOpen;
        if (entry.Registration.Losing != sender) return RefusalCode.IssuerNotEntitled;
        if (entry.Judged is { } before) return Same(before, judged) ? null : RefusalCode.SwitchAlreadyJudged;
        if (newest[judged.Of.Point] != entry) return RefusalCode.SwitchNotOpen;
        entry.Judged = judged;
        Tell(entry, entry.Registration.By);
        return null;
    }

    public RefusalCode? Start(string sender, SwitchApplication application) => Apply(sender, application, starts: true);

    public RefusalCode? Stop(string sender, SwitchApplication application) => Apply(sender, application, starts: false);

    RefusalCode? Apply(string sender, SwitchApplication application, bool starts)
    {
        if (entries.GetValueOrDefault(application.Of) is not { } entry) return RefusalCode.SwitchNotOpen;
        if ((starts ? entry.Registration.By : entry.Registration.Losing) != sender) return RefusalCode.IssuerNotEntitled;
        if (entry.Judged is null) return RefusalCode.SwitchNotJudged;
        if (entry.Judged.Result == Judgement.Ng) return RefusalCode.SwitchNotOpen;
        if ((starts ? entry.Start : entry.Stop) is { } before) return before == application ? null : RefusalCode.SwitchLocked;
        if (newest[application.Of.Point] != entry) return RefusalCode.SwitchNotOpen;
        if (starts) entry.Start = application;
        else entry.Stop = application;
        if (!entry.IsMatched) return null;
        Tell(entry, entry.Registration.By);
        Tell(entry, entry.Registration.Losing);
        return null;
    }

    void Tell(Entry entry, string retailer) =>
        deliver(new Delivery.Result(retailer, new(entry.Of, entry.Judged!.Result, entry.Judged.Reasons, entry.IsMatched)));

    static bool IsText(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= Limits.SwitchFieldLength && !text.Any(char.IsControl);

    static bool Same(JudgedRegistration one, JudgedRegistration other) => one.Result == other.Result && one.Reasons.SequenceEqual(other.Reasons);

    sealed class Entry(Registration registration)
    {
        public Registration Registration => registration;

        public SwitchRef Of => registration.Of;

        public JudgedRegistration? Judged { get; set; }

        public SwitchApplication? Start { get; set; }

        public SwitchApplication? Stop { get; set; }

        public bool IsMatched => Start is not null && Stop is not null;
    }
}

/// <summary>What one retailer is to receive.</summary>
abstract record Delivery(string To)
{
    public sealed record ToJudge(string To, Registration Registration) : Delivery(To);

    public sealed record Result(string To, SwitchResult What) : Delivery(To);
}

/// <summary>What has been delivered to whom; the cursor of a retailer counts its own.</summary>
sealed class Inboxes
{
    readonly Dictionary<string, List<Registration>> toJudge = [];
    readonly Dictionary<string, List<SwitchResult>> results = [];

    public void Add(Delivery delivery)
    {
        switch (delivery)
        {
            case Delivery.ToJudge judge: Of(toJudge, judge.To).Add(judge.Registration); break;
            case Delivery.Result result: Of(results, result.To).Add(result.What); break;
        }
    }

    public Received<Registration> ToJudge(string retailer, long after, int limit) => Page(Of(toJudge, retailer), after, limit);

    public Received<SwitchResult> Results(string retailer, long after, int limit) => Page(Of(results, retailer), after, limit);

    static List<T> Of<T>(Dictionary<string, List<T>> lists, string retailer)
    {
        if (!lists.TryGetValue(retailer, out var list)) lists.Add(retailer, list = []);
        return list;
    }

    static Received<T> Page<T>(List<T> list, long after, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Limits.SwitchesPerExchange);
        var from = (int)Math.Min(after, list.Count);
        var page = list.GetRange(from, Math.Min(limit, list.Count - from));
        return new(page, from + page.Count);
    }
}
