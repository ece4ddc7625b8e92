using System.Text.Json;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;

namespace ConsentGrains.Core.Tests.Customers;

/// <summary>The published policies, a directory with a little in it, and a customer to command.</summary>
static class Sample
{
    public static readonly Instant Now = Instant.From(DateTimeOffset.Parse("2026-04-01T09:00:00+09:00", null));
    public static readonly DateOnly Today = new(2026, 4, 1);
    public static readonly CustomerId Els = new("els", "C-000123");
    public static readonly CustomerId Emana = new("emana", "C-000456");

    public static readonly PolicyBook Policies = PolicyBook.Of(PolicyFiles.LoadBuiltIn());

    public static readonly DirectoryState BuiltInDirectory = BuiltIn.State(Policies, PolicyFiles.BuiltInParties());

    public static readonly DirectoryState Directory = After(
        BuiltInDirectory,
        new DirectoryCommand.RegisterParty("partner-a", "提携先A"),
        new DirectoryCommand.RegisterParty("partner-b", "提携先B"),
        new DirectoryCommand.RegisterParty("partner-c", "提携先C"),
        new DirectoryCommand.GrantRole("partner-a", "enex-partner", new(2026, 1, 1)),
        new DirectoryCommand.RegisterPurpose("ELS-EL-NEW", "els", "ELS-EL", "新しい目的", ["ELS-EL-3/name"]),
        new DirectoryCommand.RecordEntrustment(
            "ent-1", "els", "partner-a", ["検針"], ["ELS-EL-2-PU1", "ELS-EL-2-PU2"], ["ELS-EL-3/name", "ELS-EL-3/usage"], new(2026, 1, 1),
            new(2026, 12, 31), null, true, true, true, true, true),
        new DirectoryCommand.RecordSite("site-1", "ens", "ENS", true, false),
        new DirectoryCommand.IssueCredential("key-1", "els", ["decide"], Hash('1'), "基幹系"),
        new DirectoryCommand.IssueCredential("key-2", "els", ["decide"], Hash('2'), "旧基幹系"),
        new DirectoryCommand.RevokeCredential("key-2"));

    /// <summary>Enrolled under both policies of `els`, with one contract.</summary>
    public static readonly CustomerState Customer = After(
        CustomerState.Unknown, Els,
        new CustomerCommand.Enrol("ELS-EL"),
        new CustomerCommand.Enrol("ELS-TEL"),
        new CustomerCommand.RecordContract("K1", "ELS-EL", ContractState.Active));

    public static string Hash(char digit) => new(digit, 64);

    public static DirectoryState After(DirectoryState state, params DirectoryCommand[] commands)
    {
        foreach (var command in commands)
            state = DirectoryRules.Evolve(state, Accepted(DirectoryRules.Decide(state, command, Now)), Now);
        return state;
    }

    public static CustomerState After(CustomerState state, CustomerId customer, params CustomerCommand[] commands) =>
        AfterAt(Now, state, customer, commands);

    public static CustomerState AfterAt(Instant moment, CustomerState state, CustomerId customer, params CustomerCommand[] commands)
    {
        foreach (var command in commands)
            state = CustomerRules.Evolve(state, Accepted(CustomerRules.Decide(state, customer, command, Directory, moment)), moment);
        return state;
    }

    public static T Accepted<T>(Decided<T> decided) =>
        decided.Refusal is { } refusal ? throw new InvalidOperationException($"refused: {refusal}") : decided.Events.Single();

    /// <summary>Two values with the same text are equal in every field, lists included.</summary>
    public static string Text(object value) => JsonSerializer.Serialize(value, value.GetType());

    public static Instant At(string time) => Instant.From(DateTimeOffset.Parse(time, null));
}
