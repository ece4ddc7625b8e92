using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Grains.Receipts;

/// <summary>Texts for ids: what the policies and the directory call parties, purposes and items.</summary>
sealed class Names(DirectoryState directory)
{
    readonly Dictionary<string, string> items = directory.Policies.Families.SelectMany(f => f.Versions).SelectMany(v => v.Collections)
        .SelectMany(c => c.Items).GroupBy(i => i.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Japanese, StringComparer.Ordinal);

    public NamedParty Party(string id) =>
        directory.Parties.TryGetValue(id, out var party) ? new(id, party.Name, party.Country) : new(id, null, null);

    public NamedItem Item(string id) => new(id, items.GetValueOrDefault(id));

    public string? Title(string policy, string version) => directory.Policies.Family(policy)?.Version(version)?.Title;

    /// <summary>The purpose with the text in force on a day.</summary>
    public NamedPurpose Purpose(string id, DateOnly day) =>
        new(id, directory.Policies.Purpose(id) is { } known ? Quote(known, day) : directory.Purposes.GetValueOrDefault(id)?.Text);

    /// <summary>An alias is the purpose it stands for.</summary>
    public bool SamePurpose(string one, string other) =>
        one == other || (directory.Policies.Purpose(one) is { } known && ReferenceEquals(known, directory.Policies.Purpose(other)));

    static string? Quote(PurposeRef known, DateOnly day) =>
        known.Family.InForce(day) is { } policy
            ? policy.Purposes.Concat(policy.Schemes.SelectMany(s => s.Purposes)).FirstOrDefault(p => p.Id == known.Id)?.Quote : null;
}
