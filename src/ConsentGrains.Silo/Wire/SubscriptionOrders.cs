using System.Text.Json;
using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains;

namespace ConsentGrains.Silo.Wire;

/// <summary>Commands to subscriptions, which have no form of their own on HTTP: the record as it is, under its kind.</summary>
static class SubscriptionOrders
{
    const string Prefix = "subscription/";

    static readonly Dictionary<string, Type> Kinds =
        typeof(SubscriptionCommand).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(SubscriptionCommand))).ToDictionary(type => type.Name, StringComparer.Ordinal);

    public static Order Write(Command.ToSubscription to, Envelope envelope) =>
        new(Prefix + to.Body.GetType().Name, Bytes.Of(new Sent(to.Id, JsonSerializer.SerializeToElement<object>(to.Body))), envelope);

    /// <summary>Null for another command.</summary>
    /// <exception cref="JsonException">A later version sent it.</exception>
    public static Command.ToSubscription? Read(Order order)
    {
        if (!order.Name.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var sent = Bytes.Read<Sent>(order.Fields);
        if (!Kinds.TryGetValue(order.Name[Prefix.Length..], out var kind)) throw new JsonException($"a command {order.Name} of another version");
        return new(sent.Id, (SubscriptionCommand)sent.Body.Deserialize(kind)!);
    }

    sealed record Sent(string Id, JsonElement Body);
}
