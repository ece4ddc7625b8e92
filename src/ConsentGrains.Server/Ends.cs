using System.Net.Sockets;
using ConsentGrains.Journal;
using ConsentGrains.Policies;
using Microsoft.AspNetCore.Connections;

namespace ConsentGrains.Server;

/// <summary>What an exception from below is to whoever typed the command.</summary>
static class Ends
{
    /// <returns>Null for a fault of the program.</returns>
    public static StopException? Of(Exception end) => end switch
    {
        StopException stop => stop,
        JournalRefusedException refused => new(ExitCode.CannotStart, CodeOf(refused.Code), refused.Message),
        JournalDamagedException damaged => new(ExitCode.Damaged, StopCode.JournalDamaged, Damaged(damaged)),
        JournalUnavailableException unavailable => new(ExitCode.CannotStart, StopCode.JournalUnavailable, unavailable.Message),
        PolicyRefusedException policy => new(ExitCode.CannotStart, StopCode.PolicyFileMalformed, policy.Message),
        UnauthorizedAccessException denied => new(ExitCode.CannotStart, StopCode.FolderUnusable, denied.Message),
        IOException { InnerException: AddressInUseException } taken => new(ExitCode.CannotStart, StopCode.PortInUse, Taken(taken)),
        SocketException socket => new(ExitCode.CannotStart, StopCode.AddressUnusable, Unusable(socket)),
        IOException { InnerException: SocketException socket } => new(ExitCode.CannotStart, StopCode.AddressUnusable, Unusable(socket)),
        IOException io => new(ExitCode.CannotStart, StopCode.FolderUnusable, io.Message),
        _ => null,
    };

    static StopCode CodeOf(string journal) => journal switch
    {
        "journal-in-use" => StopCode.JournalInUse,
        "journal-newer" => StopCode.JournalNewer,
        "journal-older" => StopCode.JournalOlder,
        "journal-missing" => StopCode.JournalMissing,
        "journal-not-durable" => StopCode.JournalNotDurable,
        "journal-not-utf8" => StopCode.JournalNotUtf8,
        "connection-string-wrong" => StopCode.ConnectionStringWrong,
        "checkpoint-key-unreadable" => StopCode.CheckpointKeyUnreadable,
        "master-key-exchange-unfinished" => StopCode.MasterKeyExchangeUnfinished,
        "checkpoint-key-missing" => StopCode.CheckpointKeyMissing,
        "checkpoint-key-wrong" => StopCode.CheckpointKeyWrong,
        _ => StopCode.MasterKeyWrong,
    };

    static string Damaged(JournalDamagedException damaged) =>
        $"{damaged.Message}. Nothing was changed. Keep this file, restore the newest backup, and see docs/operations.md.";

    static string Taken(IOException taken) => $"{taken.Message.TrimEnd('.')}. Stop the other program, or give another address with --urls.";

    static string Unusable(SocketException socket) => $"The address cannot be used here: {socket.Message}. Give another one with --urls.";
}
