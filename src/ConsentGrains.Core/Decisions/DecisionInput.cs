using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Decisions;

/// <summary>Everything a decision is taken from besides the question.</summary>
/// <param name="Customer">The customer's state as of <paramref name="AsOf"/>; <see cref="CustomerState.Unknown"/> for one that is not known;
/// null where the question names none.</param>
/// <param name="Directory">The directory as of <paramref name="AsOf"/>.</param>
/// <param name="AsOf">The moment the answer holds for.</param>
/// <param name="Now">The present; a question `at` a later moment is denied.</param>
/// <param name="Point">The supply point the question names, as of <paramref name="AsOf"/>; null where it names none, or one that is not registered.</param>
/// <param name="ErasedSince">The customer is erased now, whatever he was at <paramref name="AsOf"/>.</param>
public readonly record struct DecisionInput(
    CustomerState? Customer, DirectoryState Directory, Instant AsOf, Instant Now, bool ErasedSince = false,
    SupplyPointState? Point = null);
