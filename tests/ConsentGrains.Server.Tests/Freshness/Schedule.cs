namespace ConsentGrains.Server.Tests.Freshness;

/// <summary>For each customer one who consents, withdraws and asks at once after each withdrawal; beside them others who ask about everybody all the time.
/// Of several addresses each customer has one where he is told about; asked is everywhere, by turns.</summary>
sealed class Schedule(IReadOnlyList<Uri> addresses, string key, RecordedHistory history, string prefix)
{
    const int Customers = 4, Others = 3, AsksAfterWithdrawal = 3;
    readonly string[] customers = [.. Enumerable.Range(0, Customers).Select(n => $"els/{prefix}{n}")];

    /// <summary>Tries of so many rounds, in each of which every customer consents and withdraws.</summary>
    public static int TriesOf(int rounds) => rounds * Customers * AsksAfterWithdrawal * Talk.QuestionsAtOnce;

    /// <summary>So many tries at least; those of the others come on top.</summary>
    public async Task RunAsync(int tries)
    {
        var rounds = (tries / TriesOf(1)) + 1;
        using (var first = new Talk(addresses[0], key, history)) await first.PrepareAsync(customers);
        var over = false;
        var others = Enumerable.Range(0, Others).Select(n => KeepAskingAsync($"other {n}", () => Volatile.Read(ref over))).ToList();
        await Task.WhenAll(customers.Select((customer, n) => GoToAndFroAsync(customer, addresses[n % addresses.Count], rounds)));
        Volatile.Write(ref over, true);
        await Task.WhenAll(others);
    }

    async Task GoToAndFroAsync(string customer, Uri told, int rounds)
    {
        using var talk = new Talk(told, key, history);
        var others = Everywhere();
        for (var round = 0; round < rounds; round++)
        {
            await talk.ConsentAsync(customer);
            await others[round % others.Count].AskAsync(customer, "its own");
            await talk.WithdrawAsync(customer);
            for (var i = 0; i < AsksAfterWithdrawal; i++) await others[(round + i) % others.Count].AskAsync(customer, "its own");
        }

        others.ForEach(other => other.Dispose());
    }

    async Task KeepAskingAsync(string by, Func<bool> over)
    {
        var talks = Everywhere();
        for (var n = 0; !over(); n++) await talks[n % talks.Count].AskAsync(customers[n / talks.Count % Customers], by);
        talks.ForEach(talk => talk.Dispose());
    }

    List<Talk> Everywhere() => [.. addresses.Select(address => new Talk(address, key, history))];
}
