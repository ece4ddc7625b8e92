using ConsentGrains.Core.Decisions;
using ConsentGrains.Web.Access.Signing;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Access;

/// <summary>A reply while it is written: its bytes, the ids in it that are still to be signed, and where the ground of its last answer stands, which most answers
/// of a batch share.</summary>
sealed class DecisionReply : IDisposable
{
    Answer? last;
    int groundAt;
    int groundLength;

    public PooledBuffer Json { get; } = new();

    public List<UnsignedId> Ids { get; } = [];

    public void Clear()
    {
        Json.Clear();
        Ids.Clear();
        last = null;
    }

    /// <summary>Writes the ground of the last answer again, where this answer rests on the same; otherwise nothing.</summary>
    public bool RepeatsGround(Answer answer)
    {
        if (last is null || !IsSame(last, answer)) return false;
        Json.Repeat(groundAt, groundLength);
        return true;
    }

    /// <param name="from">Where its ground begins; it ends where the reply ends now.</param>
    public void Remember(Answer answer, int from) => (last, groundAt, groundLength) = (answer, from, Json.Count - from);

    public void Dispose() => Json.Dispose();

    /// <summary>What the policies say once is the very same object in every answer: only these are compared, never their words.</summary>
    static bool IsSame(Answer one, Answer other) =>
        one.Permitted == other.Permitted && one.Basis == other.Basis && one.Obligations == other.Obligations && one.UsageFrom == other.UsageFrom
        && ReferenceEquals(one.Clauses, other.Clauses) && ReferenceEquals(one.Law, other.Law)
        && ReferenceEquals(one.Policy, other.Policy) && ReferenceEquals(one.PolicyShown, other.PolicyShown)
        && ReferenceEquals(one.Items, other.Items) && ReferenceEquals(one.ResponsibleForAll, other.ResponsibleForAll)
        && ReferenceEquals(one.ResponsibleByItem, other.ResponsibleByItem);
}
