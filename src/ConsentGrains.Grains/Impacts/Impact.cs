using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains.Matrices;

namespace ConsentGrains.Grains.Impacts;

/// <summary>What a draft would change for some customers: the answers they have now, against those they would have.</summary>
/// <param name="Seen">Customers looked at in this part.</param>
/// <param name="Changed">Those of them of whom any answer would be another.</param>
/// <param name="Total">Customers there are under the policy, those of other parts among them; of the index, so a moment late.</param>
/// <param name="After">Goes on behind this part; null = there is no more.</param>
public sealed record ImpactPart(int Seen, int Changed, int Total, string? After, IReadOnlyList<ImpactChange> Changes);

/// <summary>Answers of one kind that would be others.</summary>
/// <param name="Clause">That lists the items.</param>
/// <param name="Items">Those of it that are concerned.</param>
/// <param name="Permitted">They would be permitted, and are not now; false the other way round.</param>
/// <param name="Reason">The primary reason of the deny, as it is or as it would be.</param>
/// <param name="Customers">For how many in this part.</param>
/// <param name="Examples">A few of them, masked.</param>
public sealed record ImpactChange(
    string Party, Standing Standing, string Act, string Purpose, string Clause, IReadOnlyList<string> Items, bool Permitted, ReasonCode? Reason,
    int Customers, IReadOnlyList<string> Examples);
