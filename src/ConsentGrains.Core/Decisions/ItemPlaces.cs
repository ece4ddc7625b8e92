using System.Runtime.CompilerServices;

namespace ConsentGrains.Core.Decisions;

/// <summary>Places of items, on the stack.</summary>
[InlineArray(Length)]
struct ItemPlaces
{
    /// <summary>Questions are rarely longer; the items beyond are looked up again.</summary>
    public const int Length = 16;

    byte first;
}
