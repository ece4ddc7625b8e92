using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>Gate 6: secrets first, then items outside the purpose, the scheme or the exception's row.</summary>
static class ItemsCovered
{
    public static void Check(ref Case c)
    {
        CheckSecrets(ref c);
        if (c.Excepted) CheckException(ref c);
        else if (c.Registered is { } registered) CheckRegistered(ref c, registered.Items);
        else if (c.Purpose is { } purpose) CheckPurpose(ref c, purpose);
    }

    static void CheckSecrets(ref Case c)
    {
        var secrets = c.Items & c.Family!.Secret;
        if (secrets.IsEmpty) return;
        if (c.Act != Act.Use) c.FailItems(secrets, ReasonCode.SecretNeverShared);
        else if (c.Purpose is not { Source.SecretUse: true }) c.FailItems(secrets, ReasonCode.ItemNotCovered);
    }

    static void CheckException(ref Case c)
    {
        if (c.Exception?.Items is not { } named) return;
        foreach (var id in c.Question.Items)
            if (!named.Contains(id)) c.Fail(ReasonCode.ItemNotCovered, c.Exception.Clause, null, id);
    }

    static void CheckRegistered(ref Case c, IReadOnlyList<string> items)
    {
        foreach (var id in c.Question.Items)
            if (!items.Contains(id)) c.Fail(ReasonCode.ItemNotCovered, null, c.PurposeId, id);
        CheckLookUp(ref c);
    }

    static void CheckPurpose(ref Case c, BoundPurpose purpose)
    {
        // Items a scheme leaves out only as 通信の秘密 are left to gate 7, which says so.
        c.FailItems(c.Items - purpose.Covered - purpose.ExcludedAsSecrecy, ReasonCode.ItemNotCovered, purpose.Source.Id);
        var widened = c.Items & purpose.WidenedItems;
        if (!widened.IsEmpty) CheckWidened(ref c, widened);
        CheckLookUp(ref c);
    }

    /// <summary>Items added to the purpose after the version shown reach the customer only by a consent that names it.</summary>
    static void CheckWidened(ref Case c, ItemSet widened)
    {
        foreach (var id in c.Question.Items)
            if (widened.Has(c.Directory.Policies.Item(id)!.Index) && !Consents.Find(ref c, id, new ConsentNeed(Purpose: true)).Held)
                c.Fail(ReasonCode.ItemNotCovered, c.PurposeId, null, id);
    }

    /// <summary>Look-up data is provided for its one purpose only (ELS-EL-2-PU5).</summary>
    static void CheckLookUp(ref Case c)
    {
        if (c.Act != Act.Provide || c.Policy!.Current.LookUp is not { } lookUp || c.IsPurpose(lookUp.Purpose)) return;
        foreach (var id in c.Question.Items)
            if (string.Equals(id, lookUp.Item, StringComparison.Ordinal)) c.Fail(ReasonCode.ItemNotCovered, lookUp.Purpose, null, id);
    }
}
