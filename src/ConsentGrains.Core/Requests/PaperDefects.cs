using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>What is wrong with the papers sent in, judged on the day of the request.</summary>
static class PaperDefects
{
    public static void Of(List<Defect> found, RequestState state, RequestProcedure procedure, RequestTrack track)
    {
        var application = state.Application;
        if (procedure.Identity.List != IdentityList.Review && NeedsOwnPaper(state, procedure) && Missing(application.Papers, PaperOf.Principal, procedure, null, state.Day) is { } kind)
            found.Add(Defects.Make(kind, track, procedure.Identity.Clauses[0], GroundKind.PapersDefective, GroundKind.IdentityUnconfirmed));
        if (application.By == AskedBy.Principal) return;
        foreach (var asked in procedure.Agents.For(application.By))
            if (Missing(state, asked, procedure) is { } lacks && !found.Exists(d => d.Kind == lacks))
                found.Add(Defects.Make(lacks, track, asked.Clause, GroundKind.PapersDefective, GroundKind.AgentUnconfirmed));
    }

    /// <summary>A statutory agent's proof of status stands in for the paper of a principal who has none.</summary>
    static bool NeedsOwnPaper(RequestState state, RequestProcedure procedure) =>
        !(state.Application is { By: AskedBy.StatutoryAgent, PrincipalHasNoPaper: true }
            && procedure.Agents.For(AskedBy.StatutoryAgent).Any(p => p.Proof == AgentProof.Status && Missing(state, p, procedure) is null));

    static DefectKind? Missing(RequestState state, AgentPaper asked, RequestProcedure procedure) => asked.Proof switch
    {
        AgentProof.Identity => OfAgent(Missing(state.Application.Papers, PaperOf.Agent, procedure, asked, state.Day)),
        AgentProof.Status => Status(state, asked),
        AgentProof.SealCertificate => Seal(state.Application.Papers, asked),
        _ => state.Application.Papers.Any(p => asked.Kinds.Contains(p.Kind)) ? null : DefectKind.DelegationMissing,
    };

    static DefectKind? OfAgent(DefectKind? kind) => kind switch
    {
        null => null,
        DefectKind.PaperMissing => DefectKind.AgentPaperMissing,
        _ => DefectKind.AgentPaperNotListed,
    };

    static DefectKind? Status(RequestState state, AgentPaper asked)
    {
        var proofs = state.Application.Papers.Where(p => asked.Kinds.Contains(p.Kind)).ToList();
        if (proofs.Count == 0) return DefectKind.StatusMissing;
        if (asked.Days is not { } days) return null;
        return proofs.Exists(p => p.Issued is { } made && made <= (p.On ?? state.Day) && made >= (p.On ?? state.Day).AddDays(-days)) ? null : DefectKind.StatusTooOld;
    }

    static DefectKind? Seal(IReadOnlyList<Paper> papers, AgentPaper asked)
    {
        var certificates = papers.Where(p => asked.Kinds.Contains(p.Kind)).ToList();
        if (certificates.Exists(p => p.Seal == asked.Seal && p.InDate)) return null;
        // One that agrees with the application is another paper: the principal's own.
        return certificates.Exists(p => p.Seal is null) ? DefectKind.SealDiffers : DefectKind.SealCertificateMissing;
    }

    /// <summary>Null where one paper counts (a seal certificate that belongs to the power of attorney is none); otherwise what is wrong with the one that came nearest.</summary>
    /// <param name="asked">Of an agent: kinds that narrow the policy's list.</param>
    static DefectKind? Missing(IReadOnlyList<Paper> papers, PaperOf of, RequestProcedure procedure, AgentPaper? asked, DateOnly day)
    {
        DefectKind? nearest = DefectKind.PaperMissing;
        foreach (var paper in papers.Where(p => p.Of == of && IsIdentity(p.Kind) && p.Seal != SealOn.Delegation))
        {
            var wrong = Wrong(paper, procedure.Identity, asked, day);
            if (wrong is null) return null;
            if (nearest == DefectKind.PaperMissing) nearest = wrong;
        }

        return nearest;
    }

    static DefectKind? Wrong(Paper paper, IdentityRule rule, AgentPaper? asked, DateOnly day)
    {
        var listed = rule.Papers.FirstOrDefault(p => p.Kind == paper.Kind);
        if (paper.Kind == PaperKind.MyNumberBack) return DefectKind.PaperNotListed;
        if (asked is { Kinds.Count: > 0 } ? !asked.Kinds.Contains(paper.Kind) : listed is null && rule.List == IdentityList.Closed) return DefectKind.PaperNotListed;
        if (asked is not null && listed is { PrincipalOnly: true }) return DefectKind.PaperNotListed;
        if (listed?.ExtinctFrom <= day || (listed is null && Extinct(paper.Kind) <= day)) return DefectKind.PaperExtinct;
        if (!paper.InDate) return DefectKind.PaperOutOfDate;
        return listed?.Seal is { } seal && paper.Seal != seal ? DefectKind.SealDiffers : null;
    }

    /// <summary>Proofs of status and of authority say nothing of who somebody is.</summary>
    static bool IsIdentity(PaperKind kind) => kind < PaperKind.FamilyRegister;

    /// <summary>By law, where a policy that takes any official paper does not list the kind (EDGE-27).</summary>
    static DateOnly? Extinct(PaperKind kind) => kind switch
    {
        PaperKind.JukiCard => new(2026, 1, 1),
        PaperKind.AlienRegistration => new(2015, 7, 9),
        PaperKind.HealthInsurance or PaperKind.MutualAidCard => new(2025, 12, 2),
        _ => null,
    };
}
