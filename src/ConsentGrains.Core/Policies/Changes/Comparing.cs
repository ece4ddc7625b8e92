namespace ConsentGrains.Core.Policies.Changes;

/// <summary>What a further word in a field does to what the operator may do.</summary>
enum Sense
{
    Neutral,
    Widens,
    Narrows,

    /// <summary>Widens, but an empty list means "any".</summary>
    WidensOrAny,

    /// <summary>Whatever changes may go either way.</summary>
    Either,
}

/// <summary>Gathers the fields in which two states of one subject differ, and which way they move it.</summary>
sealed class Comparing(DifferenceKind kind, string subject)
{
    readonly List<FieldDifference> fields = [];
    bool wider;
    bool narrower;

    public Comparing List(string field, IReadOnlyCollection<string>? was, IReadOnlyCollection<string>? now, Sense sense)
    {
        string[] gone = [.. (was ?? []).Except(now ?? [], StringComparer.Ordinal)];
        string[] come = [.. (now ?? []).Except(was ?? [], StringComparer.Ordinal)];
        if (gone.Length + come.Length == 0) return this;
        fields.Add(new(field, gone, come));
        var (more, less) = (come.Length > 0, gone.Length > 0);
        if (sense == Sense.WidensOrAny && was is not { Count: > 0 }) (more, less) = (false, true);
        else if (sense == Sense.WidensOrAny && now is not { Count: > 0 }) (more, less) = (true, false);
        Move(sense, more, less);
        return this;
    }

    public Comparing Word(string field, string? was, string? now, Sense sense) => List(field, Listed(was), Listed(now), sense);

    public Comparing Flag(string field, bool was, bool now, Sense sense) => Word(field, was ? "true" : null, now ? "true" : null, sense);

    public Comparing Items(string field, IEnumerable<Item>? was, IEnumerable<Item>? now, Sense sense) =>
        List(field, was?.Select(i => i.Id).ToList(), now?.Select(i => i.Id).ToList(), sense);

    /// <summary>A rank that is higher where more is allowed.</summary>
    public Comparing Rank<T>(string field, T? was, T? now, Func<T, int> rank, Func<T, string> name) where T : struct
    {
        var (before, after) = (was is { } w ? rank(w) : -1, now is { } n ? rank(n) : -1);
        if (before == after) return this;
        fields.Add(new(field, Listed(was is { } x ? name(x) : null), Listed(now is { } y ? name(y) : null)));
        Move(Sense.Widens, after > before, after < before);
        return this;
    }

    /// <summary>The difference, or null where there is none. What was added or removed as a whole moves only its own way.</summary>
    public PolicyDifference? Finish(Change change, Quotes quotes, string clause, bool related = false)
    {
        var (was, now) = quotes.Of(clause);
        // A clause that several items or cases rest on is shown once when only its words change, not with each of them.
        if (change == Change.Changed && fields.Count == 0 && (clause != subject || was == now)) return null;
        var reach = change switch
        {
            Change.Added when wider || narrower => Reach.Wider,
            Change.Removed when wider || narrower => Reach.Narrower,
            _ => (wider, narrower) switch { (true, true) => Reach.Both, (true, _) => Reach.Wider, (_, true) => Reach.Narrower, _ => Reach.Same },
        };
        quotes.Shown(clause);
        return new(kind, subject, change, reach, change == Change.Added ? null : was, change == Change.Removed ? null : now, fields, related);
    }

    void Move(Sense sense, bool more, bool less)
    {
        wider |= sense switch { Sense.Widens or Sense.WidensOrAny => more, Sense.Narrows => less, Sense.Either => true, _ => false };
        narrower |= sense switch { Sense.Widens or Sense.WidensOrAny => less, Sense.Narrows => more, Sense.Either => true, _ => false };
    }

    static string[] Listed(string? word) => word is null ? [] : [word];
}
