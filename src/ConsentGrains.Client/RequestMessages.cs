using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Requests;

namespace ConsentGrains.Client;

/// <summary>Commands to requests of data subjects (開示等の請求) and what happened to them, as they cross processes: the commands' records under their kind, events as
/// the journal stores them.</summary>
public static class RequestMessages
{
    const string Prefix = "request/";

    /// <summary>Of what a correction writes only the command counts: whose it is the request says.</summary>
    static readonly CustomerId Nobody = new("nobody", "0");

    static readonly Envelope NoOne = new("-");

    static readonly RecordNames<RequestCommand> Kinds = new(Prefix);

    public static Order Of(RequestCommand command, Envelope envelope)
    {
        var corrections = (command as RequestCommand.Answer)?.Corrections?.Select(one => Order.Of(new TargetedCommand.ToCustomer(Nobody, one), NoOne)).ToArray();
        var plain = command is RequestCommand.Answer answer ? answer with { Corrections = null } : command;
        return new(Kinds.Of(command), Bytes.Of(new Sent(JsonSerializer.SerializeToElement(plain, plain.GetType()), corrections)), envelope);
    }

    /// <exception cref="JsonException">It is none that this version knows.</exception>
    public static RequestCommand CommandOf(Order order, CommandReader reader)
    {
        var kind = Kinds.KindOf(order);
        var sent = Bytes.Read<Sent>(order.Fields);
        var command = (RequestCommand)sent.Body.Deserialize(kind)!;
        return command is RequestCommand.Answer answer && sent.Corrections is { } corrections
            ? answer with { Corrections = [.. corrections.Select(one => ((TargetedCommand.ToCustomer)one.Command(reader)).Body)] } : command;
    }

    public static byte[] Write(string request, IEnumerable<RequestEntry> history) => Bytes.Of(history.Select(entry =>
    {
        var stored = RequestEventCodec.Encode(entry.Event, request, entry.Envelope);
        return new EntrySent(entry.Version, entry.Recorded, stored.Type, stored.Clear.ToArray(), stored.Secret.ToArray());
    }).ToArray());

    public static IReadOnlyList<RequestEntry> Read(byte[] bytes) => [.. Bytes.Read<EntrySent[]>(bytes).Select(sent =>
    {
        var decoded = RequestEventCodec.Decode(sent.Type, sent.Clear, sent.Secret);
        return new RequestEntry(sent.Version, sent.Recorded, decoded.Event, decoded.Envelope);
    })];

    /// <summary>How a request stands after all that happened to it.</summary>
    public static RequestState StateOf(IEnumerable<RequestEntry> history) =>
        history.Aggregate(RequestState.Unknown, (state, entry) => RequestRules.Evolve(state, entry.Event, entry.Recorded));

    sealed record Sent(JsonElement Body, Order[]? Corrections);
}

/// <summary>Something that happened to a request.</summary>
public sealed record RequestEntry(int Version, Instant Recorded, RequestEvent Event, Envelope Envelope);
