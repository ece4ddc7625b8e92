using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;

namespace ConsentGrains.Core.Codec;

/// <summary>The parts of requests that commands and events have in common, field by field.</summary>
static class RequestParts
{
    public static Paper Paper(FieldReader fields) => new(
        fields.NeedWord<PaperKind>("kind"), fields.Word("of", PaperOf.Principal), fields.Day("issued"), fields.Day("until"), fields.MaybeWord<SealOn>("seal"));

    public static Paper Paper(StoredFields fields) => new(
        fields.Word<PaperKind>("kind"), fields.Word("of", PaperOf.Principal), fields.Day("issued"), null, fields.MaybeWord<SealOn>("seal"), fields.Flag("inDate", true), fields.Day("on"));

    public static void Write(FieldWriter fields, Paper paper) => fields.Word("kind", paper.Kind).Word("of", paper.Of, PaperOf.Principal).Day("issued", paper.Issued)
        .Text("seal", Name(paper.Seal)).Flag("inDate", paper.InDate, unless: true).Day("on", paper.On);

    public static Application Application(FieldReader fields) => new()
    {
        Arrived = fields.Day("arrived"),
        Dated = fields.Day("dated"),
        Channel = fields.Word("channel", RequestChannel.Post),
        Form = fields.Word("form", FormState.None),
        Stamps = fields.MaybeNumber("stamps"),
        By = fields.Word("by", AskedBy.Principal),
        PrincipalHasNoPaper = fields.Flag("principalHasNoPaper") ?? false,
        AnswerToAgent = fields.Flag("answerToAgent") ?? false,
        Papers = fields.Objects("papers", Limits.PapersPerRequest, Paper),
        Items = fields.List("items", Limits.ItemsPerList, mayBeEmpty: true) ?? [],
        Recipients = fields.List("recipients", Limits.ItemsPerList, mayBeEmpty: true) ?? [],
        Purpose = fields.Name("purpose"),
        MarketingChannel = fields.Name("marketingChannel"),
        Recipient = fields.Name("recipient"),
        Wish = fields.MaybeWord<ReplyMethod>("wish"),
    };

    public static Application Application(StoredFields fields) => new()
    {
        Channel = fields.Word("channel", RequestChannel.Post),
        Form = fields.Word("form", FormState.None),
        Stamps = fields.Number("stamps"),
        By = fields.Word("by", AskedBy.Principal),
        PrincipalHasNoPaper = fields.Flag("principalHasNoPaper"),
        AnswerToAgent = fields.Flag("answerToAgent"),
        Papers = fields.Objects("papers", Paper),
        Items = fields.List("items") ?? [],
        Recipients = fields.List("recipients") ?? [],
        Purpose = fields.Text("purpose"),
        MarketingChannel = fields.Text("marketingChannel"),
        Recipient = fields.Text("recipient"),
        Wish = fields.MaybeWord<ReplyMethod>("wish"),
    };

    public static void Write(FieldWriter fields, Application a)
    {
        fields.Word("channel", a.Channel, RequestChannel.Post).Word("form", a.Form, FormState.None);
        if (a.Stamps is { } stamps) fields.Number("stamps", stamps);
        fields.Word("by", a.By, AskedBy.Principal).Flag("principalHasNoPaper", a.PrincipalHasNoPaper).Flag("answerToAgent", a.AnswerToAgent)
            .Objects("papers", a.Papers, Write).List("items", SomeOf(a.Items)).List("recipients", SomeOf(a.Recipients)).Text("purpose", a.Purpose)
            .Text("marketingChannel", a.MarketingChannel).Text("recipient", a.Recipient).Text("wish", Name(a.Wish));
    }

    public static Findings Findings(FieldReader fields) => new(
        fields.MaybeWord<AddressFinding>("addresses"), fields.Flag("doubted") ?? false, fields.Flag("authority"), fields.Word("subject", SubjectFinding.Person),
        fields.Name("entrustedBy"));

    public static Findings Findings(StoredFields fields) => new(
        fields.MaybeWord<AddressFinding>("addresses"), fields.Flag("doubted"), fields.Maybe("authority"), fields.Word("subject", SubjectFinding.Person),
        fields.Text("entrustedBy"));

    public static void Write(FieldWriter fields, Findings f) => fields.Text("addresses", Name(f.Addresses)).Flag("doubted", f.Doubted).Maybe("authority", f.Authority)
        .Word("subject", f.Subject, SubjectFinding.Person).Text("entrustedBy", f.EntrustedBy);

    public static ItemAnswer Answer(FieldReader fields) =>
        new(fields.Name("subject") ?? "", fields.NeedWord<AnswerResult>("result"), fields.Words<GroundKind>("grounds", Enum.GetValues<GroundKind>().Length));

    public static ItemAnswer Answer(StoredFields fields) => new(fields.Text("subject") ?? "", fields.Word<AnswerResult>("result"), fields.Words<GroundKind>("grounds"));

    public static void Write(FieldWriter fields, ItemAnswer a) => fields.Text("subject", a.Subject, "").Word("result", a.Result).Words("grounds", a.Grounds);

    public static Cure Cure(FieldReader fields) => new(
        fields.MaybeWord<FormState>("form"), fields.MaybeNumber("stamps"), fields.MaybeWord<RequestChannel>("channel"), fields.Objects("papers", Limits.PapersPerRequest, Paper));

    public static Cure Cure(StoredFields fields) =>
        new(fields.MaybeWord<FormState>("form"), fields.Number("stamps"), fields.MaybeWord<RequestChannel>("channel"), fields.Objects("papers", Paper));

    public static void Write(FieldWriter fields, Cure c)
    {
        fields.Text("form", Name(c.Form));
        if (c.Stamps is { } stamps) fields.Number("stamps", stamps);
        fields.Text("channel", Name(c.Channel)).Objects("papers", c.Papers, Write);
    }

    public static CitedGround Ground(StoredFields fields) => new(fields.Word<GroundKind>("ground"), fields.Text("clause"), fields.Text("law"));

    public static FieldWriter Write(FieldWriter fields, CitedGround g) => fields.Word("ground", g.Kind).Text("clause", g.Clause).Text("law", g.Law);

    public static Defect Defect(StoredFields fields) => new(fields.Word<DefectKind>("defect"), fields.Word<GroundKind>("ground"), fields.Text("clause"));

    public static void Write(FieldWriter fields, Defect d) => fields.Word("defect", d.Kind).Word("ground", d.Ground).Text("clause", d.Clause);

    /// <summary>A command to the customer as scenarios write it: `{"stop": {…}}`.</summary>
    public static CustomerCommand? Effect(FieldReader fields)
    {
        if (fields.Only() is not { } only) return null;
        if (!CustomerCommandFields.Names.Contains(only.Name)) fields.Add([FieldProblems.CommandUnknown(Refusals.Shown(only.Name), string.Join(", ", CustomerCommandFields.Names))]);
        return fields.HasProblems ? null : fields.Object(only.Name, inner => CustomerCommandFields.Read(only.Name, inner));
    }

    public static CustomerCommand Effect(StoredFields fields)
    {
        using var body = System.Text.Json.JsonDocument.Parse(fields.Required("fields"));
        return CustomerCommandFields.Read(fields.Required("command"), new FieldReader(body.RootElement.Clone()));
    }

    public static void Write(FieldWriter fields, CustomerCommand command)
    {
        var inner = new FieldWriter();
        CustomerCommandFields.Write(command, inner);
        fields.Text("command", CustomerCommandFields.NameOf(command)).Text("fields", System.Text.Encoding.UTF8.GetString(inner.ToBytes()));
    }

    static IReadOnlyList<string>? SomeOf(IReadOnlyList<string> list) => list.Count == 0 ? null : list;

    static string? Name<T>(T? word) where T : struct, Enum => word is { } value ? Wire.Name(value) : null;
}
