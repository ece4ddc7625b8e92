using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>A command to one request (開示等の請求). The last two are not for people: <see cref="RequestSaga"/> sends them, in the name of the registry.</summary>
public abstract record RequestCommand
{
    RequestCommand() { }

    /// <summary>A request has arrived. Whether it is one at all is decided at once.</summary>
    /// <param name="Customer">Whom it is about, as far as is known.</param>
    public sealed record Receive(string Policy, RequestType Type, CustomerId? Customer, Application Application) : RequestCommand;

    /// <summary>What was asked for again has come: the same request goes on.</summary>
    public sealed record Resubmit(Cure Cure) : RequestCommand;

    /// <summary>The desk has looked at the papers: accepted, sent back with every defect, or refused.</summary>
    public sealed record Examine(Findings Findings) : RequestCommand;

    /// <summary>The term for curing it is over: refused on the first failing ground.</summary>
    public sealed record Lapse : RequestCommand;

    public sealed record Investigate : RequestCommand;

    /// <summary>What becomes of it. A stop, erasure or correction that is granted is in force before the command is acknowledged.</summary>
    /// <param name="Basis">The ground of APPI 35 that was found.</param>
    /// <param name="Reviewed">A person has weighed a ground that only the policy knows.</param>
    /// <param name="Corrections">Of a correction, addition or deletion: the commands to the customer that carry it out.</param>
    public sealed record Answer(
        IReadOnlyList<ItemAnswer> Answers, StopBasis? Basis = null, bool Reviewed = false, IReadOnlyList<CustomerCommand>? Corrections = null) : RequestCommand;

    /// <summary>A fee billed with the answer was paid.</summary>
    public sealed record PayFee(int Yen) : RequestCommand;

    /// <summary>The answer was sent.</summary>
    /// <param name="On">Left out: the day of recording.</param>
    public sealed record Reply(ReplyMethod By, DateOnly? On = null) : RequestCommand;

    /// <summary>The sender takes it back, before it is answered.</summary>
    public sealed record Withdraw : RequestCommand;

    /// <summary>The papers are destroyed.</summary>
    public sealed record DisposeOfPapers : RequestCommand;

    /// <summary>Everything that follows from the answer is in force.</summary>
    public sealed record CarryOut : RequestCommand;

    /// <summary>What follows from the answer was refused at the customer: there is no answer yet.</summary>
    public sealed record UndoAnswer(string Why) : RequestCommand;

    /// <summary>Sent by the registry alone.</summary>
    public bool IsStep => this is CarryOut or UndoAnswer;
}

/// <summary>What came in, as the desk enters it. No name, no address, no number of a paper.</summary>
public sealed record Application
{
    /// <summary>At whichever of the company's addresses; left out: the day of recording.</summary>
    public DateOnly? Arrived { get; init; }

    /// <summary>The day written on the form.</summary>
    public DateOnly? Dated { get; init; }

    public RequestChannel Channel { get; init; }

    public FormState Form { get; init; } = FormState.None;

    /// <summary>Yen in stamps; null = none enclosed.</summary>
    public int? Stamps { get; init; }

    public AskedBy By { get; init; }

    /// <summary>The principal of a statutory agent has no paper of his own.</summary>
    public bool PrincipalHasNoPaper { get; init; }

    /// <summary>The authority names the agent as the one who receives the answer.</summary>
    public bool AnswerToAgent { get; init; }

    public IReadOnlyList<Paper> Papers { get; init; } = [];

    /// <summary>Leaves asked for; empty where the request is about the person as a whole.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Of provision records: those to these recipients; empty = all.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Of a stop: of this purpose.</summary>
    public string? Purpose { get; init; }

    /// <summary>Of a stop: on this channel of marketing.</summary>
    public string? MarketingChannel { get; init; }

    /// <summary>Of a stop of provision: to this recipient.</summary>
    public string? Recipient { get; init; }

    /// <summary>How the principal asks to be answered (APPI 33(1)).</summary>
    public ReplyMethod? Wish { get; init; }
}

public enum FormState
{
    None,
    Complete,
    Incomplete,

    /// <summary>Not the form the company prescribes.</summary>
    Other,
}

/// <param name="Until">Its last day of validity; read and not kept.</param>
/// <param name="Seal">The imprint it was compared with and agrees with.</param>
/// <param name="InDate">Valid on the day it is judged on.</param>
/// <param name="On">The day it is judged on, of a paper sent later; null = the day of the request.</param>
public sealed record Paper(
    PaperKind Kind, PaperOf Of = PaperOf.Principal, DateOnly? Issued = null, DateOnly? Until = null, SealOn? Seal = null, bool InDate = true, DateOnly? On = null);

public enum PaperOf
{
    Principal,
    Agent,
}

/// <summary>What was sent again; left out = as before.</summary>
public sealed record Cure(FormState? Form, int? Stamps, RequestChannel? Channel, IReadOnlyList<Paper> Papers);

/// <summary>What a person at the desk has found.</summary>
/// <param name="Addresses">On the form, on the paper and in the registry; null where the policy compares none.</param>
/// <param name="Doubted">The person is not who he says, or may not be.</param>
/// <param name="Authority">Of an agent under a policy that lists no papers: whether his authority is shown.</param>
/// <param name="EntrustedBy">Of data handled as a contractor: the operator they belong to.</param>
public sealed record Findings(
    AddressFinding? Addresses = null, bool Doubted = false, bool? Authority = null, SubjectFinding Subject = SubjectFinding.Person, string? EntrustedBy = null);

public enum AddressFinding
{
    Agree,
    Differ,

    /// <summary>The paper shows none (passports issued since 2020-02-04).</summary>
    NotShown,
}

public enum SubjectFinding
{
    Person,
    Company,
    Deceased,

    /// <summary>The data are handled for another operator alone.</summary>
    EntrustedData,
}

/// <param name="Subject">The item or recipient asked for; empty = the request as a whole.</param>
public sealed record ItemAnswer(string Subject, AnswerResult Result, IReadOnlyList<GroundKind> Grounds);

public enum AnswerResult
{
    Granted,

    /// <summary>「有無・最終変更日」 and the like: not all of it.</summary>
    Partly,
    Refused,
    NotExisting,

    /// <summary>A measure in its place (APPI 35(2), (6)).</summary>
    MeasureInstead,
}

/// <summary>The ground of APPI 35 that the reviewer found.</summary>
public enum StopBasis
{
    /// <summary>35(1): handled unlawfully, or obtained so.</summary>
    Unlawful,

    /// <summary>35(3): provided unlawfully.</summary>
    ProvidedUnlawfully,

    /// <summary>35(5): no longer needed, leaked, or rights may be harmed.</summary>
    NoLongerNeeded,
}
