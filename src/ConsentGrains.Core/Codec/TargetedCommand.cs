using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Codec;

/// <summary>A command with whom it is for.</summary>
public abstract record TargetedCommand
{
    TargetedCommand() { }

    public sealed record ToCustomer(CustomerId Customer, CustomerCommand Body) : TargetedCommand;

    public sealed record ToPoint(SupplyPointNumber Point, SupplyPointCommand Body) : TargetedCommand;

    public sealed record ToSubscription(string Id, SubscriptionCommand Body) : TargetedCommand;

    public sealed record ToDirectory(DirectoryCommand Body) : TargetedCommand;
}

/// <summary>What a body may say beside the command itself; it goes into the <see cref="Envelope"/>.</summary>
/// <param name="First">Of a line carried over from another registry: when that one recorded it.</param>
public sealed record CommandNote(string? Evidence = null, string? Via = null, string? Desk = null, string? Cause = null, Instant? First = null)
{
    public static CommandNote None { get; } = new();

    internal static IReadOnlyList<string> Fields { get; } = ["evidence", "via", "desk", "cause", "firstRecordedAt"];

    /// <summary>The envelope of a sender; what the body says stands before what the sender's channel says.</summary>
    public Envelope In(Envelope sender) => sender with
    {
        Evidence = Evidence ?? sender.Evidence,
        // What is carried over came by a channel of its own, or by none that is known.
        Via = First is null ? Via ?? sender.Via : Via,
        Desk = Desk ?? sender.Desk,
        Cause = Cause ?? sender.Cause,
        First = First ?? sender.First,
    };
}

public sealed record ReadCommand(TargetedCommand Command, CommandNote Note);
