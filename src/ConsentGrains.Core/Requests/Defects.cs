using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>Everything that is wrong with a request and can be cured, so that one letter names it all. Never more than the policy asks for:
/// the red mark on an envelope is no defect, and extra papers are none.</summary>
static class Defects
{
    /// <summary>In the order in which the policy evaluates its grounds; the first is the one a refusal rests on.</summary>
    public static IReadOnlyList<Defect> Of(RequestState state, Findings findings, RequestProcedure procedure)
    {
        var track = procedure.Track(state.Type);
        var found = new List<Defect>();
        Formal(found, state.Application, track);
        PaperDefects.Of(found, state, procedure, track);
        Person(found, state.Application.By, findings, procedure, track);
        return [.. found.OrderBy(d => Place(d.Ground, track)).ThenBy(d => d.Kind)];
    }

    /// <summary>The ground under which the policy puts a defect: its own where it has one, otherwise the nearest it has.</summary>
    public static Defect Make(DefectKind kind, RequestTrack track, string? clause, params ReadOnlySpan<GroundKind> nearest)
    {
        foreach (var ground in nearest)
            if (track.Ground(ground) is not null) return new(kind, ground, clause);
        return new(kind, nearest[^1], clause);
    }

    static int Place(GroundKind kind, RequestTrack track)
    {
        for (var i = 0; i < track.Grounds.Count; i++)
            if (track.Grounds[i].Kind == kind) return i;
        return track.Grounds.Count + (int)kind;
    }

    static void Formal(List<Defect> found, Application application, RequestTrack track)
    {
        if (track.Channel is { } channel && !channel.Channels.Contains(application.Channel) && !IsTakenAsPosted(application, track))
            found.Add(Make(DefectKind.ChannelWrong, track, channel.Clauses[0], GroundKind.PapersDefective, GroundKind.ProcedureNotFollowed));
        if (track.Form is { } form && Wrong(application.Form) is { } wrong)
            found.Add(Make(wrong, track, form.Clauses[0], GroundKind.PapersDefective, GroundKind.ProcedureNotFollowed));
        if (track.Fee is { Unit: FeeUnit.ApplicationInStamps } fee && application.Stamps < fee.Yen)
            found.Add(Make(DefectKind.StampsShort, track, fee.Clauses[0], GroundKind.PapersDefective, GroundKind.ProcedureNotFollowed));
    }

    /// <summary>Complete papers with stamps, brought to a counter, are taken as posted that day.</summary>
    static bool IsTakenAsPosted(Application application, RequestTrack track) =>
        application is { Channel: RequestChannel.Counter, Form: FormState.Complete, Stamps: not null } && track.Fee?.Unit == FeeUnit.ApplicationInStamps;

    static DefectKind? Wrong(FormState form) => form switch
    {
        FormState.None => DefectKind.FormMissing,
        FormState.Other => DefectKind.FormOther,
        FormState.Incomplete => DefectKind.FormIncomplete,
        _ => null,
    };

    static void Person(List<Defect> found, AskedBy by, Findings findings, RequestProcedure procedure, RequestTrack track)
    {
        var clause = track.Ground(GroundKind.IdentityUnconfirmed)?.Clause ?? procedure.Identity.Clauses.FirstOrDefault();
        if (findings.Addresses is AddressFinding.Differ) found.Add(new(DefectKind.AddressesDiffer, GroundKind.IdentityUnconfirmed, clause));
        if (findings.Addresses is AddressFinding.NotShown) found.Add(new(DefectKind.AddressNotShown, GroundKind.IdentityUnconfirmed, clause));
        if (findings.Doubted) found.Add(new(DefectKind.PersonDoubted, GroundKind.IdentityUnconfirmed, clause));
        if (by != AskedBy.Principal && findings.Authority is false)
            found.Add(Make(DefectKind.AuthorityNotShown, track, procedure.Agents.Clauses.FirstOrDefault(), GroundKind.AgentUnconfirmed));
    }
}
