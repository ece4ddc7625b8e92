using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies.Reading;

/// <summary>Reads `requests`: 開示等の請求.</summary>
sealed class RequestReading(Draft draft)
{
    public RequestProcedure Procedure(Section file)
    {
        if (file.Inner("requests", "the requests") is not { } section) return RequestProcedure.OfLaw;
        var identity = new IdentityReading(draft);
        section.Clauses(draft, "notes", MentionKind.RequestNote, effect: true);
        var procedure = new RequestProcedure
        {
            Listed = [.. section.Sections("listed", "a list of types").Select(Listed)],
            Identity = identity.Identity(section),
            Agents = identity.Agents(section),
            Tracks = Tracks(section),
            DisposalClauses = section.Clauses(draft, "disposal", MentionKind.Disposal),
            InvestigationClause = section.Clauses(draft, "investigation", MentionKind.Investigation).FirstOrDefault(),
            Window = [.. section.Sections("window", "a line of the window").Select(Window)],
        };
        section.Finish("requests");
        return procedure;
    }

    ListedTypes Listed(Section section)
    {
        var clause = section.Quote(draft, "clause", MentionKind.RequestTypes).Clause;
        var listed = new ListedTypes(clause, Types(section));
        section.Finish(clause);
        return listed;
    }

    static IReadOnlyList<RequestType> Types(Section section) => section.Choices<RequestType>("types");

    IReadOnlyList<RequestTrack> Tracks(Section section)
    {
        List<RequestTrack> tracks = [.. section.Sections("tracks", "a track").Select(Track)];
        var rest = Enum.GetValues<RequestType>().Except(tracks.SelectMany(t => t.Types)).ToList();
        if (rest.Count > 0) tracks.Add(new RequestTrack { Types = rest });
        foreach (var twice in tracks.SelectMany(t => t.Types).GroupBy(t => t).Where(g => g.Count() > 1))
            draft.Problems.Add(PolicyProblemCode.DuplicateId, section.Place, $"'{Core.Wire.Name(twice.Key)}' is in two tracks.", "Keep it in one of them.");
        return tracks;
    }

    RequestTrack Track(Section section)
    {
        if (!section.Has("types")) section.Missing("types");
        var track = new RequestTrack
        {
            Types = Types(section),
            Channel = Channel(section),
            Form = Form(section),
            Fee = Fee(section),
            Grounds = [.. section.Sections("grounds", "a ground").Select(Ground)],
            Reply = Reply(section),
        };
        section.Finish("tracks", ["types"]);
        return track;
    }

    ChannelRule? Channel(Section track)
    {
        if (track.Inner("channel", "the channel") is not { } section) return null;
        var rule = new ChannelRule(section.Clauses(draft, "clauses", MentionKind.RequestChannel), section.Choices<RequestChannel>("channels"));
        if (rule.Channels.Count == 0) section.Missing("channels");
        section.Finish("channel");
        return rule;
    }

    FormRule? Form(Section track)
    {
        if (track.Inner("form", "the form") is not { } section) return null;
        var rule = new FormRule(section.Clauses(draft, "clauses", MentionKind.RequestForm), section.Text("name").Text);
        section.Finish("form");
        return rule;
    }

    FeeRule? Fee(Section track)
    {
        if (track.Inner("fee", "the fee") is not { } section) return null;
        var clauses = section.Clauses(draft, "clauses", MentionKind.RequestFee);
        var rule = new FeeRule(
            section.Choice("unit", FeeUnit.ApplicationInStamps, FeeUnit.Item), section.Number("yen"), clauses,
            section.ClauseName(draft, "kept-clause"), section.ClauseName(draft, "not-made-clause"));
        section.Finish("fee");
        return rule;
    }

    RefusalGround Ground(Section section)
    {
        var clause = section.Quote(draft, "clause", MentionKind.RefusalGround).Clause;
        var ground = new RefusalGround(clause, section.Choice("kind", Enum.GetValues<GroundKind>()));
        section.Finish(clause);
        return ground;
    }

    ReplyRule Reply(Section track)
    {
        if (track.Inner("reply", "the reply") is not { } section) return new();
        var rule = new ReplyRule
        {
            Clauses = section.Clauses(draft, "clauses", MentionKind.Reply),
            To = section.Has("to") ? section.Choice("to", Enum.GetValues<ReplyTo>()) : ReplyTo.Principal,
            By = section.Has("by") ? section.Choice("by", Enum.GetValues<ReplyMethod>()) : null,
            ReasonsClause = section.ClauseName(draft, "reasons-clause"),
            ReasonsOwed = section.Flag("reasons-owed"),
        };
        section.Finish("reply");
        return rule;
    }

    WindowLine Window(Section section)
    {
        var mention = section.Quote(draft, "clause", MentionKind.Window);
        var line = new WindowLine(mention.Clause, section.Choice("part", Enum.GetValues<WindowPart>()), mention.Quote);
        section.Finish(mention.Clause);
        return line;
    }
}
