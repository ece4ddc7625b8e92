using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;

namespace ConsentGrains.Server.Demo;

/// <summary>A generated town: customers of the five policies and the directory around them. A pure function of its seed:
/// the same seed gives the same town, and a customer is the same however many others there are. Nobody in it exists.</summary>
/// <param name="Directory">In order; before any customer.</param>
/// <param name="Inhabitants">Each on its own; in any order.</param>
sealed record Town(int Seed, IReadOnlyList<DirectoryCommand> Directory, IReadOnlyList<Inhabitant> Inhabitants)
{
    public const int DefaultSeed = 20261121;
    public const int DefaultCustomers = 1_000;

    // Of ten customers: four of electricity, two of telecom, one of emana, two of ens, one of NTT West.
    static readonly Func<int, Dice, Inhabitant>[] Lines =
        [Electricity, Telecom, Electricity, Ens, Emana, Electricity, Telecom, Electricity, Ens, NttWest];

    public int Commands => Directory.Count + Inhabitants.Sum(each => each.Life.Count + each.Place.Count);

    public static Town Generate(int seed, int customers) => new(seed, Surroundings.All, [.. Lives(seed, customers)]);

    /// <summary>The inhabitants one after the other, however many; the known ones last.</summary>
    public static IEnumerable<Inhabitant> Lives(int seed, int customers)
    {
        var known = KnownCustomers.All;
        var taken = known.Select(each => each.Id).ToHashSet();
        var others = Enumerable.Range(1, customers).Select(number => Lines[number % Lines.Length](number, new Dice(seed, number)));
        return others.Where(each => !taken.Contains(each.Id)).Take(customers - known.Count).Concat(known);
    }

    static Inhabitant Electricity(int number, Dice dice) => SupplyLife.With(new(Id("els", 'C', number), ElectricityLife.Of(number, dice)), number, dice);

    static Inhabitant Telecom(int number, Dice dice) => new(Id("els", 'C', number), TelecomLife.Of(number, dice));

    static Inhabitant Emana(int number, Dice dice) => new(Id("emana", 'M', number), EmanaLife.Of(number, dice));

    static Inhabitant Ens(int number, Dice dice) => new(Id("ens", 'E', number), EnsLife.Of(number, dice));

    static Inhabitant NttWest(int number, Dice dice) => new(Id("nttw", 'N', number), NttWestLife.Of(number, dice));

    static CustomerId Id(string @operator, char letter, int number) =>
        new(@operator, string.Create(CultureInfo.InvariantCulture, $"{letter}-{number:D6}"));
}

/// <summary>One customer and what happened to it, in order.</summary>
sealed record Inhabitant(CustomerId Id, IReadOnlyList<CustomerCommand> Life)
{
    /// <summary>What happens to the customer's supply point, after all of his life. Told again, it changes nothing.</summary>
    public IReadOnlyList<Command.ToPoint> Place { get; init; } = [];

    static readonly string[] Channels = ["web", "phone", "counter", "post"];

    /// <summary>Who told it, on what evidence: made from the number, so that a second telling is word for word the first.</summary>
    public Envelope EnvelopeOf(int step) => new(
        Id.Operator, Evidence: string.Create(CultureInfo.InvariantCulture, $"demo-{Id.Number}-{step + 1}"), Via: Channels[step % Channels.Length]);

    public Command CommandOf(int step) => new Command.ToCustomer(Id, Life[step]);
}
