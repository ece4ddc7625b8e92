using ConsentGrains.Core;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies;

/// <summary>A policy as a listing to read, the clause in Japanese, what it means in English.</summary>
public static class PolicyListing
{
    public static IReadOnlyList<string> Lines(PolicyFile file)
    {
        var policy = file.Policy;
        return
        [
            $"{policy.Name}  {policy.Title}",
            $"operator {policy.Operator}; in force {(policy.From is { } day ? $"from {day:yyyy-MM-dd}" : "ever since")}",
            .. Part("項目 · items", policy.Collections.SelectMany(Collection)),
            .. Part("利用目的 · purposes", policy.Purposes.SelectMany(p => Purpose(p, $"all of {string.Join(", ", p.Collections)}"))),
            .. Part("共同利用 · joint use", policy.Schemes.SelectMany(Scheme)),
            .. Part("第三者提供の例外 · exceptions", policy.Exceptions.SelectMany(Exception)),
            .. Part("委託 · entrustment", Entrustment(policy.Entrustment)),
            .. Part("使用量照会 · look-up on a password", LookUp(policy.LookUp)),
            .. Part("外部送信 · transmission", policy.Transmission.Services.Select(s => $"  {s.Clause}  {s.Party}")),
            .. Part("契約終了後 · after the contract", [$"  {Wire.Name(policy.PostContract.Mode)}  {string.Join(", ", policy.PostContract.Clauses)}".TrimEnd()]),
            .. Part("開示等の請求 · requests", RequestListing.Lines(policy.Requests)),
            .. Part("制限等 · limits and how the policy is read", file.Mentions.Where(m => m.Effect is not null).SelectMany(Statement)),
            .. Part("解釈 · interpretations", file.Interpretations.SelectMany(Interpreted)),
        ];
    }

    static IEnumerable<string> Part(string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        return all.Length == 0 ? [] : ["", title, .. all];
    }

    static IEnumerable<string> Collection(Collection collection) =>
        [$"  {collection.Id}{(collection.EntrustedIn ? "  [entrusted-in]" : "")}", .. collection.Items.Select(Item)];

    static string Item(Item item)
    {
        string[] flags = [.. item.Tag == ItemTag.None ? [] : new[] { Wire.Name(item.Tag) }, .. item.MaskInJointUse ? new[] { "mask-in-joint-use" } : []];
        return $"    {item.Id}  {item.Japanese}  ({item.Clause}){Flags(flags)}";
    }

    /// <param name="all">What it covers where it lists no items.</param>
    static IEnumerable<string> Purpose(Purpose purpose, string all)
    {
        yield return $"  {purpose.Id}{Flags([.. FlagsOf(purpose)])}";
        foreach (var line in Bilingual(purpose.Id, purpose.Quote)) yield return line;
        yield return $"    items: {(purpose.Items is { } items ? string.Join(", ", items) : all)}";
        if (purpose.NeededBy != PointNeeds.None) yield return $"    needed by: {string.Join(", ", Needs(purpose.NeededBy))}";
        if (purpose.Serves.Count > 0) yield return $"    serves: {string.Join(", ", purpose.Serves)}";
        if (purpose.Aliases.Count > 0) yield return $"    also known as: {string.Join(", ", purpose.Aliases)}";
    }

    static IEnumerable<string> FlagsOf(Purpose purpose)
    {
        if (purpose.StatisticsOnly is { } clause) yield return $"statistics-only by {clause}";
        if (purpose.Marketing) yield return "marketing";
        if (purpose.WinBack) yield return "win-back";
        if (purpose.SecrecyExempt) yield return "secrecy-exempt";
        if (purpose.OutlivesContract) yield return "outlives-contract";
        if (purpose.Transmission) yield return "transmission";
        if (purpose.SecretUse) yield return "secret-use";
        if (purpose.CompareOnly) yield return "compare-only";
    }

    static IEnumerable<string> Needs(PointNeeds needs) =>
        Enum.GetValues<PointNeeds>().Where(need => need != PointNeeds.None && needs.HasFlag(need)).Select(Wire.Name);

    static IEnumerable<string> Scheme(JointUseScheme scheme) =>
    [
        $"  {scheme.Id}",
        .. Bilingual(scheme.Id, scheme.Quote),
        $"    need: {Wire.Name(scheme.Need)}  {string.Join(", ", scheme.NeedClauses)}".TrimEnd(),
        $"    participants: {string.Join(", ", scheme.Parties.Concat(scheme.Roles.Select(r => $"the roster {r}")))}",
        $"    items: {string.Join(", ", scheme.Items)}",
        .. scheme.ExcludedAsSecrecy.Count > 0 ? new[] { $"    left out as 通信の秘密: {string.Join(", ", scheme.ExcludedAsSecrecy)}" } : [],
        .. scheme.Responsible.Select(r => $"    responsible: {r.Party ?? Wire.Name(r.Kind)} for {(r.Items.Count == 0 ? "every item" : string.Join(", ", r.Items))}  ({r.Clause})"),
        .. scheme.Purposes.SelectMany(p => Purpose(p, "all of the scheme")),
    ];

    static IEnumerable<string> Exception(ExceptionRule rule) =>
        [$"  {rule.Circumstance}  {rule.Clause}{Flags([.. ConditionsOf(rule)])}", .. Bilingual(rule.Clause, rule.Quote)];

    static IEnumerable<string> ConditionsOf(ExceptionRule rule)
    {
        if (rule.AlsoUse) yield return "also for use";
        if (rule.Recipients.Count > 0) yield return $"to {string.Join(", ", rule.Recipients)}";
        if (rule.RecipientRoles.Count > 0) yield return $"to the roster {string.Join(", ", rule.RecipientRoles)}";
        if (rule.RecipientIsContractUser) yield return "to the contract's user";
        if (rule.RecipientInTerms) yield return "to a partner named in the terms";
        if (rule.ContractFeature is { } feature) yield return $"contract with {feature}";
        if (rule.Purposes.Count > 0) yield return $"for {string.Join(", ", rule.Purposes)}";
        if (rule.Items is { } items) yield return $"items {string.Join(", ", items)}";
        if (rule.SecrecyClause is { } secrecy) yield return $"no secrecy items by {secrecy}";
        if (rule.NoticeClause is { } notice) yield return $"notice owed by {notice}";
    }

    static IEnumerable<string> Entrustment(EntrustmentRule rule) =>
    [
        $"  {string.Join(", ", rule.Clauses)}",
        .. rule.Work.Select(w => $"    work: {w.Japanese}  ({w.Clause}){(w.Collections.Count == 0 ? "" : $"  {string.Join(", ", w.Collections)}")}"),
        .. rule.TransferClause is { } transfer ? new[] { $"    transfer only by {string.Join(", ", rule.TransferMethods)}  ({transfer})" } : [],
        .. rule.ObjectionClause is { } objection ? new[] { $"    the customer may object  ({objection})" } : [],
    ];

    static IEnumerable<string> LookUp(LookUpRule? rule) =>
        rule is null ? [] : [$"  {rule.Item} for {rule.Purpose}, to the roster {rule.Role}, {rule.Months} months back"];

    static IEnumerable<string> Statement(Mention mention) => [$"  {mention.Clause}", $"    {mention.Quote}", $"    {mention.Effect}"];

    static IEnumerable<string> Interpreted(Interpretation interpretation) =>
        [$"  {interpretation.Subject}: {interpretation.Key}", $"    {interpretation.Text}"];

    static IEnumerable<string> Bilingual(string clause, string quote) =>
        Catalogue.Find(clause) is { } rule ? [$"    {quote}", $"    {rule.Rule}"] : [$"    {quote}"];

    static string Flags(IReadOnlyList<string> flags) => flags.Count == 0 ? "" : $"  [{string.Join("; ", flags)}]";
}
