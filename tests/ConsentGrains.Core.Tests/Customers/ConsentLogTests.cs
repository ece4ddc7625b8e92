using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Customers;

/// <summary>The log of consents is kept short; no answer may tell the difference.</summary>
public sealed class ConsentLogTests
{
    static readonly string[] Purposes = ["ELS-EL-NEW", "ELS-EL-2-PU1"];
    static readonly string[] Recipients = ["partner-a", "partner-b"];
    static readonly string[] Items = ["ELS-EL-3/name", "ELS-EL-3/address"];

    [Fact]
    public void A_consent_given_again_after_a_withdrawal_stands_after_it()
    {
        var state = Sample.After(Sample.Customer, Sample.Els, Give(), Withdraw(), Give());
        state.Consents.Select(c => c.IsWithdrawal).ShouldBe([false, true, false]);
    }

    [Fact]
    public void A_consent_given_twice_is_kept_once_with_its_later_time()
    {
        var later = Sample.At("2026-04-02T00:00:00+09:00");
        Sample.AfterAt(later, Sample.After(Sample.Customer, Sample.Els, Give()), Sample.Els, Give()).Consents.Single().Given.ShouldBe(later);
    }

    [Fact]
    public void Giving_and_withdrawing_for_ever_does_not_grow_the_state()
    {
        var state = Sample.Customer;
        for (var i = 0; i < 50; i++) state = Sample.After(state, Sample.Els, Give(), Withdraw());
        state.Consents.Length.ShouldBe(2);
    }

    [Fact]
    public void No_answer_tells_a_shortened_log_from_a_full_one()
    {
        const int seed = 20260401;
        var random = new Random(seed);
        var shortened = 0;
        for (var round = 0; round < 300; round++)
        {
            var (full, state) = (new List<ConsentEntry>(), Sample.Customer);
            for (var step = 0; step < 12; step++)
            {
                var moment = new Instant(Sample.Now.Micros + (step * 60_000_000L));
                var before = state.Consents;
                state = Sample.AfterAt(moment, state, Sample.Els, RandomCommand(random));
                full.Add(state.Consents[^1]);
                if (state.Consents.Length <= before.Length) shortened++;
            }

            Same(state, state with { Consents = [.. full] }, $"seed {seed}, round {round}");
        }

        shortened.ShouldBeGreaterThan(100);
    }

    static void Same(CustomerState shortened, CustomerState full, string where)
    {
        foreach (var day in new[] { Sample.Today, new DateOnly(2026, 8, 1) })
            foreach (var question in Questions())
            {
                var moment = new Instant(Instant.StartOf(day).Micros + (23 * 3_600_000_000L));
                var (a, b) = (Decide(question, shortened, moment), Decide(question, full, moment));
                (a.Permitted, string.Join(' ', a.Reasons.Select(r => r.Code))).ShouldBe((b.Permitted, string.Join(' ', b.Reasons.Select(r => r.Code))), where);
            }
    }

    static Answer Decide(Question question, CustomerState state, Instant moment) =>
        Decider.Decide(question, new DecisionInput(state, Sample.Directory, moment, moment));

    static IEnumerable<Question> Questions() =>
        from purpose in Purposes
        from recipient in Recipients
        from item in Items
        from act in new[] { "use", "provide" }
        select new Question { Act = act, Party = "els", Customer = "els/C-000123", Purpose = purpose, Recipient = recipient, Items = [item] };

    static CustomerCommand RandomCommand(Random random)
    {
        string? purpose = Maybe(Purposes), recipient = Maybe(Recipients), item = Maybe(Items);
        string[]? items = item is null ? null : [item];
        if (random.Next(5) < 2) return new CustomerCommand.WithdrawConsent(purpose, recipient, items);
        var until = random.Next(3) == 0 ? new DateOnly(2026, 6, 30) : default(DateOnly?);
        var by = random.Next(4) == 0 ? ConsentBy.StatutoryAgent : ConsentBy.Principal;
        return new CustomerCommand.GiveConsent(purpose ?? "ELS-EL-NEW", recipient, items, Until: until, By: by);

        string? Maybe(string[] values) => random.Next(3) == 0 ? null : values[random.Next(values.Length)];
    }

    static CustomerCommand Give() => new CustomerCommand.GiveConsent("ELS-EL-NEW");

    static CustomerCommand Withdraw() => new CustomerCommand.WithdrawConsent("ELS-EL-NEW");
}
