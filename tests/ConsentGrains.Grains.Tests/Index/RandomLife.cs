namespace ConsentGrains.Grains.Tests.Index;

/// <summary>Commands of every kind that the index shows, from a seed; some are refused.</summary>
sealed class RandomLife(int seed, DateOnly today)
{
    public static readonly string[] Purposes = ["ELS-EL-2-PU1", "ELS-EL-2-PU3"];
    public static readonly string[] Parties = ["partner", "emana", "ens"];
    public static readonly string[] Items = ["ELS-EL-3/name", "ELS-EL-3/phone"];
    static readonly string[] Policies = ["ELS-EL", "ELS-TEL"];
    static readonly string[] Acts = ["use", "provide"];
    static readonly string[] Contracts = ["K1", "K2"];
    static readonly string[] Laws = ["法人税法", "会社法"];
    readonly Random random = new(seed);

    public string Number() => $"C-{random.Next(12)}";

    public CustomerCommand Command() => random.Next(24) switch
    {
        < 5 => new CustomerCommand.Enrol(Of(Policies), random.Next(4) == 0 ? CustomerKind.Corporate : CustomerKind.Individual, MinorUntil: random.Next(5) == 0 ? Day() : null),
        < 9 => new CustomerCommand.RecordContract(Of(Contracts), Of(Policies), (ContractState)random.Next(5), RetainUntil: Maybe() ? Day() : null),
        < 14 => new CustomerCommand.GiveConsent(MaybeOf(Purposes), Of(Parties), Some(), Until: Maybe() ? Day() : null),
        < 17 => new CustomerCommand.WithdrawConsent(MaybeOf(Purposes), MaybeOf(Parties), Some()),
        < 19 => new CustomerCommand.OrderStop(new(Act: MaybeOf(Acts), Recipient: MaybeOf(Parties))),
        19 => new CustomerCommand.LiftStop(new()),
        < 22 => new CustomerCommand.PlaceHold(Day(), Of(Laws)),
        22 => new CustomerCommand.Object("entrustment"),
        _ => new CustomerCommand.Erase(),
    };

    public DirectoryCommand Directory() => random.Next(4) switch
    {
        0 => new DirectoryCommand.GrantRole(Of(Parties), "enex-partner", today, Day()),
        1 => new DirectoryCommand.EndRole(Of(Parties), "enex-partner", Day()),
        2 => new DirectoryCommand.RecordEntrustment($"E{random.Next(3)}", "els", Of(Parties), ["work"], Purposes, Items, today, Day(), null, true, true, true, true, true),
        _ => new DirectoryCommand.IssueCredential($"key-{random.Next(1_000)}", Of(Parties), ["decide"], Convert.ToHexStringLower(Bytes()), "key", Day()),
    };

    public int Below(int bound) => random.Next(bound);

    DateOnly Day() => today.AddDays(random.Next(-20, 400));

    string Of(string[] words) => words[random.Next(words.Length)];

    string? MaybeOf(string[] words) => Maybe() ? Of(words) : null;

    string[]? Some() => random.Next(3) switch { 0 => [Items[0]], 1 => [.. Items], _ => null };

    bool Maybe() => random.Next(2) == 0;

    byte[] Bytes()
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return bytes;
    }
}
