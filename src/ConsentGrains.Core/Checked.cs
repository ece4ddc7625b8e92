using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core;

/// <summary>The rules one command was checked against. Whatever the order of the checks, <see cref="Broken"/> is the first broken rule
/// in the order of <see cref="RefusalCode"/>.</summary>
sealed class Checked(DirectoryState directory)
{
    public Refusal? Broken { get; private set; }

    public DirectoryState Directory => directory;

    public bool That(bool holds, RefusalCode code, string field, string? value = null)
    {
        if (!holds && (Broken is null || code < Broken.Code)) Broken = new Refusal(code, field, value);
        return holds;
    }

    public void Party(string field, string? id, RefusalCode code = RefusalCode.PartyUnknown)
    {
        if (id is not null) That(directory.Parties.ContainsKey(id), code, field, id);
    }

    /// <summary>The policy, which has to be the operator's own; null where there is none of that name.</summary>
    public PolicyFamily? Policy(string policy, string @operator)
    {
        var family = directory.Policies.Family(policy);
        if (That(family is not null, RefusalCode.PolicyUnknown, "policy", policy))
            That(string.Equals(family!.Operator, @operator, StringComparison.Ordinal), RefusalCode.PolicyNotOfOperator, "policy", policy);
        return family;
    }

    public void Purpose(string field, string? id)
    {
        if (id is not null) That(IsPurpose(id), RefusalCode.PurposeUnknown, field, id);
    }

    public void Purposes(string field, IReadOnlyList<string>? ids)
    {
        if (ids is null) return;
        That(ids.Count <= Limits.PurposesPerList, RefusalCode.ListTooLong, field, Count(ids));
        foreach (var id in ids) Purpose(field, id);
    }

    /// <summary>Null says nothing; an empty list would say "none", which no command means.</summary>
    public void Items(string field, IReadOnlyList<string>? ids, bool mayBeEmpty = false)
    {
        if (ids is null) return;
        That(mayBeEmpty || ids.Count > 0, RefusalCode.ListEmpty, field);
        That(ids.Count <= Limits.ItemsPerList, RefusalCode.ListTooLong, field, Count(ids));
        foreach (var id in ids) That(directory.Policies.Item(id) is not null, RefusalCode.ItemUnknown, field, id);
    }

    /// <summary>Printable, no blank, 1–64.</summary>
    public void Id(string field, string id, bool person = false) =>
        That(Texts.IsId(id), RefusalCode.IdMalformed, field, person ? Mask.Id(id) : id);

    public void Text(string field, string text, int longest)
    {
        That(!string.IsNullOrWhiteSpace(text), RefusalCode.TextMissing, field);
        That(text.Length <= longest, RefusalCode.TextTooLong, field, longest.ToString(System.Globalization.CultureInfo.InvariantCulture));
        That(Texts.IsClean(text), RefusalCode.TextMalformed, field);
    }

    public void Dates(DateOnly from, DateOnly? until) => That(until is not { } last || from <= last, RefusalCode.DatesReversed, "until", Day(until));

    public void Country(string? country)
    {
        if (country is not null) That(Texts.IsCountry(country), RefusalCode.CountryMalformed, "country", country);
    }

    /// <summary>A purpose by its own id, whatever alias it came under.</summary>
    public string? Named(string? purpose) => purpose is null ? null : directory.Policies.Purpose(purpose)?.Id ?? purpose;

    /// <summary>Purposes by their own ids, items as they are, each once.</summary>
    public IReadOnlyList<string>? Named(IReadOnlyList<string>? ids) => ids is null ? null : [.. ids.Select(id => Named(id)!).Distinct()];

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static string Count(int count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    bool IsPurpose(string id) => directory.Policies.Purpose(id) is not null || directory.Purposes.ContainsKey(id);

    static string Count(IReadOnlyList<string> list) => Count(list.Count);
}
