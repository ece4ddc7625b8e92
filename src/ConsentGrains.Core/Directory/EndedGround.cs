namespace ConsentGrains.Core.Directory;

/// <summary>A ground whose end its party was told of.</summary>
/// <param name="Name">Of the role, of the entry, or of the policy.</param>
public readonly record struct EndedGround(string Party, EndedGroundKind Kind, string Name, DateOnly Until)
{
    internal static EndedGround Of(DirectoryEvent.GroundLapsed e) =>
        e.Role is { } role ? new(e.Party, EndedGroundKind.Role, role, e.Until)
        : e.Entrustment is { } entry ? new(e.Party, EndedGroundKind.Entrustment, entry, e.Until)
        : new(e.Party, EndedGroundKind.Policy, e.Policy!, e.Until);
}

public enum EndedGroundKind
{
    Role,
    Entrustment,
    Policy,
}
