namespace ConsentGrains.Core.Policies;

/// <summary>A clause as the file of a version quotes it. One clause may be quoted in several places, each time in part.</summary>
/// <param name="Quote">Its own words.</param>
/// <param name="Line">Of the published text.</param>
/// <param name="Effect">What follows for a decision, where the file says so.</param>
public sealed record PolicyClause(string Id, MentionKind Kind, string Quote, int Line, string? Effect);

/// <summary>What an entry is to a decision.</summary>
public enum MentionKind
{
    Collection,
    Item,
    Purpose,
    PurposeAlias,
    Scheme,
    SchemeParticipant,
    SchemeItem,
    SchemePurpose,
    SchemeExclusion,
    Responsible,
    Exception,
    ExceptionNote,
    Limit,
    Reading,
    Business,
    Corporate,
    WrittenCollection,
    Entrustment,
    EntrustableWork,
    EntrustmentCondition,
    TransferMethods,
    Objection,
    Service,
    PostContract,
    Retention,
    IncidentDuty,
    Revision,
    Party,
    RequestTypes,
    RequestNote,
    Identity,
    IdentityPaper,
    Resubmission,
    Investigation,
    Agent,
    AgentPaper,
    RequestChannel,
    RequestForm,
    RequestFee,
    RefusalGround,
    Reply,
    Disposal,
    Window,
    Finding,
}
