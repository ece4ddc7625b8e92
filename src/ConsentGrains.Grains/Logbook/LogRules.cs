using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Grains.Logbook;

/// <summary>Which decisions have to be on the disk before they are answered.</summary>
public sealed class LogRules
{
    LookUps known = new(null, []);

    /// <summary>Every `provide` (第三者提供), permitted or not; every question for the purpose of a look-up; every permit that rests on compulsory law.</summary>
    /// <param name="policies">The policies in force.</param>
    public bool MustBeOnDisk(Question question, Answer answer, PolicyBook policies)
    {
        if (string.Equals(question.Act, "provide", StringComparison.Ordinal) || answer.Basis == Basis.CompulsoryLaw) return true;
        return question.Purpose is { } purpose && IsLookUp(purpose, policies);
    }

    bool IsLookUp(string purpose, PolicyBook policies)
    {
        var now = known;
        if (!ReferenceEquals(now.Of, policies)) known = now = new(policies, PurposesOf(policies));
        foreach (var each in now.Purposes)
            if (string.Equals(each, purpose, StringComparison.Ordinal)) return true;
        return false;
    }

    static string[] PurposesOf(PolicyBook policies) =>
        [.. policies.Families.SelectMany(f => f.Versions).Select(v => v.LookUp?.Purpose).OfType<string>().Distinct(StringComparer.Ordinal)];

    sealed record LookUps(PolicyBook? Of, string[] Purposes);
}
