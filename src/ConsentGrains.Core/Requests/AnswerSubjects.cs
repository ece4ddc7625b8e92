using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>What an answer has to speak of: each thing asked for, once.</summary>
public static class AnswerSubjects
{
    /// <summary>Items, recipients, or one empty text for the request as a whole.</summary>
    public static IReadOnlyList<string> Of(RequestState state) => state switch
    {
        { Type: RequestType.ProvisionRecords, Application.Recipients: { Count: > 0 } recipients } => recipients,
        { Type: RequestType.Disclosure or RequestType.Correction or RequestType.Addition or RequestType.Deletion, Application.Items: { Count: > 0 } items } => items,
        _ => [""],
    };
}
