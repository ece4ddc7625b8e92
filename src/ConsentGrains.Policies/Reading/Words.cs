namespace ConsentGrains.Policies.Reading;

/// <summary>Closed lists of words a policy file may use.</summary>
static class Words
{
    public static IReadOnlyList<string> Roles { get; } = ["retailer", "enex-group", "enex-partner", "public-body", "public-body-contractor"];

    public static IReadOnlyList<string> TransferMethods { get; } = ["paper", "transmission", "media", "server-access"];

    public static IReadOnlyList<string> ContractFeatures { get; } = ["hikari-collabo", "network-registration"];

    public static IReadOnlyList<string> Circumstances { get; } = [.. Core.Policies.Circumstances.All.Select(c => c.Id)];
}
