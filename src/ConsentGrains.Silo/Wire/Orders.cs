using System.Diagnostics;
using System.Text.Json;
using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Core.Requests;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;

namespace ConsentGrains.Silo.Wire;

/// <summary>Commands of the grains as orders that cross silos, and back.</summary>
static class Orders
{
    const string Provision = "provision/record";

    public static byte[] Write(Command command, Envelope envelope, CommandTerms terms) =>
        Write(OrderOf(command, envelope) with { Issuer = command is Command.ToPoint to ? to.Issuer : null }, terms);

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
        return (command, order.Envelope, TermsOf(order));
    }

    /// <summary>Of a request.</summary>
    public static byte[] Write(RequestCommand command, Envelope envelope, CommandTerms terms) => Write(RequestMessages.Of(command, envelope), terms);

    public static (RequestCommand Command, Envelope Envelope, CommandTerms Terms) ReadRequest(byte[] bytes, CommandReader reader)
    {
        var order = Bytes.Read<Order>(bytes);
        return (RequestMessages.CommandOf(order, reader), order.Envelope, TermsOf(order));
    }

    /// <summary>Of an incident.</summary>
    public static byte[] Write(IncidentCommand command, Envelope envelope, CommandTerms terms) => Write(IncidentMessages.Of(command, envelope), terms);

    public static (IncidentCommand Command, Envelope Envelope, CommandTerms Terms) ReadIncident(byte[] bytes)
    {
        var order = Bytes.Read<Order>(bytes);
        return (IncidentMessages.CommandOf(order), order.Envelope, TermsOf(order));
    }

    /// <summary>Of a provision.</summary>
    public static byte[] Write(ProvisionCommand.Record record, Envelope envelope, CommandTerms terms) => Write(new Order(Provision, Bytes.Of(record), envelope), terms);

    public static (ProvisionCommand.Record Command, Envelope Envelope, CommandTerms Terms) ReadProvision(byte[] bytes)
    {
        var order = Bytes.Read<Order>(bytes);
        return order.Name == Provision ? (Bytes.Read<ProvisionCommand.Record>(order.Fields), order.Envelope, TermsOf(order))
            : throw new JsonException($"a command {order.Name} of another version");
    }

    static byte[] Write(Order order, CommandTerms terms) => Bytes.Of(order with
    {
        IdempotencyKey = terms.IdempotencyKey,
        IfMatch = terms.IfMatch,
        BodyHash = terms.BodyHash.IsEmpty ? null : terms.BodyHash.ToArray(),
        Rests = terms.Rests,
    });

    static CommandTerms TermsOf(Order order) => new(order.IdempotencyKey, order.IfMatch, order.BodyHash, order.Rests);

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
