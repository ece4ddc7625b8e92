using ConsentGrains.Core;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies;

/// <summary>The procedure of 開示等の請求 as lines to read.</summary>
static class RequestListing
{
    public static IEnumerable<string> Lines(RequestProcedure procedure)
    {
        foreach (var track in procedure.Tracks.Where(t => t != RequestProcedure.OfLaw.Tracks[0])) yield return Track(track);
        foreach (var paper in procedure.Identity.Papers) yield return $"  {paper.Clause}  {Wire.Name(paper.Kind)}{(paper.ExtinctFrom is { } day ? $"  [none valid from {day:yyyy-MM-dd}]" : "")}";
        foreach (var paper in procedure.Agents.Papers) yield return $"  {paper.Clause}  agent: {Wire.Name(paper.Proof)}{(paper.Days is { } days ? $", made within {days} days" : "")}";
        foreach (var clause in procedure.DisposalClauses) yield return $"  {clause}  papers destroyed after the answer";
    }

    static string Track(RequestTrack track)
    {
        string[] parts =
        [
            string.Join(", ", track.Types.Select(Wire.Name)),
            track.Channel is { } channel ? $"by {string.Join(", ", channel.Channels.Select(Wire.Name))} ({channel.Clauses[0]})" : "any channel",
            track.Form is { } form ? $"{form.Name} ({form.Clauses[0]})" : "any form",
            track.Fee is { } fee ? $"{fee.Yen} yen per {Wire.Name(fee.Unit)} ({fee.Clauses[0]})" : "no fee",
            $"answer to {Wire.Name(track.Reply.To)}",
        ];
        return "  " + string.Join("; ", parts);
    }
}
