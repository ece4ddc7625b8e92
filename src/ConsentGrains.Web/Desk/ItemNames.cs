using ConsentGrains.Core.Policies;

namespace ConsentGrains.Web.Desk;

/// <summary>Items as letters name them.</summary>
static class ItemNames
{
    /// <summary>The Japanese word of an item; another subject as it is.</summary>
    public static string Of(string subject, Policy policy) =>
        policy.Collections.SelectMany(c => c.Items).FirstOrDefault(i => i.Id == subject) is { } item ? $"{item.Japanese}（{subject}）" : subject;
}
