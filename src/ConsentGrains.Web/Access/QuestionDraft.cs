using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Access;

/// <summary>The four parts of an AuthZEN request.</summary>
[Flags]
enum Part : byte
{
    None = 0,
    Subject = 1,
    Action = 2,
    Resource = 4,
    Context = 8,
}

/// <summary>A question while it is read. Every word remembers the part it came in, because in a batch an item's part
/// replaces the default part whole. Reused from request to request.</summary>
sealed class QuestionDraft
{
    readonly string?[] texts = new string?[Vocabulary.Texts];
    readonly Part[] from = new Part[Vocabulary.Count];

    public Part Parts { get; set; }

    public string? SubjectType { get; set; }

    public string? Party { get; set; }

    public string? Act { get; set; }

    public string? ResourceType { get; set; }

    public string? Customer { get; set; }

    public string[]? Items { get; set; }

    public Instant? At { get; set; }

    public bool ConsentDifficult { get; set; }

    public bool ConsentWouldHinder { get; set; }

    public bool Explain { get; set; }

    /// <summary>What can not be used, in the order it was met.</summary>
    public List<FieldFault> Faults { get; } = [];

    public void Clear()
    {
        Array.Clear(texts);
        Array.Clear(from);
        Parts = Part.None;
        SubjectType = Party = Act = ResourceType = Customer = null;
        Items = null;
        At = null;
        ConsentDifficult = ConsentWouldHinder = Explain = false;
        Faults.Clear();
    }

    /// <summary>The part a word came in; <see cref="Part.None"/> = not given.</summary>
    public Part From(Word word) => from[(int)word];

    public void Give(Word word, Part part) => from[(int)word] = part;

    public string? Text(Word word) => texts[(int)word];

    public void Give(Word word, string text) => texts[(int)word] = text;

    public void Fault(string path, string code, string message)
    {
        if (Faults.Count < Limits.FaultsReported) Faults.Add(new FieldFault(path, code, message));
    }

    /// <summary>Takes from the defaults every part it was not given itself.</summary>
    public void Inherit(QuestionDraft defaults, int index)
    {
        var missing = defaults.Parts & ~Parts;
        if ((missing & Part.Subject) != Part.None) (SubjectType, Party) = (defaults.SubjectType, defaults.Party);
        if ((missing & Part.Action) != Part.None) Act = defaults.Act;
        if ((missing & Part.Resource) != Part.None) (ResourceType, Customer) = (defaults.ResourceType, defaults.Customer);
        Parts |= missing;
        for (var word = Word.Purpose; word < (Word)Vocabulary.Count; word++)
            if ((defaults.From(word) & missing) != Part.None) Inherit(defaults, word, index);
    }

    public Question ToQuestion() => new()
    {
        Act = Act!,
        Party = Party!,
        Customer = Customer,
        Purpose = Text(Word.Purpose),
        Items = Items!,
        Form = Text(Word.Form) is "statistical" ? Form.Statistical : Form.Individual,
        Recipient = Text(Word.Recipient),
        SupplyPoint = Text(Word.SupplyPoint),
        Circumstance = Text(Word.Circumstance),
        ConsentDifficult = ConsentDifficult,
        ConsentWouldHinder = ConsentWouldHinder,
        DocumentRef = Text(Word.DocumentRef),
        TransferMethod = Text(Word.TransferMethod),
        Channel = Text(Word.Channel),
        Site = Text(Word.Site),
        At = At,
    };

    void Inherit(QuestionDraft defaults, Word word, int index)
    {
        if (From(word) != Part.None)
        {
            Fault(new Place(index, From(word), false).Of(word), FaultCode.Disagree, "given here and, in another part, by the defaults: give it once");
            return;
        }

        Give(word, defaults.From(word));
        if (word < (Word)Vocabulary.Texts) texts[(int)word] = defaults.Text(word);
        else InheritValue(defaults, word);
    }

    void InheritValue(QuestionDraft defaults, Word word)
    {
        switch (word)
        {
            case Word.Items: Items = defaults.Items; break;
            case Word.At: At = defaults.At; break;
            case Word.ConsentDifficult: ConsentDifficult = defaults.ConsentDifficult; break;
            case Word.ConsentWouldHinder: ConsentWouldHinder = defaults.ConsentWouldHinder; break;
            default: Explain = defaults.Explain; break;
        }
    }
}
