using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Grains.Logbook;

/// <summary>The words of a question as the log keeps them in the clear. Those of the last question are remembered: which of them the registry knows is not looked up
/// again for a question that differs only in its customer.</summary>
sealed class LastWords(LogSecrets secrets)
{
    readonly Joined items = new(LogRow.BetweenNames);
    Question? question;
    DirectoryState? directory;
    LogWords words = LogWords.Empty;

    /// <summary>Nothing of the last question needs to be sealed.</summary>
    public bool NothingToSeal { get; private set; }

    /// <returns>Only those of the question.</returns>
    public LogWords Of(Question asked, DirectoryState known)
    {
        if (ReferenceEquals(directory, known) && question is { } last && IsSame(last, asked)) return words;
        (question, directory) = (asked, known);
        NothingToSeal = secrets.Write(asked, known).IsEmpty;
        return words = new()
        {
            Party = LogSecrets.Party(asked.Party, known),
            Act = LogSecrets.Act(asked),
            Purpose = LogSecrets.PurposeOf(asked, known),
            Recipient = LogSecrets.Party(asked.Recipient, known),
            Items = items.Of(LogSecrets.Items(asked, known)),
            Form = Wire.Name(asked.Form),
            Circumstance = LogSecrets.Circumstance(asked),
            Channel = LogSecrets.Channel(asked),
        };
    }

    static bool IsSame(Question one, Question other) =>
        one.Act == other.Act && one.Party == other.Party && one.Purpose == other.Purpose && one.Recipient == other.Recipient && one.Form == other.Form
        && one.Circumstance == other.Circumstance && one.Channel == other.Channel && one.SupplyPoint == other.SupplyPoint && one.DocumentRef == other.DocumentRef
        && one.Site == other.Site && AreSame(one.Items, other.Items);

    static bool AreSame(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        if (ReferenceEquals(one, other)) return true;
        if (one.Count != other.Count) return false;
        for (var i = 0; i < one.Count; i++)
            if (one[i] != other[i]) return false;
        return true;
    }
}
