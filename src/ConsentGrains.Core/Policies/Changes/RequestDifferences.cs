namespace ConsentGrains.Core.Policies.Changes;

/// <summary>開示等の請求: what a request goes by, as lines; what a decision says does not turn on it.</summary>
static class RequestDifferences
{
    public const string Fees = "fees";

    public static PolicyDifference? Of(Policy before, Policy after, Quotes quotes)
    {
        var (was, now) = (before.Requests, after.Requests);
        var compared = new Comparing(DifferenceKind.Requests, "requests")
            .List("listed", Listed(was), Listed(now), Sense.Neutral)
            .List("identity", Identity(was.Identity), Identity(now.Identity), Sense.Neutral)
            .List("agents", Agents(was.Agents), Agents(now.Agents), Sense.Neutral)
            .List("channels", Each(was, t => t.Channel is { } c ? string.Join(' ', c.Channels.Select(Wire.Name)) : "any"), Each(now, t => t.Channel is { } c ? string.Join(' ', c.Channels.Select(Wire.Name)) : "any"), Sense.Neutral)
            .List("forms", Each(was, t => t.Form?.Name ?? "any"), Each(now, t => t.Form?.Name ?? "any"), Sense.Neutral)
            .List(Fees, Each(was, Fee), Each(now, Fee), Sense.Neutral)
            .List("grounds", Each(was, Grounds), Each(now, Grounds), Sense.Neutral)
            .List("replies", Each(was, Reply), Each(now, Reply), Sense.Neutral)
            .List("disposal", was.DisposalClauses, now.DisposalClauses, Sense.Neutral)
            .Word("investigation", was.InvestigationClause, now.InvestigationClause, Sense.Neutral)
            .List("window", Window(was), Window(now), Sense.Neutral);
        return compared.Finish(Change.Changed, quotes, "requests");
    }

    static IReadOnlyList<string> Each(RequestProcedure procedure, Func<RequestTrack, string> of) =>
        [.. procedure.Tracks.SelectMany(track => track.Types.Select(type => $"{Wire.Name(type)}: {of(track)}"))];

    static string Fee(RequestTrack track) => track.Fee is { } fee ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{fee.Yen} yen {Wire.Name(fee.Unit)}") : "none";

    static string Grounds(RequestTrack track) => string.Join(' ', track.Grounds.Select(g => Wire.Name(g.Kind)));

    static string Reply(RequestTrack track) => $"{Wire.Name(track.Reply.To)} {(track.Reply.By is { } by ? Wire.Name(by) : "as-asked")}{(track.Reply.ReasonsOwed ? " reasons" : "")}";

    static IReadOnlyList<string> Listed(RequestProcedure procedure) =>
        [.. procedure.Listed.SelectMany(l => l.Types.Select(t => $"{l.Clause} {Wire.Name(t)}"))];

    static IReadOnlyList<string> Identity(IdentityRule rule) =>
        [Wire.Name(rule.List), .. rule.ThreeAddresses ? new[] { "three-addresses" } : [], .. rule.Papers.Select(p => $"{p.Clause} {Wire.Name(p.Kind)}")];

    static IReadOnlyList<string> Agents(AgentRule rule) =>
        [.. rule.Papers.Select(p => $"{p.Clause} {Wire.Name(p.Proof)}{(p.Days is { } days ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {days} days") : "")}")];

    static IReadOnlyList<string> Window(RequestProcedure procedure) => [.. procedure.Window.Select(w => $"{Wire.Name(w.Part)}: {w.Text}")];
}
