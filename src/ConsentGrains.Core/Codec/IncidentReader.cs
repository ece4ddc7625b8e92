using System.Text.Json;
using ConsentGrains.Core.Incidents;

namespace ConsentGrains.Core.Codec;

/// <summary>The one reader of commands to incidents.</summary>
public static class IncidentReader
{
    /// <summary>Every command but the first, as it stands in its path.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["assess", "customers", "done", "exempt", "close"];

    /// <param name="command">`open`, or one of <see cref="Steps"/>.</param>
    public static Parsed<ReadIncidentCommand> Read(string command, JsonElement body)
    {
        var fields = new FieldReader(body);
        var read = Command(command, fields);
        var note = new CommandNote(fields.Text("evidence", Limits.EvidenceLength), null, fields.Name("desk"), null);
        return fields.Finish(new ReadIncidentCommand(read, note));
    }

    static IncidentCommand Command(string command, FieldReader fields) => command switch
    {
        "open" => new IncidentCommand.Open(fields.NeedName("policy"), fields.NeedDay("known"), IncidentParts.Facts(fields), IncidentParts.Report(fields)),
        "assess" => new IncidentCommand.Assess(IncidentParts.Facts(fields), IncidentParts.Report(fields)),
        "customers" => new IncidentCommand.NameCustomers(fields.NeedList("customers", Limits.CustomersPerNaming)),
        "done" => new IncidentCommand.Done(fields.NeedWord<ClockKind>("clock"), fields.NeedDay("on"), fields.NeedName("document")),
        "exempt" => new IncidentCommand.Exempt(fields.Need("why")),
        "close" => new IncidentCommand.Close(),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "no such command"),
    };
}

public sealed record ReadIncidentCommand(IncidentCommand Command, CommandNote Note);
