using System.Runtime.CompilerServices;
using ConsentGrains.Grains.Customers;

namespace ConsentGrains.Grains.Tests;

public sealed class ResidenceTests
{
    const int BytesPerContract = 64, BytesPerConsent = 48, BytesPerGrain = 168;

    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_customer_that_was_put_away_comes_back_as_it_was(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind, options: new GrainOptions(ResidentCustomers: 10));
        for (var i = 0; i < 100; i++)
        {
            await rig.Grains.AcceptedAsync(Say.Enrol($"C-{i}"));
            if (i % 3 == 0) await rig.Grains.AcceptedAsync(Say.Consent($"C-{i}"));
            rig.Grains.Residents.ShouldBeLessThanOrEqualTo(11);
        }

        for (var i = 0; i < 100; i++) (await rig.Grains.MayAsync($"C-{i}")).ShouldBe(i % 3 == 0);
        rig.Grains.Residents.ShouldBeLessThanOrEqualTo(11);
    }

    [Fact]
    public async Task A_customer_nobody_asks_about_is_put_away_and_one_that_is_asked_about_stays()
    {
        var time = new TestTime();
        await using var rig = await Rig.OpenAsync("memory", time, new GrainOptions(Idle: TimeSpan.FromMinutes(1)));
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Grains.AcceptedAsync(Say.Enrol("C-2"));
        for (var i = 0; i < 3; i++)
        {
            await rig.Grains.MayAsync("C-1");
            time.Advance(TimeSpan.FromMinutes(1));
        }

        rig.Grains.Residents.ShouldBe(1);
        rig.Grains.AskAsync(Say.Provide("C-1")).AsTask().IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_is_expected_is_neither_made_nor_loaded()
    {
        await using var rig = await Rig.OpenAsync("memory", options: new GrainOptions(ResidentCustomers: 10));
        for (var i = 0; i < 40; i++)
        {
            await rig.Grains.AcceptedAsync(Say.Enrol($"C-{i}"));
            await rig.Grains.AcceptedAsync(Say.Consent($"C-{i}"));
        }

        var resident = rig.Grains.Residents;
        rig.Grains.Expect([]);
        rig.Grains.Expect([.. Enumerable.Range(0, 50).Select(i => $"els/C-{i}"), "", "nobody", "els/C-39"]);
        rig.Grains.Residents.ShouldBe(resident);
        (await rig.Grains.MayAsync("C-39")).ShouldBeTrue();
        (await rig.Grains.MayAsync("C-45")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_customer_with_a_command_under_way_is_never_put_away()
    {
        var time = new TestTime();
        await using var rig = await Rig.OpenAsync("memory", time, new GrainOptions(Idle: TimeSpan.FromMinutes(1)));
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var gate = new Gate();
        rig.Journal.OnAppend = gate.HoldBefore;
        var tell = rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        await gate.Reached;
        for (var i = 0; i < 3; i++) time.Advance(TimeSpan.FromMinutes(1));
        rig.Grains.Residents.ShouldBe(1);
        gate.Release();
        (await tell).Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_grain_put_away_publishes_nothing_any_more_and_one_in_hand_is_not_put_away()
    {
        await using var rig = await Rig.OpenAsync("memory");
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var history = new Streams.History<CustomerState>(rig.Journal, new CustomerStream());
        var grain = new Streams.Grain<CustomerState, CustomerOrder, CustomerEvent>(
            new(history.Source, CustomerStream.NameOf("els/C-1")), new(rig.Journal, rig.Time, new(rig.Time), new CustomerStream()));
        grain.Turns.TryHold().ShouldBeTrue();
        (await grain.Stream.LoadedAsync(CancellationToken.None)).Version.ShouldBe(1);
        grain.TryRetire().ShouldBeFalse();
        grain.Turns.Leave();
        grain.TryRetire().ShouldBeTrue();
        (grain.Stream.Published, grain.Turns.TryHold(), grain.TryRetire()).ShouldBe((null, false, false));
    }

    [Fact]
    public async Task What_a_million_customers_have_each_stays_small()
    {
        Unsafe.SizeOf<Contract>().ShouldBeLessThanOrEqualTo(BytesPerContract);
        Unsafe.SizeOf<ConsentEntry>().ShouldBeLessThanOrEqualTo(BytesPerConsent);
        await using var rig = await Rig.OpenAsync("memory");
        var source = new Streams.History<CustomerState>(rig.Journal, new CustomerStream()).Source;
        var teller = new Streams.Teller<CustomerState, CustomerOrder, CustomerEvent>(rig.Journal, rig.Time, new(rig.Time), new CustomerStream());
        Bytes();
        Bytes().ShouldBeLessThanOrEqualTo(BytesPerGrain);

        long Bytes()
        {
            const int Times = 1_000;
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Times; i++) _ = new Streams.Grain<CustomerState, CustomerOrder, CustomerEvent>(new(source, CustomerStream.NameOf("els/C-1")), teller);
            return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
        }
    }

    [Fact]
    public async Task Names_nobody_bears_do_not_accumulate()
    {
        await using var rig = await Rig.OpenAsync("memory");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 5_000; i++) (await rig.Grains.MayAsync($"X-{i % 1_000}-{worker % 2}")).ShouldBeFalse();
        })));
        (await rig.Grains.TellAsync(Say.Consent("X-0"))).ShouldBeOfType<Outcome.Refused>();
        rig.Grains.Residents.ShouldBe(0);
    }

    [Fact]
    public async Task A_name_whose_load_fails_does_not_stay()
    {
        await using var rig = await Rig.OpenAsync("memory");
        rig.Journal.OnRead = _ => throw new Journal.JournalUnavailableException("busy");
        await Should.ThrowAsync<UnavailableException>(() => rig.Grains.MayAsync("C-1"));
        rig.Grains.Residents.ShouldBe(0);
    }

    [Fact]
    public async Task Many_who_ask_at_once_share_one_load()
    {
        await using var rig = await Rig.OpenAsync("memory");
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.CrashAsync();
        var before = rig.Journal.Loads;
        var open = new TaskCompletionSource();
        rig.Journal.OnRead = _ => new(open.Task);
        var asked = Enumerable.Range(0, 50).Select(_ => rig.Grains.AskAsync(Say.Provide("C-1")).AsTask()).ToList();
        open.SetResult();
        await Task.WhenAll(asked);
        (rig.Journal.Loads - before).ShouldBe(1);
    }

    [Fact]
    public async Task Putting_away_at_every_turn_never_loses_a_command_nor_brings_back_an_old_state()
    {
        var time = new TestTime();
        await using var rig = await Rig.OpenAsync("memory", time, new GrainOptions(ResidentCustomers: 1, Idle: TimeSpan.FromSeconds(1)));
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        using var stop = new CancellationTokenSource();
        var sweeps = Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested; await Task.Yield()) time.Advance(TimeSpan.FromSeconds(1));
        });
        for (var i = 0; i < 2_000; i++)
        {
            await rig.Grains.AcceptedAsync(i % 2 == 0 ? Say.Consent("C-1") : Say.Withdraw("C-1"));
            var answer = await rig.Grains.AskAsync(Say.Provide("C-1"));
            (answer.Permitted, answer.CustomerVersion).ShouldBe((i % 2 == 0, i + 2));
        }

        await stop.CancelAsync();
        await sweeps;
    }
}
