using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Switching;

namespace ConsentGrains.Grains.Tests.Switching;

/// <summary>The simulator is late, repeats itself and mixes things up when told to, and plays a retailer.</summary>
public sealed class SimulatorTests
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    readonly TestTime time = new();

    [Fact]
    public async Task Nothing_arrives_before_its_delay_is_over()
    {
        using var sides = Sides.Of("simulator", time, new(Delay: Hour));
        await sides.RegisterAsync(Sides.Registration(Sides.Ref(1)));
        time.Advance(Hour - TimeSpan.FromTicks(1));
        (await sides.AskedAsync()).ShouldBeEmpty();
        time.Advance(TimeSpan.FromTicks(1));
        (await sides.AskedAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Everything_comes_twice_and_out_of_order_when_told_to()
    {
        using var sides = Sides.Of("simulator", time, new(Jitter: Hour, Twice: 1));
        for (var i = 1; i <= 50; i++) await sides.RegisterAsync(Sides.Registration(Sides.Ref(i)));
        time.Advance(Hour);
        var asked = (await sides.AskedAsync()).Select(each => each.Of.Point.Digits).ToList();
        asked.Count.ShouldBe(100);
        asked.Distinct().Count().ShouldBe(50);
        asked.SequenceEqual(asked.Order(StringComparer.Ordinal)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_played_retailer_judges_by_its_books_and_applies_to_end_what_it_agreed_to()
    {
        var books = new Dictionary<string, IReadOnlyList<MatchingKeys>>(StringComparer.Ordinal) { [Sides.Losing] = [Sides.Keys] };
        var system = new SwitchingSimulator(time, new(Delay: Hour), books);
        MatchingKeys[] asked = [Sides.Keys, Sides.Keys with { Name = "ヤマダ タロウ" }, Sides.Keys with { Contract = "E-2" }, new("X", "Y", "Z")];
        await system.RegisterAsync(Sides.Gaining, [.. asked.Select((keys, i) => Sides.Registration(Sides.Ref(i + 1), keys))], default);
        time.Advance(Hour);
        (await system.StartAsync(Sides.Gaining, [new(Sides.Ref(1), null)], default))[0].Refused.ShouldBeNull();
        time.Advance(Hour);
        var results = (await system.ResultsAsync(Sides.Gaining, 0, 100, default)).Entries;
        results.Select(result => $"{result.Of.Point.Digits[^1]} {result.Result} {result.IsMatched} {string.Join(';', result.Reasons)}").Order(StringComparer.Ordinal).ShouldBe(
            ["1 Ok False ", "1 Ok True ", "2 Ng False name-mismatch", "3 Ng False contract-number-mismatch", "4 Ng False contract-not-found"]);
    }

    [Theory]
    [InlineData("E-1", "山田太郎", "東京都千代田区千代田１－１", "")]
    [InlineData("Ｅ−１", "山田　太郎", "東京都千代田区千代田1‐1 ", "")]
    [InlineData("E-1", "ヤマダタロウ", "東京都千代田区千代田1-1", "name-mismatch")]
    [InlineData("E-2", "山田花子", "大阪府", "contract-number-mismatch;name-mismatch;address-mismatch")]
    public void Keys_are_compared_without_regard_to_width_blanks_and_hyphens(string contract, string name, string address, string reasons) =>
        string.Join(';', KeyComparison.Reasons(new(contract, name, address), Sides.Keys)).ShouldBe(reasons);

    [Fact]
    public void A_contract_that_is_not_there_is_the_only_reason() => KeyComparison.Reasons(Sides.Keys, null).ShouldBe(["contract-not-found"]);

    [Fact]
    public void Every_reason_that_is_given_is_one_the_registry_knows() =>
        KeyComparison.Reasons(new("a", "b", "c"), Sides.Keys).Concat(KeyComparison.Reasons(Sides.Keys, null)).ShouldBeSubsetOf(Words.SwitchRefusals);

    [Fact]
    public void Keys_do_not_print_themselves()
    {
        Sides.Registration(Sides.Ref(1)).ToString().ShouldNotContain("山田");
        Sides.Registration(Sides.Ref(1)).ToString().ShouldNotContain(Sides.Ref(1).Point.Digits);
    }
}
