namespace ConsentGrains.Server.Tests.Freshness;

/// <summary>For each customer one who consents, withdraws and asks at once after each withdrawal; beside them others who ask about everybody all the time.</summary>
sealed class Schedule(Uri address, string key, RecordedHistory history, string prefix)
{
    const int Customers = 4, Others = 3, AsksAfterWithdrawal = 3;
    readonly string[] customers = [.. Enumerable.Range(0, Customers).Select(n => $"els/{prefix}{n}")];

    /// <summary>So many tries at least; those of the others come on top.</summary>
    public async Task RunAsync(int tries)
    {
        var rounds = (tries / (Customers * AsksAfterWithdrawal * Talk.QuestionsAtOnce)) + 1;
        using (var first = new Talk(address, key, history)) await first.PrepareAsync(customers);
        var over = false;
        var others = Enumerable.Range(0, Others).Select(n => KeepAskingAsync($"other {n}", () => Volatile.Read(ref over))).ToList();
        await Task.WhenAll(customers.Select(customer => GoToAndFroAsync(customer, rounds)));
        Volatile.Write(ref over, true);
        await Task.WhenAll(others);
    }

    async Task GoToAndFroAsync(string customer, int rounds)
    {
        using var talk = new Talk(address, key, history);
        using var second = new Talk(address, key, history);
        for (var round = 0; round < rounds; round++)
        {
            await talk.ConsentAsync(customer);
            await second.AskAsync(customer, "its own");
            await talk.WithdrawAsync(customer);
            for (var i = 0; i < AsksAfterWithdrawal; i++) await second.AskAsync(customer, "its own");
        }
    }

    async Task KeepAskingAsync(string by, Func<bool> over)
    {
        using var talk = new Talk(address, key, history);
        for (var n = 0; !over(); n++) await talk.AskAsync(customers[n % Customers], by);
    }
}
