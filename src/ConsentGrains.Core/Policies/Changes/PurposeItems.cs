namespace ConsentGrains.Core.Policies.Changes;

/// <summary>The items a purpose of a version covers.</summary>
static class PurposeItems
{
    public static IReadOnlyCollection<string> Of(Policy policy, Purpose purpose) =>
        purpose.Items as IReadOnlyCollection<string> ?? [.. policy.Collections.Where(c => purpose.Collections.Contains(c.Id)).SelectMany(c => c.Items).Select(i => i.Id)];

    /// <summary>Items of a version that are 通信の秘密.</summary>
    public static IEnumerable<string> Secrecy(Policy policy) => policy.Collections.SelectMany(c => c.Items).Where(i => i.Tag == ItemTag.Secrecy).Select(i => i.Id);
}
