namespace ConsentGrains.Core.Customers;

/// <summary>What a command comes to: the events it makes, or the first rule it breaks. Never both.</summary>
public readonly record struct Decided<TEvent>(IReadOnlyList<TEvent> Events, Refusal? Refusal)
{
    /// <summary>Accepted, and nothing is recorded: it has happened already.</summary>
    public static Decided<TEvent> Nothing => new([], null);

    public static implicit operator Decided<TEvent>(Refusal refusal) => new([], refusal);

    public static implicit operator Decided<TEvent>(TEvent single) => new([single], null);
}
