namespace ConsentGrains.Grains.Tests;

/// <summary>Sends commands for one customer after another, remembers what it was told, and knows what must be true then.</summary>
sealed class CrashClient(Random random, string name)
{
    static readonly string[] Purposes = ["ELS-EL-2-PU2", "ELS-EL-2-PU3", "ELS-EL-2-PU6"];
    readonly List<Sent> sent = [];
    int customer;
    int commands;
    int left;

    public int Acknowledged => left + Done;

    /// <summary>Commands whose end was never told.</summary>
    public int Doubtful { get; private set; }

    /// <summary>Of those, how many turned out to have been carried out.</summary>
    public int Happened { get; private set; }

    int Done => sent.Count(s => s.Fate == Fate.Done);

    string Number => $"{name}-{customer}";

    /// <summary>Until the crash.</summary>
    public async Task WorkAsync(LocalGrains grains, CrashingJournal crash)
    {
        while (true)
        {
            var next = new Sent(Next(), $"{name}-{commands++}");
            sent.Add(next);
            do
            {
                var tell = grains.TellAsync(next.Command, Say.Key(next.Id), next.Id).AsTask();
                if (await Task.WhenAny(tell, crash.CrashedAsync) != tell) return;
                next.Hear(await tell);
            }
            while (next.Fate == Fate.Doubtful && random.Next(2) == 0);
            if (next is { Fate: Fate.Done, Command: Command.ToCustomer { Body: CustomerCommand.Erase } }) Leave();
            if (!next.IsErased) continue;
            Doubtful++;
            LeaveErased("before a crash");
        }
    }

    public async Task CheckAsync(LocalGrains grains, string when)
    {
        var doubtful = sent.Where(s => s.Fate == Fate.Doubtful).ToList();
        Doubtful += doubtful.Count;
        if ((await grains.ReadAsync(Number)).Erased)
        {
            LeaveErased(when);
            return;
        }

        var history = (await grains.HistoryAsync(Number)).ConvertAll(e => e.Envelope.Evidence!);
        history.ShouldBe(sent.Where(s => s.Fate == Fate.Done || history.Contains(s.Id)).Select(s => s.Id), $"{when}: the order, or something lost or done twice");
        sent.Where(s => s.Fate == Fate.NotDone).Select(s => s.Id).Intersect(history).ShouldBeEmpty($"{when}: refused and done");
        Happened += doubtful.Count(s => history.Contains(s.Id));
        doubtful.ForEach(s => s.Fate = history.Contains(s.Id) ? Fate.Done : Fate.NotDone);
        (await grains.ReadAsync(Number)).Version.ShouldBe(history.Count, when);
        foreach (var purpose in Purposes)
            (await grains.AskAsync(Say.Provide(Number, purpose: purpose))).Permitted.ShouldBe(MayProvide(purpose), $"{when}: {Number} {purpose}");
    }

    /// <summary>The second implementation: the last word counts.</summary>
    bool MayProvide(string purpose)
    {
        var (consented, stopped) = (false, false);
        foreach (var command in sent.Where(s => s.Fate == Fate.Done).Select(s => ((Command.ToCustomer)s.Command).Body))
            (consented, stopped) = command switch
            {
                CustomerCommand.GiveConsent give when give.Purpose == purpose => (true, stopped),
                CustomerCommand.WithdrawConsent withdraw when (withdraw.Purpose ?? purpose) == purpose => (false, stopped),
                CustomerCommand.OrderStop order when order.Scope.Purpose == purpose => (consented, true),
                CustomerCommand.LiftStop lift when lift.Scope.Purpose == purpose => (consented, false),
                _ => (consented, stopped),
            };
        return consented && !stopped;
    }

    /// <summary>An erasure of which nobody was told: of several the last, for what was done after those before it says that they were not.</summary>
    void LeaveErased(string when)
    {
        var erased = sent.FindLastIndex(s => s.Fate == Fate.Doubtful && s.Command == Say.Erase(Number));
        erased.ShouldBeGreaterThanOrEqualTo(0, $"{when}: erased and nobody asked for it");
        sent.Skip(erased).ShouldNotContain(s => s.Fate == Fate.Done, $"{when}: done after the erasure");
        Happened++;
        Leave();
    }

    void Leave()
    {
        left += Done;
        sent.Clear();
        customer++;
    }

    Command Next()
    {
        if (Done == 0) return Say.Enrol(Number);
        var purpose = Purposes[random.Next(Purposes.Length)];
        var scope = new StopScope(Act: "provide", Purpose: purpose);
        return random.Next(100) switch
        {
            < 45 => Say.Consent(Number, purpose),
            < 65 => Say.Withdraw(Number, purpose),
            < 70 => Say.To(Number, new CustomerCommand.WithdrawConsent()),
            < 80 => Say.To(Number, new CustomerCommand.OrderStop(scope)),
            < 97 => Say.To(Number, new CustomerCommand.LiftStop(scope)),
            _ => Say.Erase(Number),
        };
    }

    enum Fate
    {
        Doubtful,
        Done,
        NotDone,
    }

    sealed class Sent(Command command, string id)
    {
        int tries;

        public Command Command => command;

        public string Id => id;

        public Fate Fate { get; set; }

        /// <summary>Refused because the customer is erased.</summary>
        public bool IsErased { get; private set; }

        public void Hear(Outcome outcome)
        {
            IsErased = outcome is Outcome.Refused { Refusal.Code: RefusalCode.CustomerErased };
            Fate = outcome switch
            {
                Outcome.Accepted => Fate.Done,
                Outcome.Unavailable { MayHaveHappened: true } => Fate.Doubtful,
                _ => Fate == Fate.Doubtful && tries > 0 ? Fate.Doubtful : Fate.NotDone,
            };
            tries++;
        }
    }
}
