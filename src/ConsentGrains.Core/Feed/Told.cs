namespace ConsentGrains.Core.Feed;

/// <summary>What a party is told of a change. Thin: ids, codes, days and the revision, never a personal value; who needs more asks for it.</summary>
/// <param name="Type">`jp.consentgrains.consent.withdrawn.v1`. INVARIANT (format): types and the fields of their data are for ever.</param>
/// <param name="Subject">`operator/number` of the customer, the digits of the point, the party, policy or entry; null for an erased customer.</param>
/// <param name="Data">UTF-8 JSON object.</param>
public readonly record struct Told(string Type, string? Subject, byte[] Data);
