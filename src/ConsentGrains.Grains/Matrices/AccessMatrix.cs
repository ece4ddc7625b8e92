using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Grains.Matrices;

/// <summary>Who may see what of one customer: parties × groups of items, each cell answered by the decision itself.</summary>
/// <param name="Revision">The customer's revision every cell was answered from.</param>
/// <param name="DirectoryRevision">Likewise of the directory.</param>
public sealed record AccessMatrix(
    CustomerId Customer, int Revision, int DirectoryRevision, Instant AsOf, IReadOnlyList<PolicyMatrix> Policies);

/// <summary>The part of the matrix under one policy.</summary>
/// <param name="Policy">`ELS-EL@1`, the version in force.</param>
/// <param name="PartiesLeftOut">Parties with a standing beyond the <see cref="Limits.MatrixParties"/> shown.</param>
public sealed record PolicyMatrix(
    string Policy, string Title, IReadOnlyList<ItemGroup> Groups, IReadOnlyList<PartyRow> Parties, int PartiesLeftOut);

/// <summary>The items of one collection that one clause of the policy lists.</summary>
public sealed record ItemGroup(string Collection, string Clause, IReadOnlyList<string> Items, string Japanese);

/// <param name="Cells">One for each group, in their order.</param>
public sealed record PartyRow(string Party, string? Name, Standing Standing, IReadOnlyList<MatrixCell> Cells);

/// <summary>Why a party is in the matrix.</summary>
public enum Standing
{
    Operator,

    /// <summary>共同利用者.</summary>
    JointUser,

    /// <summary>委託先.</summary>
    Contractor,

    /// <summary>A consent names it: 第三者提供 to it.</summary>
    Recipient,
}

/// <summary>Permitted where there is a way; otherwise the primary reason of a deny, and the clause behind it.</summary>
public sealed record MatrixCell(IReadOnlyList<MatrixWay> Ways, ReasonCode? Reason, string? Clause)
{
    public bool Permitted => Ways.Count > 0;
}

/// <summary>One question that was permitted.</summary>
/// <param name="Items">Those of the group it reaches.</param>
public sealed record MatrixWay(string Act, string Purpose, Basis Basis, IReadOnlyList<string> Clauses, IReadOnlyList<string> Items);
