using System.Text.Json;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;

namespace ConsentGrains.Core.Codec;

/// <summary>The one reader of commands to requests: for bodies of HTTP, rows of an intake, and forms of the desk's pages.</summary>
public static class RequestReader
{
    /// <summary>Every command but the first, as it stands in its path.</summary>
    public static IReadOnlyList<string> Steps { get; } =
        ["resubmit", "examine", "lapse", "investigate", "answer", "fee", "reply", "withdraw", "dispose"];

    /// <param name="command">`receive`, or one of <see cref="Steps"/>.</param>
    public static Parsed<ReadRequestCommand> Read(string command, JsonElement body)
    {
        var fields = new FieldReader(body);
        var read = Command(command, fields);
        var note = new CommandNote(fields.Text("evidence", Limits.EvidenceLength), null, fields.Name("desk"), null);
        return fields.Finish(new ReadRequestCommand(read, note));
    }

    static RequestCommand Command(string command, FieldReader fields) => command switch
    {
        "receive" => new RequestCommand.Receive(fields.NeedName("policy"), fields.NeedWord<RequestType>("type"), fields.MaybeCustomer("customer"), RequestParts.Application(fields)),
        "resubmit" => new RequestCommand.Resubmit(RequestParts.Cure(fields)),
        "examine" => new RequestCommand.Examine(RequestParts.Findings(fields)),
        "lapse" => new RequestCommand.Lapse(),
        "investigate" => new RequestCommand.Investigate(),
        "answer" => Answer(fields),
        "fee" => new RequestCommand.PayFee(fields.NeedNumber("yen")),
        "reply" => new RequestCommand.Reply(fields.NeedWord<ReplyMethod>("by"), fields.Day("on")),
        "withdraw" => new RequestCommand.Withdraw(),
        "dispose" => new RequestCommand.DisposeOfPapers(),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "no such command"),
    };

    static RequestCommand.Answer Answer(FieldReader fields) => new(
        fields.Objects("answers", Limits.ItemsPerList, RequestParts.Answer), fields.MaybeWord<StopBasis>("basis"), fields.Flag("reviewed") ?? false,
        [.. fields.Objects("corrections", Limits.CorrectionsPerAnswer, RequestParts.Effect).OfType<CustomerCommand>()]);
}

public sealed record ReadRequestCommand(RequestCommand Command, CommandNote Note);
