namespace ConsentGrains.Server;

/// <summary>Why a command ends early, in one sentence that says what to change. Printed as `consent: CODE: message`.</summary>
public sealed class StopException(ExitCode exit, StopCode code, string message) : Exception(message)
{
    public ExitCode Exit { get; } = exit;

    public StopCode Code { get; } = code;
}

/// <summary>The codes of such ends, kebab-case where they are printed. docs/operations.md has a line for each.</summary>
public enum StopCode
{
    // The command line and the settings
    UsageWrong,
    SettingUnknown,
    SettingWrong,
    SettingsUnreadable,

    // What it needs to start
    MasterKeyMissing,
    MasterKeyWrong,
    MasterKeyExchangeUnfinished,
    CheckpointKeyUnreadable,
    CheckpointKeyMissing,
    CheckpointKeyWrong,
    FolderUnusable,
    JournalMissing,
    JournalInUse,
    JournalTakenOver,
    JournalNewer,
    JournalOlder,
    JournalNotDurable,
    JournalNotUtf8,
    ConnectionStringWrong,
    JournalDamaged,
    JournalUnavailable,
    PolicyFileMalformed,
    PortInUse,
    AddressUnusable,
    FileExists,
    ScenarioMalformed,
    SwitchFileMalformed,

    // What a registry answered
    CommandRefused,
    ServerUnreachable,
    ServerRefused,
}
