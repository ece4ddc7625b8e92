namespace ConsentGrains.Grains.Subscriptions;

/// <summary>Where several processes share a journal: which webhooks this one delivers, and the way to who delivers the others.</summary>
public interface IDeliveryShare
{
    /// <summary>0: another process delivers it. Each time of delivering without a break has a number of its own.</summary>
    long TenureOf(string id);

    /// <summary>Tells whoever delivers it that it was made or changed. May be in vain: everybody looks for himself every few seconds.</summary>
    void WakeElsewhere(string id);

    /// <summary>Has notices of what is committed for it come to this process; once it has ended, to none any more. May be in vain likewise.</summary>
    void Settle(string id);
}
