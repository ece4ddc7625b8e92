namespace ConsentGrains.Core;

/// <summary>Every bound of Core.</summary>
public static class Limits
{
    /// <summary>Places for names of the vocabulary that customers share; a power of two.</summary>
    internal const int SharedNames = 1 << 14;

    /// <summary>Bytes of an event's fields for which a thread keeps room.</summary>
    internal const int FieldBytes = 1024;

    /// <summary>Objects a thread keeps room for: an event's clear and secret parts are written at the same time.</summary>
    internal const int FieldPages = 4;

    public const int PartyIdLength = 64;
    public const int CustomerNumberLength = 64;
    public const int IdLength = 64;
    public const int NameLength = 200;
    public const int TextLength = 4_000;
    public const int EvidenceLength = 500;

    /// <summary>Items in one question or one consent.</summary>
    public const int ItemsPerQuestion = 64;

    /// <summary>Items named by one command.</summary>
    public const int ItemsPerList = 256;

    /// <summary>Purposes named by one command.</summary>
    public const int PurposesPerList = 256;

    /// <summary>Origins of one site.</summary>
    public const int OriginsPerSite = 16;

    /// <summary>Services one visitor may refuse by name.</summary>
    public const int ServicesPerChoice = 64;

    public const int FeaturesPerContract = 16;

    /// <summary>Kinds of work named by one entrustment.</summary>
    public const int WorkPerEntrustment = 64;

    /// <summary>A published policy file.</summary>
    public const int PolicySourceLength = 1_000_000;

    /// <summary>Drafts of one policy that lie beside each other.</summary>
    public const int DraftsPerPolicy = 20;

    /// <summary>Items of one policy, over all its versions (they are bits of one mask).</summary>
    public const int ItemsPerPolicy = 128;

    /// <summary>Entries of one kind (consents, stops, contracts …) in the state of one customer.</summary>
    public const int EntriesPerCustomer = 1_000;

    /// <summary>Look-up passwords of one supply point that are kept.</summary>
    public const int LookUpsPerPoint = 200;

    /// <summary>Papers sent in with one request, everything sent again included.</summary>
    public const int PapersPerRequest = 32;

    /// <summary>Commands to the customer that one answer carries out.</summary>
    public const int CorrectionsPerAnswer = 16;

    /// <summary>Days from arrival after which an action may be brought (APPI 39).</summary>
    public const int SuitDays = 14;

    /// <summary>How long before its arrival the day written on a form may lie to count.</summary>
    public const int DatedDays = 14;

    /// <summary>The operator's target for an answer, unless it sets another.</summary>
    public const int TargetDays = 14;

    /// <summary>The term for sending again what was wrong, unless the operator sets another.</summary>
    public const int CureDays = 30;

    /// <summary>Any term an operator sets for its desk.</summary>
    public const int DeskDays = 3_650;

    /// <summary>Entries of the supervision log of one contractor that the directory keeps.</summary>
    public const int SupervisionsKept = 50;

    /// <summary>How many days after its decision a provision is still covered by it: over midnight, not more.</summary>
    public const int ProvisionDays = 1;

    /// <summary>How long a record of a provision is kept (施行規則21条, 25条).</summary>
    public const int ProvisionYears = 3;

    /// <summary>The same where a contract stands for the record.</summary>
    public const int ContractProvisionYears = 1;

    /// <summary>Customers named by one command to an incident.</summary>
    public const int CustomersPerNaming = 1_000;

    /// <summary>Customers one incident may name.</summary>
    public const int CustomersPerIncident = 1_000_000;

    public const int Headcount = 1_000_000_000;

    /// <summary>The longest retention period: a hundred years.</summary>
    public const int RetentionMonths = 1_200;

    /// <summary>Lines of counts, and lines of cases, in one audit report.</summary>
    public const int AuditLines = 20_000;

    /// <summary>Days of one audit report.</summary>
    public const int AuditDays = 400;

    /// <summary>How deep re-entrustment may go.</summary>
    public const int EntrustmentDepth = 8;
}
