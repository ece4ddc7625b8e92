using ConsentGrains.Grains.Index;
using Xunit.Abstractions;

namespace ConsentGrains.Grains.Tests.Index;

/// <summary>The index against a plain fold over all customers, whatever happened and wherever it was stopped.</summary>
public sealed class ProjectionTests(ITestOutputHelper output)
{
    static readonly string[] Numbers = [.. Enumerable.Range(0, 12).Select(n => $"C-{n}")];

    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_lists_of_a_random_history_equal_a_plain_fold(string kind)
    {
        var (seed, time) = (Seed(), new TestTime());
        await using var rig = await IndexRig.OpenAsync(kind, time);
        for (var round = 0; round < 6; round++)
        {
            await LiveAsync(rig, new RandomLife(seed + round, rig.Today), 60);
            await rig.Index.CatchUpAsync(default);
            await CompareAsync(rig, $"seed {seed} round {round}");
            time.Advance(TimeSpan.FromDays(40));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_index_made_again_equals_the_one_that_followed(string kind)
    {
        var (seed, time) = (Seed(), new TestTime());
        await using var rig = await IndexRig.OpenAsync(kind, time);
        var life = new RandomLife(seed, rig.Today);
        for (var i = 0; i < 20; i++)
        {
            await LiveAsync(rig, life, 10);
            if (life.Below(3) == 0) await rig.Index.PassAsync(default);
            if (life.Below(5) == 0) rig.RestartIndex();
        }

        var followed = await rig.CaughtUpAsync();
        followed.Count.ShouldBeGreaterThan(5);
        (await rig.FreshAsync()).ShouldBe(followed, $"seed {seed}");
        await rig.Index.RebuildAsync(null, default);
        (await rig.CaughtUpAsync()).ShouldBe(followed, $"seed {seed}");
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_a_rebuild_loses_nothing_and_begins_nothing_anew()
    {
        var seed = Seed();
        await using var rig = await IndexRig.OpenAsync("sqlite", new TestTime());
        await LiveAsync(rig, new RandomLife(seed, rig.Today), 150);
        // More customers than stops need, so that they lie in many partitions whatever the seed.
        for (var i = 0; i < 40; i++) await rig.Grains.AcceptedAsync(Say.Enrol($"D-{i}"));
        var before = await rig.CaughtUpAsync();
        for (var i = 0; i < 4; i++)
        {
            using var cancel = new CancellationTokenSource();
            var steps = i;
            var seen = new Progressed(_ =>
            {
                if (steps-- == 0) cancel.Cancel();
            });
            await Should.ThrowAsync<OperationCanceledException>(() => rig.Index.RebuildAsync(seen, cancel.Token));
            rig.Index.Projector.Done.ShouldBeGreaterThan(i);
            rig.RestartIndex();
        }

        await rig.Index.RebuildAsync(null, default);
        rig.Index.Projector.Done.ShouldBe(rig.Index.Projector.Total);
        (await rig.CaughtUpAsync()).ShouldBe(before, $"seed {seed}");
    }

    [Fact]
    public async Task A_registry_that_starts_again_goes_on_where_the_index_was()
    {
        var seed = Seed();
        await using var rig = await IndexRig.OpenAsync("sqlite", new TestTime());
        var life = new RandomLife(seed, rig.Today);
        await LiveAsync(rig, life, 60);
        await rig.Index.PassAsync(default);
        var done = rig.Index.Projector.Done;
        await LiveAsync(rig, life, 60);
        await rig.RestartAsync();
        rig.Index.Projector.Done.ShouldBe(done);
        await rig.Index.CatchUpAsync(default);
        await CompareAsync(rig, $"seed {seed}");
    }

    [Fact]
    public async Task An_index_of_another_journal_and_a_damaged_one_are_made_anew()
    {
        await using var rig = await IndexRig.OpenAsync("sqlite");
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await using var other = await IndexRig.OpenAsync("sqlite");
        await other.Grains.AcceptedAsync(Say.Enrol("C-2"));
        await other.Index.PassAsync(default);
        other.Index.Dispose();
        rig.Index.Dispose();
        File.Copy(other.File, rig.File, overwrite: true);
        rig.RestartIndex();
        await ListsOnlyAsync(rig, "els/C-1");
        rig.Index.Dispose();
        await File.WriteAllTextAsync(rig.File, new string('x', 8192));
        rig.RestartIndex();
        await ListsOnlyAsync(rig, "els/C-1");
    }

    [Fact]
    public async Task Erased_customers_vanish_with_every_byte_of_their_name()
    {
        var time = new TestTime();
        await using var rig = await IndexRig.OpenAsync("sqlite", time);
        await rig.Grains.AcceptedAsync(Say.Enrol("SECRET-NUMBER"));
        await rig.Grains.AcceptedAsync(Say.To("SECRET-NUMBER", new CustomerCommand.GiveConsent(Say.Purpose, Say.Partner, Until: rig.Today)));
        await rig.Grains.AcceptedAsync(Say.Enrol("C-2"));
        time.Advance(TimeSpan.FromDays(2));
        await rig.Index.PassAsync(default);
        rig.Index.Due(new(time.Now), null, 10).Results.ShouldHaveSingleItem().Noticed.ShouldNotBeNull();
        rig.Holds("SECRET-NUMBER").ShouldBeTrue("otherwise this test finds nothing");
        await rig.Grains.AcceptedAsync(Say.Erase("SECRET-NUMBER"));
        await rig.Index.PassAsync(default);
        rig.Holds("SECRET-NUMBER").ShouldBeFalse();
        rig.Index.Due(new(time.Now), null, 10).Results.ShouldBeEmpty();
        await ListsOnlyAsync(rig, "els/C-2");
    }

    [Fact]
    public async Task A_row_that_does_not_change_is_met_once_however_many_others_come_and_go()
    {
        var seed = Seed();
        var random = new Random(seed);
        await using var rig = await IndexRig.OpenAsync("memory");
        var still = Enumerable.Range(0, 40).Select(n => $"S-{n:D2}").ToList();
        foreach (var number in still) await rig.Grains.AcceptedAsync(Say.Enrol(number));
        await rig.Index.PassAsync(default);
        var met = new List<string>();
        string? after = null;
        do
        {
            var page = rig.Index.Customers(new(rig.Today), after, 3);
            met.AddRange(page.Results.Select(c => c.Id.Number).Where(still.Contains));
            after = page.Next;
            var moving = $"S-{random.Next(40):D2}-{random.Next(3)}";
            if (await rig.Grains.TellAsync(Say.Enrol(moving)) is Outcome.Accepted && random.Next(2) == 0) await rig.Grains.AcceptedAsync(Say.Erase(moving));
            await rig.Index.PassAsync(default);
        }
        while (after is not null);
        met.ShouldBe(still, $"seed {seed}");
    }

    static async Task ListsOnlyAsync(IndexRig rig, string customer)
    {
        await rig.Index.PassAsync(default);
        rig.Index.Customers(new(rig.Today), null, 10).Results.ShouldHaveSingleItem().Id.ToString().ShouldBe(customer);
    }

    static async Task LiveAsync(IndexRig rig, RandomLife life, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            if (life.Below(8) == 0) await rig.Grains.TellAsync(new Command.ToDirectory(life.Directory()));
            else await rig.Grains.TellAsync(Say.To(life.Number(), life.Command()));
        }
    }

    static async Task CompareAsync(IndexRig rig, string where)
    {
        var plain = await Plain.OfAsync(rig.Grains, Numbers);
        foreach (var filter in CustomerFilters(rig.Today))
            rig.Index.Customers(filter, null, 1_000).Results.Select(c => c.Id.ToString()).ShouldBe(plain.Customers(filter), $"{where} {filter}");
        foreach (var filter in ConsentFilters(rig.Today))
            rig.Index.Consents(filter, null, 1_000).Results.Select(g => $"{g.Customer} {g.Given} {g.Standing}").ShouldBe(plain.Consents(filter), $"{where} {filter}");
        var now = Instant.From(rig.Registry.Time.GetUtcNow());
        rig.Index.Due(new(now), null, 10_000).Results.Where(d => d.Customer is not null && d.Noticed is null)
            .Select(d => $"{d.Due.Micros:D20} {d.Kind} {d.Customer}").Order(StringComparer.Ordinal)
            .ShouldBe(plain.Due().Where(d => long.Parse(d[..20], null) > now.Micros), where);
    }

    static IEnumerable<CustomerFilter> CustomerFilters(DateOnly today) =>
    [
        new(today), new(today, Operator: "els"), new(today, Operator: "emana"), new(today, Policy: "ELS-EL"), new(today, Kind: CustomerKind.Corporate),
        new(today, State: ContractState.Active), new(today, Policy: "ELS-TEL", State: ContractState.Ended), new(today, StopOf: ""), new(today, StopOf: "use"),
        new(today, ConsentTo: "partner"), new(today, Policy: "ELS-EL", EnrolledSince: Instant.StartOf(today)),
        new(today, "els", "ELS-EL", CustomerKind.Individual, ContractState.Active, "provide", "emana", Instant.StartOf(today.AddDays(-40))),
    ];

    static IEnumerable<ConsentFilter> ConsentFilters(DateOnly today) =>
    [
        new(today), new(today, Operator: "els"), new(today, Recipient: "partner"), new(today, Purpose: "ELS-EL-2-PU3"), new(today, ExpiringBefore: today.AddDays(90)),
        .. Enum.GetValues<ConsentStanding>().Select(standing => new ConsentFilter(today, Standing: standing)),
    ];

    int Seed()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        return seed;
    }

    sealed class Progressed(Action<IndexProgress> report) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value) => report(value);
    }
}
