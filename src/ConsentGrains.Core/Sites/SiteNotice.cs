using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Sites;

/// <summary>The notice of external transmission (外部送信, 電気通信事業法27条の12) of one site: what is sent, to whom, for what purpose, made from the policy in
/// force and from what the operator said of each service. Where neither says something it is not there, and the notice is not complete (EDGE-45).</summary>
/// <param name="Policy">In force on the day; null where none is.</param>
public sealed record SiteNotice(Site Site, string Operator, Policy? Policy, IReadOnlyList<SiteTransmission> Transmissions)
{
    public bool Complete => Site.NoticeComplete || Transmissions.All(t => t.Complete);

    public static SiteNotice Of(Site site, DirectoryState directory, DateOnly day)
    {
        var policy = directory.Policies.Family(site.Policy)?.InForce(day);
        var transmissions = policy is null ? [] : policy.Transmission.Services.Select(service => Of(site, policy, service, directory));
        return new(site, directory.Parties.GetValueOrDefault(site.Operator)?.Name ?? site.Operator, policy, [.. transmissions]);
    }

    static SiteTransmission Of(Site site, Policy policy, TransmissionService service, DirectoryState directory)
    {
        var said = site.Service(service.Party);
        var stated = policy.Purposes.Where(p => p.Transmission).ToList();
        // Of several purposes only the operator can say which is this service's.
        var purpose = said is null ? stated.Count == 1 ? stated[0] : null : stated.Find(p => p.Id == said.Purpose);
        var party = directory.Parties.GetValueOrDefault(service.Party);
        return new(service, party?.Name ?? service.Party, party?.Country, purpose, purpose is null ? [] : ItemsOf(policy, purpose), said);
    }

    static List<Item> ItemsOf(Policy policy, Purpose purpose) =>
    [
        .. policy.Collections.Where(c => purpose.Collections.Contains(c.Id)).SelectMany(c => c.Items)
            .Where(item => purpose.Items is not { } named || named.Contains(item.Id)),
    ];
}

/// <summary>One transmission of a site.</summary>
/// <param name="Name">Of the recipient.</param>
/// <param name="Country">Of the recipient; null where it is not registered.</param>
/// <param name="Purpose">Null: it is not known for which of the policy's purposes.</param>
/// <param name="Said">What the operator said of it; null: nothing, and the notice lacks it.</param>
public sealed record SiteTransmission(TransmissionService Service, string Name, string? Country, Purpose? Purpose, IReadOnlyList<Item> Items, SiteService? Said)
{
    public bool Complete => Purpose is not null && Said is not null;

    /// <summary>May it be sent for a visitor whom nobody knows? Null: there is no purpose to ask for.</summary>
    public Question? Ask(Site site) => Purpose is null ? null : new()
    {
        Act = Act.Transmit.Name(),
        Party = site.Operator,
        Purpose = Purpose.Id,
        Items = [.. Items.Select(item => item.Id)],
        Recipient = Service.Party,
        Site = site.Id,
    };
}
