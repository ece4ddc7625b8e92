using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Grains.Matrices;

/// <summary>Asks the questions of one matrix and watches that all are answered from the same revisions.</summary>
sealed class MatrixAsking(IGrains grains, CustomerId customer, CustomerState state, DirectoryState directory, Instant now, CancellationToken cancel)
{
    readonly Caller caller = new(customer.Operator, SeesAll: true);
    bool moved;

    /// <summary>Of the last answer.</summary>
    public Instant AsOf { get; private set; } = now;

    public bool StoodStill => !moved;

    public async ValueTask<MatrixCell> CellAsync(Asker asker, ItemGroup group, string? point)
    {
        var ways = new List<MatrixWay>();
        Reason? reason = null;
        foreach (var interest in asker.Interests)
        {
            string[] items = [.. interest.Items is { } named ? group.Items.Intersect(named, StringComparer.Ordinal) : group.Items];
            if (items.Length > 0) reason = await TryAsync(asker, interest, items, point, ways) ?? reason;
        }

        if (ways.Count > 0) return new(ways, null, null);
        reason ??= asker.Interests.Count > 0 ? await TryAsync(asker, asker.Interests[0], [.. group.Items], point, ways) : null;
        return ways.Count > 0 ? new(ways, null, null) : new([], reason?.Code ?? ReasonCode.PartyNotEntitled, reason?.Clause);
    }

    /// <summary>Asks for all items, and where only some of them are refused, for the rest. The primary reason where nothing was permitted.</summary>
    async ValueTask<Reason?> TryAsync(Asker asker, Interest interest, string[] items, string? point, List<MatrixWay> ways)
    {
        var answer = await AskAsync(asker, interest, items, point);
        var refused = answer;
        if (!answer.Permitted && Rest(items, answer.Reasons) is { Length: > 0 } rest) answer = await AskAsync(asker, interest, items = rest, point);
        if (!answer.Permitted) return refused.Reasons[0];
        ways.Add(new(interest.Act, interest.Purpose, answer.Basis!.Value, answer.Clauses, items));
        return null;
    }

    /// <summary>Items no reason names; none where a reason concerns the whole question.</summary>
    static string[] Rest(string[] items, IReadOnlyList<Reason> reasons) =>
        reasons.Any(r => r.Items.Count == 0) ? [] : [.. items.Except(reasons.SelectMany(r => r.Items), StringComparer.Ordinal)];

    async ValueTask<Answer> AskAsync(Asker asker, Interest interest, string[] items, string? point)
    {
        var answer = await grains.AskAsync(Question(asker, interest, items, point), caller, cancel);
        moved |= answer.CustomerVersion != state.Version || answer.DirectoryVersion != directory.Version;
        AsOf = answer.AsOf;
        return answer;
    }

    Question Question(Asker asker, Interest interest, string[] items, string? point) => new()
    {
        Act = interest.Act,
        Party = asker.Acting,
        Customer = customer.ToString(),
        Purpose = interest.Purpose,
        Items = items,
        Recipient = asker.Recipient,
        SupplyPoint = interest.Act == "joint-use" ? point : null,
    };
}
