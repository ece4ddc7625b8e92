using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ConsentGrains.Grains.Tests;

/// <summary>Commands and questions in few words: els, its customers, and a partner to whom nothing may be provided without consent.</summary>
static class Say
{
    public const string Partner = "partner";
    public const string Purpose = "ELS-EL-2-PU3";
    public static readonly Caller Operator = new("els", false);
    public static readonly Envelope FromEls = new("els");

    public static CustomerId Id(string number) => new("els", number);

    public static Command Party(string id) => new Command.ToDirectory(new DirectoryCommand.RegisterParty(id, id));

    public static Command Enrol(string number) => To(number, new CustomerCommand.Enrol("ELS-EL"));

    public static Command Consent(string number, string purpose = Purpose) => To(number, new CustomerCommand.GiveConsent(purpose, Partner));

    public static Command Withdraw(string number, string purpose = Purpose) => To(number, new CustomerCommand.WithdrawConsent(purpose, Partner));

    public static Command Erase(string number) => To(number, new CustomerCommand.Erase());

    public static Command To(string number, CustomerCommand command) => new Command.ToCustomer(Id(number), command);

    /// <summary>May els provide the name to the partner?</summary>
    public static Question Provide(string number, Instant? at = null, string purpose = Purpose) => new()
    {
        Act = "provide",
        Party = "els",
        Recipient = Partner,
        Customer = $"els/{number}",
        Purpose = purpose,
        Items = ["ELS-EL-3/name"],
        At = at,
    };

    public static CommandTerms Key(string key, Command? body = null, int? ifMatch = null) =>
        new(key, ifMatch, SHA256.HashData(Encoding.UTF8.GetBytes(body?.ToString() ?? key)));

    public static ValueTask<Outcome> TellAsync(this IGrains grains, Command command, CommandTerms? terms = null, string? evidence = null) =>
        grains.TellAsync(command, FromEls with { Evidence = evidence }, terms ?? CommandTerms.None, CancellationToken.None);

    public static async Task<Outcome.Accepted> AcceptedAsync(this IGrains grains, Command command, CommandTerms? terms = null, string? evidence = null) =>
        (await grains.TellAsync(command, terms, evidence)).ShouldBeOfType<Outcome.Accepted>();

    public static ValueTask<Answer> AskAsync(this IGrains grains, Question question) => grains.AskAsync(question, Operator, CancellationToken.None);

    public static async Task<bool> MayAsync(this IGrains grains, string number, Instant? at = null) => (await grains.AskAsync(Provide(number, at))).Permitted;

    public static ValueTask<CustomerState> ReadAsync(this IGrains grains, string number, Instant? at = null) =>
        grains.ReadCustomerAsync(Id(number), at, CancellationToken.None);

    public static async Task<List<CustomerHistoryEntry>> HistoryAsync(this IGrains grains, string number)
    {
        var entries = new List<CustomerHistoryEntry>();
        await foreach (var entry in grains.ReadHistoryAsync(Id(number), CancellationToken.None)) entries.Add(entry);
        return entries;
    }

    /// <summary>Everything an answer says, to be compared.</summary>
    public static string Text(this Answer answer) => JsonSerializer.Serialize(answer);

    public static string Text(this CustomerState state) => JsonSerializer.Serialize(state);
}
