namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>Gate 7: 通信の秘密 (電気通信事業法4条) needs an individual, specific and clear consent; APPI 27(5) does not lift it (EDGE-01, EDGE-02).</summary>
static class Secrecy
{
    public static void Check(ref Case c)
    {
        var secrecy = c.Items & c.Family!.Secrecy;
        if (secrecy.IsEmpty || IsExempt(ref c)) return;
        if (c.Excepted)
        {
            if (!c.Circumstance!.ReachesSecrecy) c.FailItems(secrecy, ReasonCode.SecrecyExcluded, c.Exception?.SecrecyClause);
            return;
        }

        var excluded = c.Purpose is { } purpose ? secrecy & purpose.ExcludedAsSecrecy : default;
        c.FailItems(excluded, ReasonCode.SecrecyExcluded, c.Purpose?.Scheme?.Id);
        CheckConsent(ref c, secrecy - excluded);
    }

    /// <summary>Running the communication itself.</summary>
    static bool IsExempt(ref Case c) => c.Act is Act.Use or Act.Entrust && c.Purpose is { Source.SecrecyExempt: true };

    static void CheckConsent(ref Case c, Policies.ItemSet items)
    {
        if (items.IsEmpty) return;
        var need = new ConsentNeed(Purpose: true, Recipient: c.Act != Act.Use, Item: true, Secrecy: true);
        foreach (var id in c.Question.Items)
        {
            if (!items.Has(c.Directory.Policies.Item(id)!.Index)) continue;
            var found = Consents.Find(ref c, id, need);
            if (found.Held) c.OnSecrecyConsent = true;
            else c.Fail(found.Why ?? ReasonCode.SecrecyConsentMissing, null, null, id);
        }
    }
}
