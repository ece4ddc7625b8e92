namespace ConsentGrains.Core.Customers;

/// <summary>A command to one customer. Every accepted command is an event; repeats of the same fact are recorded again with their own evidence.</summary>
public abstract record CustomerCommand
{
    CustomerCommand() { }

    /// <summary>The policy was shown to the customer. A second enrolment under a policy replaces version, provenance and snapshot from then on;
    /// <see cref="MinorUntil"/> and <see cref="Ward"/> stay unless given again.</summary>
    /// <param name="Version">Default: the version in force.</param>
    /// <param name="Purposes">The snapshot agreed to, for <see cref="Provenance.Written"/>.</param>
    /// <param name="MinorUntil">Last day on which the customer is a minor (民法4条).</param>
    /// <param name="Ward">成年被後見人.</param>
    public sealed record Enrol(
        string Policy, CustomerKind Kind = CustomerKind.Individual, Provenance Provenance = Provenance.Other,
        IReadOnlyList<string>? Purposes = null, string? Version = null, DateOnly? MinorUntil = null, bool? Ward = null) : CustomerCommand;

    /// <summary>The state of a contract under a policy.</summary>
    /// <param name="User">A party: the user where user and holder differ (ENS-4-EX5).</param>
    /// <param name="RetainUntil">Last day of the retention period set (EMANA-13-RET1).</param>
    /// <param name="MovesIn">Said by the registry, never by a sender: the point it names is free and will take the customer in.</param>
    public sealed record RecordContract(
        string Id, string Policy, ContractState State, string? SupplyPoint = null, IReadOnlyList<string>? Features = null,
        string? User = null, DateOnly? RetainUntil = null, bool MovesIn = false) : CustomerCommand;

    /// <summary>Moving out of the operator's area (NTTW-6-JU).</summary>
    public sealed record Relocate(string Contract, bool OutOfArea) : CustomerCommand;

    /// <summary>Consent given. At least a purpose, a recipient or items must be named.</summary>
    /// <param name="Until">Last day on which it holds.</param>
    /// <param name="Country">For a recipient abroad (APPI 28): ISO 3166-1 alpha-2.</param>
    public sealed record GiveConsent(
        string? Purpose = null, string? Recipient = null, IReadOnlyList<string>? Items = null, bool Secrecy = false,
        DateOnly? Until = null, string? Country = null, ConsentBy By = ConsentBy.Principal) : CustomerCommand;

    /// <summary>Withdraws whatever it matches; without fields, everything.</summary>
    public sealed record WithdrawConsent(string? Purpose = null, string? Recipient = null, IReadOnlyList<string>? Items = null) : CustomerCommand;

    /// <summary>利用停止・提供停止・共同利用の停止. Fields left out match anything.</summary>
    public sealed record OrderStop(StopScope Scope) : CustomerCommand;

    /// <summary>Lifts the stop of exactly this scope.</summary>
    public sealed record LiftStop(StopScope Scope) : CustomerCommand;

    /// <summary>An objection to entrustment (EMANA-6-ENT2); <see cref="Lifted"/> takes it back.</summary>
    public sealed record Object(string To, bool Lifted = false) : CustomerCommand;

    /// <summary>A statutory retention duty (EMANA-13-RET2): preserves data, permits no use. Several under one law: the longest day, all their items.</summary>
    /// <param name="Items">What the law makes the operator keep; null = everything. What it does not name is erased when its own period is over.</param>
    public sealed record PlaceHold(DateOnly Until, string Law, IReadOnlyList<string>? Items = null) : CustomerCommand;

    /// <summary>The duty under this law is over before its day, or was never one; the evidence says why.</summary>
    public sealed record LiftHold(string Law) : CustomerCommand;

    /// <summary>A notice owed to the customer was given (ELS-TEL-3-EX6b).</summary>
    public sealed record RecordNotice(string Clause) : CustomerCommand;

    /// <summary>Erases the customer for ever: the keys are destroyed with it.</summary>
    public sealed record Erase : CustomerCommand;

    /// <summary>Erases the customer if <see cref="Retention.RetentionRules.PlanOf"/> says that nothing keeps him; otherwise it comes to nothing. Sent by the registry alone.</summary>
    public sealed record EraseDue : CustomerCommand;

    /// <summary>Erases a customer who was erased before, and is there again because a backup was restored; no hold stands in the way, for it did not then.
    /// Sent by the registry alone.</summary>
    public sealed record EraseAgain : CustomerCommand;

    /// <summary>A supply point is about to name him. Sent by the registry alone; comes to nothing where he is known of.</summary>
    public sealed record Name : CustomerCommand;

    /// <summary>A switch away from this customer's retailer is applied for: nothing that sells may be done with his data (取戻し営業).
    /// Like the three below a step of <see cref="SupplyPoints.SupplyPointSaga"/>: sent by the registry alone, told twice it changes nothing.</summary>
    /// <param name="Point">22 digits.</param>
    /// <param name="Switch">The number of the application at the point.</param>
    public sealed record OpenSwitchAway(string Point, int Switch) : CustomerCommand;

    /// <summary>That switch is over at <paramref name="From"/>, one way or another.</summary>
    public sealed record CloseSwitchAway(string Point, int Switch, Instant From) : CustomerCommand;

    /// <summary>Every contract in force that names the point ends.</summary>
    /// <param name="From">The first moment at which it is over.</param>
    public sealed record EndContract(string Point, Instant From, ContractEnd Why) : CustomerCommand;

    /// <summary>The contract applied for that names the point becomes active.</summary>
    public sealed record ActivateContract(string Point, Instant From) : CustomerCommand;

    /// <summary>Sent by the registry alone.</summary>
    public bool IsStep => this is OpenSwitchAway or CloseSwitchAway or EndContract or ActivateContract or EraseDue or EraseAgain or Name;
}

public enum CustomerKind
{
    Individual,
    Corporate,
}

/// <summary>How the data were obtained (ENS-3-LIM3, LIM4).</summary>
public enum Provenance
{
    Other,

    /// <summary>Directly from the principal in writing.</summary>
    Written,
}

public enum ContractState : byte
{
    Applied,
    Active,
    Suspended,
    Ended,
    Cancelled,
}

/// <summary>Why a contract ended with its supply point.</summary>
public enum ContractEnd
{
    Switched,
    MovedOut,
}

public enum ConsentBy
{
    Principal,

    /// <summary>法定代理人.</summary>
    StatutoryAgent,
}

/// <summary>What a stop covers; null = anything.</summary>
public sealed record StopScope(
    string? Policy = null, string? Act = null, string? Purpose = null, string? Channel = null, string? Recipient = null);
