using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>What an answer rests on where it does not grant: each ground with the policy's clause and the article.</summary>
public static class AnswerGrounds
{
    /// <summary>Each once, in the order of the kinds.</summary>
    public static IReadOnlyList<CitedGround> Of(RequestState state, DirectoryState directory)
    {
        if (state.RefusedOn is { } formal) return [formal];
        return RequestRules.PolicyOf(state, directory) is not { } policy ? []
            : [.. state.Answers.SelectMany(a => a.Grounds).Distinct().Order().Select(kind => Cite(state.Type, kind, policy.Requests.Track(state.Type)))];
    }

    public static CitedGround Cite(RequestType type, GroundKind kind, RequestTrack track) => new(kind, track.Ground(kind)?.Clause, GroundLaw.Of(type, kind));
}
