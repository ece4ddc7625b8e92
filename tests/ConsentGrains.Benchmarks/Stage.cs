using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Journal;
using ConsentGrains.Journal.Memory;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Journal.Sqlite;
using ConsentGrains.Policies;

namespace ConsentGrains.Benchmarks;

/// <summary>The registry every benchmark measures: the five published policies, a partner, and customers of els with a contract and a consent each.</summary>
sealed class Stage : IAsyncDisposable
{
    public const string Operator = "els";
    public const string Partner = "kazehaya-mobility";
    public const string GroupMember = "enex-life";
    public const string Purpose = "ELS-EL-2-PU3";
    public const string JointPurpose = "ELS-EL-5-JU2-U1";
    public const string Transmission = "gtdo-03";
    public const string TransmissionPurpose = "ELS-EL-5-JU1-U4";

    const int Settlers = 256;
    static readonly Envelope FromOperator = new(Operator, Evidence: "form-0001", Via: "web");
    readonly string? folder;
    readonly SteadyTime time = new();

    Stage(string? folder) => this.folder = folder;

    public static IReadOnlyList<string> Items { get; } = ["ELS-EL-3/name", "ELS-EL-3/address", "ELS-EL-3/payment"];

    public TimeProvider Time => time;

    public JournalLog Journal { get; private set; } = null!;

    public LocalGrains Grains { get; private set; } = null!;

    /// <summary>On a SQLite file in the folder; with null in memory.</summary>
    public static Task<Stage> OpenAsync(string? folder, int customers) => OnAsync(folder, customers, async time => folder is null
        ? MemoryJournal.Create(KeyRing.Generate(), time)
        : await SqliteJournal.OpenAsync(Path.Combine(folder, "journal.db"), KeyRing.Generate(), time));

    /// <summary>On a PostgreSQL database, whose tables are made.</summary>
    public static Task<Stage> OnPostgresAsync(string connection, int customers) => OnAsync(null, customers, async time =>
    {
        await PostgresJournal.MigrateAsync(connection);
        return await PostgresJournal.OpenAsync(connection, KeyRing.Generate(), time);
    });

    static async Task<Stage> OnAsync(string? folder, int customers, Func<TimeProvider, Task<JournalLog>> open)
    {
        var stage = new Stage(folder);
        stage.Journal = await open(stage.time);
        stage.Grains = await LocalGrains.OpenAsync(stage.Journal, PolicyBook.Of(PolicyFiles.LoadBuiltIn()), PolicyFiles.BuiltInParties(), Parse, stage.time);
        await stage.SettleAsync(customers);
        return stage;
    }

    public static string Number(int customer) => $"C-{customer:D6}";

    public static CustomerId Id(int customer) => new(Operator, Number(customer));

    /// <summary>A permit of three items for a stated purpose: what is asked most.</summary>
    public static Question Use(int customer) => new()
    {
        Act = "use",
        Party = Operator,
        Customer = Id(customer).ToString(),
        Purpose = Purpose,
        Items = Items,
    };

    /// <summary>The supply point of a customer's contract, in the area of 東京.</summary>
    public static SupplyPointNumber Point(int customer) => new($"03{customer:D20}");

    /// <summary>Joint use ① (共同利用①): the transmission operator, three items of the customer, about the concrete supply point.</summary>
    public static Question AtPoint(int customer) => Use(customer) with
    {
        Act = "joint-use",
        Party = Transmission,
        Purpose = TransmissionPurpose,
        SupplyPoint = Point(customer).Digits,
        Items = ["ELS-EL-3/name", "ELS-EL-3/address", "ELS-EL-3/point.meter"],
    };

    public async Task<Outcome.Accepted> TellAsync(Command command, CommandTerms? terms = null)
    {
        var outcome = await Grains.TellAsync(command, FromOperator, terms ?? CommandTerms.None, CancellationToken.None);
        return outcome as Outcome.Accepted ?? throw new InvalidOperationException($"{command} was not accepted: {outcome}");
    }

    public async ValueTask DisposeAsync()
    {
        await Grains.DisposeAsync();
        await Journal.DisposeAsync();
        time.Dispose();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }

    async Task SettleAsync(int customers)
    {
        var yesterday = Instant.From(time.GetUtcNow()).Day.AddDays(-1);
        await TellAsync(new Command.ToDirectory(new DirectoryCommand.RegisterParty(Partner, Partner)));
        await TellAsync(new Command.ToDirectory(new DirectoryCommand.RegisterParty(GroupMember, GroupMember)));
        await TellAsync(new Command.ToDirectory(new DirectoryCommand.GrantRole(GroupMember, "enex-group", yesterday)));
        await TellAsync(new Command.ToDirectory(new DirectoryCommand.GrantRole(Operator, "retailer", yesterday)));
        // As many as a store answers at once; more would be told to come again.
        await Parallel.ForEachAsync(Enumerable.Range(0, customers), new ParallelOptions { MaxDegreeOfParallelism = Settlers }, async (customer, _) => await SettleCustomerAsync(customer));
    }

    async Task SettleCustomerAsync(int customer)
    {
        await TellAsync(To(customer, new CustomerCommand.Enrol("ELS-EL")));
        await TellAsync(To(customer, new CustomerCommand.RecordContract("K-1", "ELS-EL", ContractState.Active, Point(customer).Digits)));
        await TellAsync(new Command.ToPoint(Point(customer), new SupplyPointCommand.Register(Retailer: Operator, Customer: Id(customer)), new Issuer(Operator, Unrestricted: true)));
        await TellAsync(To(customer, new CustomerCommand.GiveConsent(Purpose, Partner, Items)));
    }

    public static Command To(int customer, CustomerCommand command) => new Command.ToCustomer(Id(customer), command);

    public static Policy Parse(string text) => ((PolicyLoad.Loaded)PolicyFiles.Load(text, "published")).File.Policy;
}
