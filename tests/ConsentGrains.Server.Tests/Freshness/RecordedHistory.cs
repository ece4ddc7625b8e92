namespace ConsentGrains.Server.Tests.Freshness;

/// <summary>A consent or its withdrawal, as whoever sent it saw it.</summary>
/// <param name="End">When its acknowledgement was there.</param>
readonly record struct Told(string Customer, bool IsConsent, long Begin, long End);

/// <summary>Questions of one request, as whoever asked saw them.</summary>
readonly record struct Asked(string Customer, string By, long Begin, long End, int Questions, int Permits, bool IsAnswered = true);

/// <summary>All that was told and asked, with its times, judged afterwards: a permit must rest on a consent that no withdrawal had ended for certain.</summary>
sealed class RecordedHistory
{
    readonly Lock gate = new();
    readonly Dictionary<string, List<Told>> told = new(StringComparer.Ordinal);
    readonly List<Asked> asked = [];

    public void Add(Told one)
    {
        lock (gate)
        {
            if (!told.TryGetValue(one.Customer, out var before)) told[one.Customer] = before = [];
            before.Add(one);
        }
    }

    public void Add(Asked one)
    {
        lock (gate) asked.Add(one);
    }

    public int Permits
    {
        get { lock (gate) return asked.Sum(a => a.Permits); }
    }

    public int Unanswered
    {
        get { lock (gate) return asked.Where(a => !a.IsAnswered).Sum(a => a.Questions); }
    }

    /// <summary>Questions for which a permit would have been stale, and what was stale.</summary>
    public (int Tries, IReadOnlyList<string> Stale) Judge()
    {
        lock (gate)
        {
            var late = asked.Where(MustBeDenied).ToList();
            return (late.Sum(a => a.Questions), [.. late.Where(a => a.Permits > 0).Select(a => $"{a.Permits} permits about {a.Customer} by {a.By}, asked at {a.Begin}, answered at {a.End}")]);
        }
    }

    /// <summary>Every consent that could have been there had been withdrawn, acknowledged, before the question was begun.</summary>
    bool MustBeDenied(Asked question)
    {
        var all = told.TryGetValue(question.Customer, out var known) ? known : [];
        return all.Where(c => c.IsConsent && c.Begin < question.End)
            .All(consent => all.Exists(w => !w.IsConsent && w.Begin >= consent.End && w.End <= question.Begin));
    }
}
