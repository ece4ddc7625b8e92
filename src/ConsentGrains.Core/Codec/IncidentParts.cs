using ConsentGrains.Core.Incidents;

namespace ConsentGrains.Core.Codec;

/// <summary>Parts of incidents, as they stand in events and in the bodies of commands.</summary>
static class IncidentParts
{
    public static void Write(FieldWriter to, IncidentFacts facts)
    {
        to.Word("kind", facts.Kind, IncidentKind.Leak).Words("cases", facts.Cases);
        if (facts.Headcount is { } headcount) to.Number("headcount", headcount);
        to.Flag("secrecy", facts.Secrecy).Flag("encrypted", facts.Encrypted).Text("entrustor", facts.Entrustor).List("items", facts.Items.Count == 0 ? null : facts.Items);
    }

    public static IncidentFacts Facts(StoredFields from) => new(
        from.Word("kind", IncidentKind.Leak), from.Words<LeakCase>("cases"), from.Number("headcount"), from.Flag("secrecy"), from.Flag("encrypted"),
        from.Text("entrustor"), from.List("items") ?? []);

    public static IncidentFacts Facts(FieldReader from) => new(
        from.Word("kind", IncidentKind.Leak), [.. from.Words<LeakCase>("cases", Enum.GetValues<LeakCase>().Length).Distinct()], from.MaybeNumber("headcount"), from.Flag("secrecy") ?? false,
        from.Flag("encrypted") ?? false, from.Name("entrustor"), from.List("items", Limits.ItemsPerList, mayBeEmpty: true) ?? []);

    public static void Write(FieldWriter to, IncidentReport report) =>
        to.Text("overview", report.Overview).Text("cause", report.Cause).Text("harm", report.Harm).Text("response", report.Response)
            .Text("publication", report.Publication).Text("prevention", report.Prevention).Text("other", report.Other);

    public static IncidentReport Report(StoredFields from) => new(
        from.Sealed("overview"), from.Text("cause"), from.Text("harm"), from.Text("response"), from.Text("publication"), from.Text("prevention"), from.Text("other"));

    public static IncidentReport Report(FieldReader from) => new(
        from.Need("overview"), from.Text("cause"), from.Text("harm"), from.Text("response"), from.Text("publication"), from.Text("prevention"), from.Text("other"));
}
