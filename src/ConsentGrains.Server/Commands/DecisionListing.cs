using System.CommandLine;
using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Journal;
using ConsentGrains.Server.Serving;
using Command = System.CommandLine.Command;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent decision list`: the decision log of a stopped registry, a line per entry, newest first.</summary>
sealed class DecisionListing
{
    static readonly SettingOptions Store = new("The demo's data and master key.", Setting.Data, Setting.MasterKeyFile, Setting.SigningKeyFile);

    readonly Option<string> customer = new("--customer") { Description = "Only what concerns this customer.", HelpName = "OPERATOR/NUMBER" };
    readonly Option<string> party = new("--party") { Description = "Only what this party asked or read.", HelpName = "PARTY" };
    readonly Option<string> from = new("--from") { Description = "Not before this moment or day.", HelpName = "TIME" };
    readonly Option<string> to = new("--to") { Description = "Before this moment or day.", HelpName = "TIME" };

    public Command Create()
    {
        var command = new Command("list", "List the decision log, newest first, while its server is stopped: tab-separated; - where an entry has nothing to say.") { customer, party, from, to };
        Store.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(Store.Read(parsed), FilterOf(parsed), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    static async Task<int> RunAsync(Settings settings, LogFilter filter, TextWriter output, CancellationToken cancel)
    {
        JournalPlace.MustExist(settings);
        using var time = new SteadyTime();
        await using var registry = await OpenAsync(settings, time, cancel);
        // Nothing is removed by looking at it.
        await using var log = DecisionLog.Open(registry.Journal, registry.Grains, settings.DecisionsFile, time, new(KeepDays: 0));
        output.WriteLine("time\tkind\tby\tparty\toperator\tcustomer\twhat\tpurpose\trecipient\toutcome\tground\tclauses");
        LogPage page;
        Instant? after = null;
        do
        {
            page = await log.ReadAsync(filter, after, Limits.DecisionsPerRead, cancel);
            foreach (var entry in page.Results) output.WriteLine(LineOf(entry));
            after = page.Next;
        }
        while (after is not null);
        foreach (var lost in page.Lost) output.WriteLine(LineOf(lost));
        return (int)ExitCode.Ok;
    }

    static async Task<Registry> OpenAsync(Settings settings, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            return await Registry.OpenAsync(settings, time, cancel);
        }
        catch (JournalRefusedException taken) when (taken.Code == "journal-in-use")
        {
            throw new StopException(ExitCode.CannotStart, StopCode.JournalInUse, $"{taken.Message} Ask the running server instead: GET /v1/decisions.");
        }
    }

    static string LineOf(LoggedEntry entry)
    {
        var outcome = entry.Permitted is { } permitted ? permitted ? "permit" : "deny" : null;
        string?[] cells =
        [
            entry.Time.ToString(), Wire.Name(entry.Kind), entry.By, entry.Party, entry.Operator, entry.Customer, entry.What ?? entry.Act, entry.Purpose, entry.Recipient,
            outcome, entry.Basis ?? entry.Reason, entry.Clauses.Count == 0 ? null : string.Join(' ', entry.Clauses),
        ];
        return string.Join('\t', cells.Select(cell => cell is null ? "-" : Plain(cell)));
    }

    static string LineOf(LostEntries lost) =>
        $"{lost.From}\tlost\tuntil {lost.Until}\t{(lost.Rows is { } rows ? rows.ToString("N0", CultureInfo.InvariantCulture) + " entries" : "nobody knows how many entries: the process was killed")}";

    /// <summary>What a stranger sent as a word must neither break the line nor steer the terminal.</summary>
    static string Plain(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;

    LogFilter FilterOf(ParseResult parsed)
    {
        var named = parsed.GetValue(customer);
        var found = CustomerId.Parse(named);
        if (named is not null && found is null) throw new StopException(ExitCode.Usage, StopCode.UsageWrong, "--customer must be operator/number.");
        return new(new LogView.All(), found, parsed.GetValue(party), Moment(parsed, from), Moment(parsed, to));
    }

    static Instant? Moment(ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return Instant.StartOf(day);
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];
        return DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? Instant.From(time)
            : throw new StopException(ExitCode.Usage, StopCode.UsageWrong, $"{option.Name} must be a day (2026-11-22) or a moment with its offset (2026-11-22T12:00:00+09:00).");
    }
}
