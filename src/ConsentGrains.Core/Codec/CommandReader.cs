using System.Text.Json;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Codec;

/// <summary>The one reader of commands: for bodies of HTTP, lines of an import, and scenarios. Whether names are known is the rules' business.</summary>
/// <param name="readPolicy">Reads what `publish` carries; null where nothing is published.</param>
/// <param name="past">Reads also `firstRecordedAt`, by which an administrator carries a registry over as it was.</param>
/// <param name="steps">Reads also what only the registry sends to itself (<see cref="SupplyPoints.SagaStep"/>), from one process to another.</param>
public sealed class CommandReader(PolicyReader? readPolicy = null, bool steps = false, bool past = false)
{
    /// <summary>Every command, as it is named on the wire.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. CustomerCommandFields.Names, .. SupplyPointCommandFields.Names, .. DirectoryCommandFields.Names];

    public static bool IsToCustomer(string command) => CustomerCommandFields.Names.Contains(command) || CustomerCommandFields.Steps.Contains(command);

    public static bool IsToPoint(string command) => SupplyPointCommandFields.Names.Contains(command) || SupplyPointCommandFields.Steps.Contains(command);

    /// <param name="command">`enrol`, `consent`, `lift-stop` …</param>
    public Parsed<ReadCommand> Read(string command, JsonElement fields)
    {
        if (!Knows(command))
            return Parsed<ReadCommand>.Refused([FieldProblems.CommandUnknown(Refusals.Shown(command), string.Join(", ", Names))]);
        var reader = new FieldReader(fields);
        var target = IsToCustomer(command) ? new TargetedCommand.ToCustomer(reader.Customer("customer"), CustomerCommandFields.Read(command, reader))
            : IsToPoint(command) ? new TargetedCommand.ToPoint(reader.Point(SupplyPointCommandFields.PointField(command)), SupplyPointCommandFields.Read(command, reader))
            : Directory(command, reader, fields);
        // FORMAT names evidence as a field every consent has.
        var evidence = command == "consent" ? reader.Need("evidence", Limits.EvidenceLength) : reader.Text("evidence", Limits.EvidenceLength);
        var note = new CommandNote(evidence, Via(reader), reader.Name("desk"), reader.Name("cause"), past ? reader.Moment("firstRecordedAt") : null);
        return target is null ? reader.Finish<ReadCommand>(null!) : reader.Finish(new ReadCommand(target, note));
    }

    bool Knows(string command) =>
        Names.Contains(command) || (steps && (CustomerCommandFields.Steps.Contains(command) || SupplyPointCommandFields.Steps.Contains(command)));

    TargetedCommand? Directory(string command, FieldReader reader, JsonElement fields) =>
        command is "publish" or "draft"
            ? PublicationFields.Read(reader, fields, readPolicy, mayDate: command == "publish") is { } publish ? new TargetedCommand.ToDirectory(command == "draft" ? Draft(publish) : publish) : null
            : new TargetedCommand.ToDirectory(DirectoryCommandFields.Read(command, reader));

    static DirectoryCommand.DraftPolicy Draft(DirectoryCommand.PublishPolicy publish) => new(publish.Policy, publish.Source);

    static string? Via(FieldReader reader)
    {
        var via = reader.Name("via");
        if (via is null || Texts.IsWord(via)) return via;
        reader.Add([FieldProblems.Id("via", "a word of lower-case letters, digits and hyphens, as web, phone, counter", "小文字の英数字とハイフンの語（例: web、phone、counter）")]);
        return null;
    }
}
