using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Tests.Customers;

namespace ConsentGrains.Core.Tests.Codec;

/// <summary>Commands of every kind from a seed: mostly sensible, often wrong, sometimes garbage.</summary>
sealed class Randomly(int seed)
{
    static readonly string[] Policies = ["ELS-EL", "ELS-TEL", "EMANA", "ELS-GAS", "ELS-EL"];
    static readonly string[] Purposes = ["ELS-EL-2-PU1", "ELS-EL-5-JU2-U5", "ELS-TEL-1.1-PU5", "ELS-EL-NEW", "EMANA-2-PU2a", "X", "ELS-EL-2-PU9"];
    static readonly string[] Parties = ["els", "partner-a", "partner-b", "partner-c", "ens", "iehl-kanto", "nobody"];
    static readonly string[] Items = ["ELS-EL-3/name", "ELS-EL-3/usage", "ELS-TEL-1.1/call-log", "EMANA-1/name", "X/y"];
    static readonly string[] Words = ["use", "provide", "phone", "email", "retailer", "enex-partner", "hikari-collabo", "decide", "entrustment", "sell", ""];
    static readonly string[] Ids = ["K1", "K2", "ent-1", "e1", "e2", "key-1", "site-1", "partner-a", "K 1", "漢字", "\ud800", "a\u0000b"];

    readonly Random random = new(seed);

    public CustomerCommand CustomerCommand() => random.Next(18) switch
    {
        0 => new CustomerCommand.Enrol(Of(Policies), Word<CustomerKind>(), Word<Provenance>(), Some(Purposes), null, Day(), Maybe(true)),
        1 or 2 => new CustomerCommand.RecordContract(Of(Ids), Of(Policies), Word<ContractState>(), Point(), Some(Words, 4), Maybe(Parties), Day()),
        3 => new CustomerCommand.Relocate(Of(Ids), Chance()),
        4 or 5 => new CustomerCommand.GiveConsent(Maybe(Purposes), Maybe(Parties), Some(Items), Chance(), Day(), Maybe("US"), Word<ConsentBy>()),
        6 => new CustomerCommand.WithdrawConsent(Maybe(Purposes), Maybe(Parties), Some(Items)),
        7 or 8 => new CustomerCommand.OrderStop(Scope()),
        9 => new CustomerCommand.LiftStop(Scope()),
        10 => new CustomerCommand.Object(Chance() ? "entrustment" : Of(Words), Chance()),
        11 => new CustomerCommand.PlaceHold(Day() ?? Sample.Today, Chance() ? "法人税法" : Of(Ids)),
        12 => new CustomerCommand.RecordNotice(Chance() ? "ELS-TEL-3-EX6b" : Of(Words)),
        13 => new CustomerCommand.OpenSwitchAway("0300000000000000000001", random.Next(3)),
        14 => new CustomerCommand.CloseSwitchAway("0300000000000000000001", random.Next(3), Moment()),
        15 => new CustomerCommand.EndContract("0300000000000000000001", Moment(), Word<ContractEnd>()),
        16 => new CustomerCommand.ActivateContract("0300000000000000000001", Moment()),
        _ => random.Next(20) == 0 ? new CustomerCommand.Erase() : new CustomerCommand.Enrol("ELS-EL"),
    };

    public DirectoryCommand DirectoryCommand() => random.Next(12) switch
    {
        0 => new DirectoryCommand.RegisterParty(Of([.. Parties, "New"]), Of(Ids), Chance() ? "JP" : "us"),
        1 => new DirectoryCommand.GrantRole(Of(Parties), Of(Words), Sample.Today, Day(), Some(Purposes), Some(Items)),
        2 => new DirectoryCommand.EndRole(Of(Parties), Of(Words), Day() ?? Sample.Today),
        3 => new DirectoryCommand.RegisterPurpose(Of(Ids), Of(Parties), Of(Policies), Of(Ids), Some(Items) ?? [], Chance()),
        4 or 5 => new DirectoryCommand.RecordEntrustment(
            Maybe(Ids), Of(Parties), Of(Parties), Some(Words) ?? [], Some(Purposes) ?? [], Some(Items) ?? [], Sample.Today, Day(), Maybe(Ids),
            Chance(), Chance(), Chance(), Chance(), true),
        6 => new DirectoryCommand.EndEntrustment(Of(Ids), Day() ?? Sample.Today),
        7 => new DirectoryCommand.NameInTerms(Of(Parties), Of(Policies), Of(Parties)),
        8 => new DirectoryCommand.RecordSite(Of(Ids), Of(Parties), Of(Policies), Chance(), Chance(), Chance() ? ["https://a.example"] : null),
        9 => new DirectoryCommand.IssueCredential(Of(Ids), Of(Parties), Some(Words) ?? ["decide"], Hash(), "鍵", Day()),
        10 => new DirectoryCommand.RotateCredential(Of(Ids), Hash(), Chance() ? Sample.Now : null),
        _ => new DirectoryCommand.RevokeCredential(Of(Ids)),
    };

    public Envelope Envelope() => new("els", Maybe("key-1"), Maybe("証拠 \"1\""), Maybe("web"), Maybe("担当 \\ 者"), Maybe("req\n1"));

    public bool Chance() => random.Next(2) == 0;

    public int Below(int bound) => random.Next(bound);

    Instant Moment() => Instant.StartOf(Day() ?? Sample.Today);

    StopScope Scope() => new(Maybe(Policies), Maybe(Words), Maybe(Purposes), Maybe(Words), Maybe(Parties));

    string Hash() => new((char)('a' + random.Next(8)), 64);

    string? Point() => random.Next(3) switch { 0 => "03-0000-0000-0000-0000-0001", 1 => random.Next(5) == 0 ? "12" : null, _ => null };

    T Word<T>() where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];

    DateOnly? Day() => random.Next(3) == 0 ? null : new DateOnly(2025, 10, 1).AddDays(random.Next(700));

    string Of(string[] values) => values[random.Next(values.Length)];

    string? Maybe(string[] values) => random.Next(3) == 0 ? Of(values) : null;

    string? Maybe(string value) => Chance() ? value : null;

    bool? Maybe(bool value) => random.Next(3) switch { 0 => value, 1 => !value, _ => null };

    string[]? Some(string[] values, int most = 3) => random.Next(2) == 0 ? null : [.. Enumerable.Range(0, random.Next(most)).Select(_ => Of(values)).Distinct()];
}
