using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Core.Requests;
using ConsentGrains.Core.Sites;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Silo.Wire;
using Shouldly;
using Xunit;

namespace ConsentGrains.Cluster.Tests;

/// <summary>What crosses silos comes out as it went in.</summary>
public sealed class EveryMessageTests
{
    static readonly CustomerId Customer = new("els", "C-1");
    static readonly SupplyPointNumber Point = new("0300000000000000000001");
    static readonly Envelope From = new("els", "key-1", "form 1", "web", "Sato", "cause-1", new(5));

    public static TheoryData<Command> Commands => new(
        new Command.ToCustomer(Customer, new CustomerCommand.GiveConsent("ELS-EL-2-PU9", "emana", ["ELS-EL-3/name"], true)),
        new Command.ToCustomer(Customer, new CustomerCommand.OpenSwitchAway(Point.Digits, 3)),
        new Command.ToCustomer(Customer, new CustomerCommand.Erase()),
        new Command.ToPoint(Point, new SupplyPointCommand.MatchSwitch(), Issuer.Registry),
        new Command.ToPoint(Point, new SupplyPointCommand.LapseSwitch(), new("denki", Unrestricted: true)),
        new Command.ToDirectory(new DirectoryCommand.RegisterParty("denki", "denki")),
        new Command.ToDirectory(new DirectoryCommand.IssueCredential("key-2", "els", ["decide"], "hash", "label", new DateOnly(2027, 1, 2))),
        new Command.ToDirectory(new DirectoryCommand.RotateCredential("key-2", "hash", new(9))),
        new Command.ToDirectory(new DirectoryCommand.RevokeCredential("key-2")),
        new Command.ToSubscription("s-1", new SubscriptionCommand.Create("els", SubscriptionKind.Webhook, SubscriptionFilter.All, "https://example.com", "secret", "cursor")),
        new Command.ToSubscription("s-1", new SubscriptionCommand.End()));

    [Theory, MemberData(nameof(Commands))]
    public void A_command(Command command)
    {
        var terms = new CommandTerms("key", 7, new byte[] { 1, 2 }, Rests: true);
        var (read, envelope, readTerms) = Orders.Read(Orders.Write(command, From, terms), new CommandReader(steps: true));
        // Records of lists compare the lists by reference, and their bytes do not.
        Orders.Write(read, envelope, readTerms).ShouldBe(Orders.Write(command, From, terms));
        (read.GetType(), envelope, readTerms.IdempotencyKey, readTerms.IfMatch, readTerms.Rests).ShouldBe((command.GetType(), From, "key", 7, true));
        readTerms.BodyHash.ToArray().ShouldBe([1, 2]);
    }

    public static TheoryData<RequestCommand> RequestCommands => new(
        new RequestCommand.Receive("ELS-EL", RequestType.Correction, Customer, new()
        {
            Arrived = new DateOnly(2026, 4, 1),
            Form = FormState.Complete,
            Papers = [new(PaperKind.DrivingLicence, PaperOf.Agent, new DateOnly(2026, 1, 2), Seal: SealOn.Application)],
            Items = ["ELS-EL-3/name"],
        }),
        new RequestCommand.Examine(new(AddressFinding.Agree, Subject: SubjectFinding.Deceased)),
        new RequestCommand.Answer([new("ELS-EL-3/name", AnswerResult.Granted, [])], StopBasis.Unlawful, true,
            [new CustomerCommand.WithdrawConsent(null, "emana", null), new CustomerCommand.Erase()]),
        new RequestCommand.Reply(ReplyMethod.Post, new DateOnly(2026, 4, 2)), new RequestCommand.PayFee(500), new RequestCommand.Lapse());

    [Theory, MemberData(nameof(RequestCommands))]
    public void A_command_to_a_request(RequestCommand command)
    {
        var terms = new CommandTerms("key", 7, new byte[] { 1, 2 });
        var (read, envelope, readTerms) = Orders.ReadRequest(Orders.Write(command, From, terms), new CommandReader(steps: true));
        Orders.Write(read, envelope, readTerms).ShouldBe(Orders.Write(command, From, terms));
        (read.GetType(), envelope, readTerms.IdempotencyKey, readTerms.IfMatch).ShouldBe((command.GetType(), From, "key", 7));
    }

    [Fact]
    public void What_happened_to_a_request()
    {
        RequestEntry[] history = [new(1, new(5), new RequestEvent.Accepted(), From), new(2, new(6), new RequestEvent.FeePaid(500), From)];
        var read = RequestMessages.Read(RequestMessages.Write("R-1", history));
        RequestMessages.Write("R-1", read).ShouldBe(RequestMessages.Write("R-1", history));
        var state = RequestMessages.StateOf(read);
        (state.Version, state.Recorded, state.Paid).ShouldBe((2, new Instant(6), 500));
    }

    public static TheoryData<IncidentCommand> IncidentCommands => new(
        new IncidentCommand.Open("EMANA", new(2026, 4, 1), Facts, new("端末が操作された", Cause: "不明")), new IncidentCommand.Assess(Facts with { Secrecy = true }, new("")),
        new IncidentCommand.NameCustomers(["emana/C-1", "emana/C-2"]), new IncidentCommand.Done(ClockKind.FirstReport, new(2026, 4, 2), "doc-1"),
        new IncidentCommand.Exempt("why"), new IncidentCommand.Close());

    static IncidentFacts Facts => new(IncidentKind.Damage, [LeakCase.Property, LeakCase.ImproperPurpose], 1_200, false, true, "els", ["EMANA-1/name"]);

    [Theory, MemberData(nameof(IncidentCommands))]
    public void A_command_to_an_incident(IncidentCommand command)
    {
        var terms = new CommandTerms("key", 7, new byte[] { 1, 2 });
        var (read, envelope, readTerms) = Orders.ReadIncident(Orders.Write(command, From, terms));
        Orders.Write(read, envelope, readTerms).ShouldBe(Orders.Write(command, From, terms));
        (read.GetType(), envelope, readTerms.IdempotencyKey, readTerms.IfMatch).ShouldBe((command.GetType(), From, "key", 7));
    }

    [Fact]
    public void What_happened_to_an_incident()
    {
        IncidentEntry[] history =
        [
            new(1, new(5), new IncidentEvent.Opened("EMANA", new(2026, 4, 1), Facts, new("概要")), From),
            new(2, new(6), new IncidentEvent.CustomersNamed(["emana/C-1"]), From),
        ];
        var read = IncidentMessages.Read(IncidentMessages.Write("I-1", history));
        IncidentMessages.Write("I-1", read).ShouldBe(IncidentMessages.Write("I-1", history));
        var state = IncidentMessages.StateOf(read);
        (state.Version, state.Recorded, state.Report.Overview, state.Facts.Headcount, state.Customers.Keys.Single()).ShouldBe((2, new Instant(6), "概要", 1_200, "emana/C-1"));
    }

    [Fact]
    public void What_a_visitor_chose()
    {
        var (command, envelope) = Visitors.Read(Visitors.Write(new("shop", ["midori-ads", "*"]), From));
        (command.Site, envelope).ShouldBe(("shop", From));
        command.Out.ShouldBe(["midori-ads", "*"]);
        var state = new VisitorState { Version = 2, Recorded = new(7), Out = ["midori-ads"] };
        var read = Bytes.Read<VisitorState>(Bytes.Of(state));
        (read.Version, read.Recorded, read.Refuses("midori-ads"), read.Refuses("others")).ShouldBe((2, new Instant(7), true, false));
        Bytes.Read<VisitorState>(Bytes.Of(VisitorState.Unknown)).Version.ShouldBe(0);
    }

    [Fact]
    public void A_record_of_a_provision_and_the_records_under_a_key()
    {
        var provision = new Provision("p-1", ProvisionSide.Given, "emana", ["ELS-EL-3/name"], "ELS-EL-2-PU3", new(2026, 4, 1), ProvisionTerm.Bulk, "receipt", "consent", Made: new DateOnly(2026, 4, 2));
        var record = new ProvisionCommand.Record(provision, new(new() { Act = "provide", Party = "els", Items = ["ELS-EL-3/name"] }, true, Obligations.RecordProvision, new(9)));
        var (read, envelope, terms) = Orders.ReadProvision(Orders.Write(record, From, new("key", 7, new byte[] { 1, 2 })));
        Bytes.Of(read).ShouldBe(Bytes.Of(record));
        (envelope, terms.IdempotencyKey, read.Covered!.AsOf, read.Covered.Obligations, read.Provision.Made).ShouldBe((From, "key", new(9), Obligations.RecordProvision, provision.Made));
        var state = new ProvisionState { Version = 2, Recorded = new(3), Records = [provision] };
        var again = Bytes.Read<ProvisionState>(Bytes.Of(state));
        (again.Version, again.Recorded, again.Records.Single().Id, again.OverFrom).ShouldBe((2, new Instant(3), "p-1", state.OverFrom));
    }

    public static TheoryData<Outcome> Outcomes => new(
        new Outcome.Accepted(3, new(7), true, "id"), new Outcome.Refused(new(RefusalCode.CustomerErased, "customer", "els/C-1")), new Outcome.Conflict(1, 2),
        new Outcome.KeyReused(), new Outcome.Unavailable(true, "why"), new Outcome.Unavailable(false, "why"));

    [Theory, MemberData(nameof(Outcomes))]
    public void An_outcome(Outcome outcome) => Silo.Wire.Outcomes.Read(Bytes.Of(Silo.Wire.Outcomes.Told(outcome))).ShouldBe(outcome);

    [Fact]
    public void A_question_and_its_answer()
    {
        var question = new Question { Act = "provide", Party = "els", Customer = "els/C-1", Items = ["ELS-EL-3/name"], Form = Form.Statistical, At = new(9), ConsentDifficult = true };
        Bytes.Of(Bytes.Read<Question>(Bytes.Of(question))).ShouldBe(Bytes.Of(question));
        var answer = new Answer
        {
            Permitted = true,
            Basis = Basis.Consent,
            Clauses = ["A"],
            Items = ["x", "y"],
            Obligations = Obligations.LogUse | Obligations.LimitPeriod,
            UsageFrom = new(2026, 1, 2),
            ResponsibleByItem = ["els", "gtdo-03"],
            AsOf = new(11),
            CustomerVersion = 4,
            Reasons = [new(Gate.Consent, ReasonCode.ConsentWithdrawn, ["x"], "clause", "who")],
        };
        var read = Bytes.Read<Answer>(Bytes.Of(answer));
        Bytes.Of(read).ShouldBe(Bytes.Of(answer));
        (read.Responsible.Count, read.Primary, read.AsOf.Micros).ShouldBe((2, ReasonCode.ConsentWithdrawn, 11));
    }

    [Fact]
    public void Every_property_of_an_answer_can_be_set_and_so_is_sent() =>
        typeof(Answer).GetProperties().Where(p => p.SetMethod is null).Select(p => p.Name).ShouldBe([nameof(Answer.Responsible), nameof(Answer.Primary)]);

    [Fact]
    public void States()
    {
        var customer = new CustomerState { Version = 2, Recorded = new(3) };
        var read = Silo.Wire.States.ReadCustomer(Silo.Wire.States.Write(customer));
        (read.Version, read.Recorded).ShouldBe((2, new Instant(3)));
        Silo.Wire.States.ReadCustomer(Silo.Wire.States.Write(CustomerState.Unknown)).Version.ShouldBe(0);
        Silo.Wire.States.ReadCustomer(Silo.Wire.States.Write(new CustomerState { Erased = true })).Erased.ShouldBeTrue();
        var (point, until) = Silo.Wire.States.ReadPoint(Silo.Wire.States.Write(SupplyPointState.Unknown, new(8)));
        (point.IsKnown, until).ShouldBe((false, new Instant(8)));
    }
}
