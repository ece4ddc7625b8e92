using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains.Matrices;

namespace ConsentGrains.Web.Admin.Customers;

/// <summary>How a cell of the matrix looks: permitted whole, on a condition, or denied.</summary>
readonly record struct MatrixLook(string Class, string Mark, (string Ja, string En) Text)
{
    public static MatrixLook Of(ItemGroup group, MatrixCell cell) =>
        !cell.Permitted ? new("no", "×", ("不可", "denied"))
        : cell.Ways.Any(way => way.Items.Count == group.Items.Count && way.Basis is not (Basis.Consent or Basis.Exception)) ? new("yes", "○", ("可", "permitted"))
        : new("part", "△", ("条件付", "on a condition"));

    /// <summary>What stands behind it, in one line.</summary>
    public static string Clauses(MatrixCell cell) => cell.Permitted
        ? string.Join("、", cell.Ways.SelectMany(way => way.Clauses).Distinct(StringComparer.Ordinal))
        : string.Join(" ", new[] { cell.Reason is { } reason ? Wire.Name(reason) : null, cell.Clause }.Where(part => part is not null));
}
