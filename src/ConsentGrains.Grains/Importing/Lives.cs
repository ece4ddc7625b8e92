using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Importing;

/// <summary>The lines of a window in groups that touch no customer and no supply point in common: each group keeps its order, and the groups can be told
/// side by side.</summary>
sealed class Lives
{
    readonly List<(ImportLine Line, ReadCommand Command)> all = [];
    readonly List<int> parents = [];
    readonly Dictionary<string, int> lastWith = new(StringComparer.Ordinal);

    /// <param name="linked">Whom it touches besides, without naming them.</param>
    public void Add(ImportLine line, ReadCommand command, IEnumerable<string> linked)
    {
        var place = all.Count;
        all.Add((line, command));
        parents.Add(place);
        foreach (var name in Named(command.Command).Concat(linked))
        {
            if (lastWith.TryGetValue(name, out var other)) parents[Root(other)] = Root(place);
            lastWith[name] = place;
        }
    }

    /// <summary>The groups; afterwards there are none.</summary>
    public List<List<(ImportLine Line, ReadCommand Command)>> Take()
    {
        var groups = new Dictionary<int, List<(ImportLine, ReadCommand)>>();
        for (var i = 0; i < all.Count; i++)
        {
            if (!groups.TryGetValue(Root(i), out var group)) groups.Add(Root(i), group = []);
            group.Add(all[i]);
        }

        all.Clear();
        parents.Clear();
        lastWith.Clear();
        return [.. groups.Values];
    }

    int Root(int place)
    {
        while (parents[place] != place) place = parents[place] = parents[parents[place]];
        return place;
    }

    static IEnumerable<string> Named(TargetedCommand command)
    {
        if (command is TargetedCommand.ToCustomer to)
        {
            yield return to.Customer.ToString();
            if (to.Body is CustomerCommand.RecordContract { SupplyPoint: { } text } && SupplyPointNumber.Parse(text) is { } point) yield return point.Digits;
        }

        if (command is not TargetedCommand.ToPoint at) yield break;
        yield return at.Point.Digits;
        foreach (var customer in Customers(at.Body))
            if (customer is { } known) yield return known.ToString();
    }

    static IEnumerable<CustomerId?> Customers(SupplyPointCommand command) => command switch
    {
        SupplyPointCommand.Register c => [c.Customer],
        SupplyPointCommand.MoveIn c => [c.Customer],
        SupplyPointCommand.ApplySwitch c => [c.Customer, c.LosingCustomer],
        SupplyPointCommand.IssueLookUp c => [c.Customer],
        _ => [],
    };
}
