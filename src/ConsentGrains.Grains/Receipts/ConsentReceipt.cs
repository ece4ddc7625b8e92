using ConsentGrains.Core;
using ConsentGrains.Core.Customers;

namespace ConsentGrains.Grains.Receipts;

/// <summary>What a customer agreed to, as it can be handed to him: the fields of ISO/IEC TS 27560 as far as the registry knows them.
/// Holds codes, ids, times and the published texts; never a name, an address or a value of an item.</summary>
public sealed record ConsentReceipt
{
    public required CustomerId Customer { get; init; }

    /// <summary>The party that answers for the data (個人情報取扱事業者).</summary>
    public required NamedParty Controller { get; init; }

    /// <summary>The revision of the customer it was made from.</summary>
    public required int Revision { get; init; }

    public required Instant Issued { get; init; }

    /// <summary>Nothing is left to tell of an erased customer.</summary>
    public bool Erased { get; init; }

    /// <summary>The policies shown, in order; a later one of the same policy replaces the earlier from then on.</summary>
    public IReadOnlyList<ShownNotice> Notices { get; init; } = [];

    /// <summary>Every consent ever given, in order.</summary>
    public IReadOnlyList<GivenConsent> Consents { get; init; } = [];

    /// <summary>Stops in force.</summary>
    public IReadOnlyList<StopScope> Stops { get; init; } = [];

    public bool ObjectsToEntrustment { get; init; }
}

/// <param name="Name">Null for a party that is not registered.</param>
public sealed record NamedParty(string Id, string? Name, string? Country);

/// <param name="Text">The clause in Japanese as published, or the text registered for it; null where it is not known.</param>
public sealed record NamedPurpose(string Id, string? Text);

public sealed record NamedItem(string Id, string? Japanese);

/// <summary>How it came to the registry.</summary>
/// <param name="Actor">The party that recorded it.</param>
/// <param name="Via">Through which channel.</param>
/// <param name="Evidence">What it rests on, as the sender names it.</param>
public sealed record Indication(Instant At, int Revision, string Actor, string? Via, string? Evidence);

/// <summary>A policy that was shown to the customer.</summary>
/// <param name="Purposes">The purposes agreed to in writing at that moment (ENS-3-LIM3); empty where the policy knows no such thing.</param>
public sealed record ShownNotice(
    string Policy, string Version, string? Title, CustomerKind Kind, Provenance Provenance, IReadOnlyList<NamedPurpose> Purposes, Indication Shown)
{
    /// <summary>`ELS-EL@1`.</summary>
    public string Name => $"{Policy}@{Version}";
}

public sealed record GivenConsent
{
    public required Indication Given { get; init; }

    public required ConsentBy By { get; init; }

    public required ConsentStanding Standing { get; init; }

    /// <summary>Null = for any purpose.</summary>
    public NamedPurpose? Purpose { get; init; }

    /// <summary>Null = none named.</summary>
    public NamedParty? Recipient { get; init; }

    /// <summary>Null = any.</summary>
    public IReadOnlyList<NamedItem>? Items { get; init; }

    /// <summary>Individual, specific and clear consent to the use of 通信の秘密.</summary>
    public bool Secrecy { get; init; }

    /// <summary>Last day on which it holds.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The country named, for a recipient abroad (APPI 28).</summary>
    public string? Country { get; init; }

    /// <summary>The policies' versions that had been shown when it was given.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>Every withdrawal since that reaches it.</summary>
    public IReadOnlyList<Withdrawn> Withdrawals { get; init; } = [];

    /// <summary>When nothing was left of it; null while something is.</summary>
    public Instant? EndedAt { get; init; }
}

/// <summary>A withdrawal; fields left out match anything.</summary>
public sealed record Withdrawn(Indication Indicated, string? Purpose, string? Recipient, IReadOnlyList<string>? Items);

public enum ConsentStanding
{
    Given,

    /// <summary>Not by the one who had to give it on that day.</summary>
    NotValid,
    Expired,

    /// <summary>Still holds for some purpose, recipient or item.</summary>
    PartlyWithdrawn,
    Withdrawn,
}
