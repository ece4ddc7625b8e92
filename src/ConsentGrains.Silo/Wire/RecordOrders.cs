using System.Text.Json;
using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains;

namespace ConsentGrains.Silo.Wire;

/// <summary>Commands that Core's reader of commands does not read, because HTTP has other ways for them or none (subscriptions, credentials, what has lapsed): the record as it is, under
/// its kind.</summary>
static class RecordOrders
{
    const string Prefix = "record/";

    static readonly Dictionary<string, Type> Kinds = new[]
        { typeof(DirectoryCommand.IssueCredential), typeof(DirectoryCommand.RotateCredential), typeof(DirectoryCommand.RevokeCredential), typeof(DirectoryCommand.LapseGrounds) }
        .Concat(typeof(SubscriptionCommand).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(SubscriptionCommand))))
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>Null for a command that Core's reader reads.</summary>
    public static Order? Write(Command command, Envelope envelope) => command switch
    {
        Command.ToSubscription to => Write(to.Id, to.Body, envelope),
        Command.ToDirectory to when Kinds.ContainsValue(to.Body.GetType()) => Write(null, to.Body, envelope),
        _ => null,
    };

    /// <summary>Null for another command.</summary>
    /// <exception cref="JsonException">A later version sent it.</exception>
    public static Command? Read(Order order)
    {
        if (!order.Name.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var sent = Bytes.Read<Sent>(order.Fields);
        if (!Kinds.TryGetValue(order.Name[Prefix.Length..], out var kind)) throw new JsonException($"a command {order.Name} of another version");
        var body = sent.Body.Deserialize(kind)!;
        return sent.Id is { } id ? new Command.ToSubscription(id, (SubscriptionCommand)body) : new Command.ToDirectory((DirectoryCommand)body);
    }

    static Order Write(string? id, object body, Envelope envelope) =>
        new(Prefix + body.GetType().Name, Bytes.Of(new Sent(id, JsonSerializer.SerializeToElement(body, body.GetType()))), envelope);

    sealed record Sent(string? Id, JsonElement Body);
}
