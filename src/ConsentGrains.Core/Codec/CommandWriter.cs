namespace ConsentGrains.Core.Codec;

/// <summary>A command as the wire has it.</summary>
/// <param name="Name">`enrol`, `consent` …; credentials are `credential`, `rotate-credential`, `revoke-credential`.</param>
/// <param name="Fields">One JSON object in UTF-8: fields in a fixed order, no defaults, no blanks.</param>
public sealed record WrittenCommand(string Name, byte[] Fields);

/// <summary>Writes what <see cref="CommandReader"/> reads.</summary>
public static class CommandWriter
{
    public static WrittenCommand Write(TargetedCommand command, CommandNote? note = null)
    {
        var fields = new FieldWriter();
        var name = command switch
        {
            TargetedCommand.ToCustomer c => Write(c, fields),
            TargetedCommand.ToPoint c => Write(c, fields),
            TargetedCommand.ToDirectory c => Write(c, fields),
            _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
        };
        var beside = note ?? CommandNote.None;
        fields.Text("evidence", beside.Evidence).Text("via", beside.Via).Text("desk", beside.Desk).Text("cause", beside.Cause).Text("firstRecordedAt", beside.First?.ToString());
        return new WrittenCommand(name, fields.ToBytes());
    }

    static string Write(TargetedCommand.ToCustomer command, FieldWriter fields)
    {
        fields.Text("customer", command.Customer.ToString());
        CustomerCommandFields.Write(command.Body, fields);
        return CustomerCommandFields.NameOf(command.Body);
    }

    static string Write(TargetedCommand.ToPoint command, FieldWriter fields)
    {
        var name = SupplyPointCommandFields.NameOf(command.Body);
        fields.Text(SupplyPointCommandFields.PointField(name), command.Point.Digits);
        SupplyPointCommandFields.Write(command.Body, fields);
        return name;
    }

    static string Write(TargetedCommand.ToDirectory command, FieldWriter fields)
    {
        DirectoryCommandFields.Write(command.Body, fields);
        return DirectoryCommandFields.NameOf(command.Body);
    }
}
