using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Sites;

/// <summary>What the visitor of a site refused (送信の停止), one stream for each browser and site. Nobody is in it: the browser made up the id, and only its
/// hash names the stream.</summary>
public sealed record VisitorState
{
    public static VisitorState Unknown { get; } = new();

    public int Version { get; init; }

    public Instant Recorded { get; init; }

    /// <summary>Recipients nothing goes to; <see cref="VisitorRules.Everybody"/> stands for all, those to come included.</summary>
    public IReadOnlyList<string> Out { get; init; } = [];

    public bool Refuses(string recipient) => Out.Contains(VisitorRules.Everybody) || Out.Contains(recipient);
}

/// <summary>The visitor's choice as it stands from now on; empty = he refuses nothing any more.</summary>
public sealed record ChooseTransmissions(string Site, IReadOnlyList<string> Out);

/// <summary>`visitor.chose.v1`.</summary>
public sealed record VisitorChose(string Site, IReadOnlyList<string> Out);

public static class VisitorRules
{
    public const string Everybody = "*";

    /// <summary>An opaque id of a browser: `^[A-Za-z0-9_-]{22,64}$`, at least 128 bits.</summary>
    public static bool IsVisitor(string text)
    {
        if (text.Length is < 22 or > 64) return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')) return false;
        return true;
    }

    public static Decided<VisitorChose> Decide(VisitorState state, ChooseTransmissions command, DirectoryState directory)
    {
        var check = new Checked(directory);
        check.That(command.Out.Count <= Limits.ServicesPerChoice, RefusalCode.ListTooLong, "out", Checked.Count(command.Out.Count));
        // A service that the policy names no more may still be refused: a choice never fails for being too careful.
        foreach (var recipient in command.Out)
            check.That(recipient == Everybody || directory.Parties.ContainsKey(recipient), RefusalCode.PartyUnknown, "out", recipient);
        check.That(directory.Sites.ContainsKey(command.Site), RefusalCode.SiteUnknown, "site", command.Site);
        if (check.Broken is { } refusal) return refusal;
        IReadOnlyList<string> chosen = command.Out.Contains(Everybody) ? [Everybody] : [.. command.Out.Distinct().Order(StringComparer.Ordinal)];
        return chosen.SequenceEqual(state.Out) ? Decided<VisitorChose>.Nothing : new VisitorChose(command.Site, chosen);
    }

    public static VisitorState Evolve(VisitorState state, VisitorChose happened, Instant recorded) =>
        state with { Version = state.Version + 1, Recorded = recorded, Out = happened.Out };

    /// <summary>The answer to one visitor: his refusal is a stop, and stands at the stops' own gate, before everything that failed later.</summary>
    public static Answer Apply(VisitorState visitor, Question question, Answer answer)
    {
        if (!visitor.Refuses(question.Recipient!)) return answer;
        var stop = new Reason(Gate.Stopped, ReasonCode.Stopped, [], null, question.Recipient);
        return new()
        {
            Permitted = false,
            Policy = answer.Policy,
            Items = answer.Items,
            Reasons = [.. answer.Reasons.Where(r => r.Gate < Gate.Stopped), stop, .. answer.Reasons.Where(r => r.Gate >= Gate.Stopped)],
            AsOf = answer.AsOf,
            DirectoryVersion = answer.DirectoryVersion,
        };
    }
}
