using System.Diagnostics;
using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Requests;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;

namespace ConsentGrains.Silo.Wire;

/// <summary>Commands of the grains as orders that cross silos, and back.</summary>
static class Orders
{
    public static byte[] Write(Command command, Envelope envelope, CommandTerms terms) => Bytes.Of(OrderOf(command, envelope) with
    {
        Issuer = command is Command.ToPoint to ? to.Issuer : null,
        IdempotencyKey = terms.IdempotencyKey,
        IfMatch = terms.IfMatch,
        BodyHash = terms.BodyHash.IsEmpty ? null : terms.BodyHash.ToArray(),
        Rests = terms.Rests,
    });

    public static (Command Command, Envelope Envelope, CommandTerms Terms) Read(byte[] bytes, CommandReader reader)
    {
        var order = Bytes.Read<Order>(bytes);
        Command command = RecordOrders.Read(order) ?? order.Command(reader) switch
        {
            TargetedCommand.ToCustomer c => new Command.ToCustomer(c.Customer, c.Body),
            TargetedCommand.ToPoint c => new Command.ToPoint(c.Point, c.Body, order.Issuer ?? new Issuer(order.Envelope.Actor)),
            TargetedCommand.ToDirectory c => new Command.ToDirectory(c.Body),
            _ => throw new UnreachableException(),
        };
        return (command, order.Envelope, new(order.IdempotencyKey, order.IfMatch, order.BodyHash, order.Rests));
    }

    /// <summary>Of a request.</summary>
    public static byte[] Write(RequestCommand command, Envelope envelope, CommandTerms terms) => Bytes.Of(RequestMessages.Of(command, envelope) with
    {
        IdempotencyKey = terms.IdempotencyKey,
        IfMatch = terms.IfMatch,
        BodyHash = terms.BodyHash.IsEmpty ? null : terms.BodyHash.ToArray(),
        Rests = terms.Rests,
    });

    public static (RequestCommand Command, Envelope Envelope, CommandTerms Terms) ReadRequest(byte[] bytes, CommandReader reader)
    {
        var order = Bytes.Read<Order>(bytes);
        return (RequestMessages.CommandOf(order, reader), order.Envelope, new(order.IdempotencyKey, order.IfMatch, order.BodyHash, order.Rests));
    }

    static Order OrderOf(Command command, Envelope envelope) =>
        RecordOrders.Write(command, envelope) ?? Order.Of(Targeted(command), envelope);

    static TargetedCommand Targeted(Command command) => command switch
    {
        Command.ToCustomer c => new TargetedCommand.ToCustomer(c.Customer, c.Body),
        Command.ToPoint c => new TargetedCommand.ToPoint(c.Point, c.Body),
        Command.ToDirectory c => new TargetedCommand.ToDirectory(c.Body),
        _ => throw new UnreachableException(command.GetType().Name),
    };
}
